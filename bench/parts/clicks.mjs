/**
 * A real click, from the page's first code that hears of it to the gateway's door. The page tells its time and the recorder its own:
 * both count from the machine's clock, and what they differ by is measured and taken away.
 */
import { setTimeout as delay } from "node:timers/promises";
import { recorded } from "../../scripts/stack/recorder.mjs";

/** Before anything of the page runs: it notes when a click arrives, ahead of whoever else listens. */
export async function noteClicks(page) {
  await page.addInitScript(() => {
    const note = () => {
      window.benchClicked = performance.timeOrigin + performance.now();
    };
    window.addEventListener("click", note, true);
  });
}

/** What time it is in the page, for `ahead`. */
export const timeIn = (page) => () =>
  page.evaluate(() => performance.timeOrigin + performance.now());

/**
 * Milliseconds by which a clock is ahead of this process', or of another that it can tell; `look()` resolves to what the clock says.
 * Of many looks the one that took the shortest.
 */
export async function ahead(look, clock = now) {
  let best = { took: Number.POSITIVE_INFINITY };
  for (let i = 0; i < 40; i++) {
    const before = clock();
    const there = await look();
    const after = clock();
    if (after - before < best.took)
      best = { took: after - before, by: there - (before + after) / 2 };
  }
  return best.by;
}

const now = () => performance.timeOrigin + performance.now();

/** Milliseconds for which the mouse's button is down: about as long as people take. JupyterLab makes a cell the active one meanwhile. */
const PRESSED = 80;

/** Clicks with the mouse, and resolves to `{arrived(most)}`: milliseconds until a request with this path was there, or null. */
export async function click(page, button, { record, path, skew }) {
  const arrivals = () => recorded(record).filter((request) => path.test(request.path));
  const before = arrivals().length;
  await button.click({ delay: PRESSED });
  const clicked = (await page.evaluate(() => window.benchClicked)) - skew;
  return {
    async arrived(most) {
      const end = now() + most;
      // Not while it is on its way: this process would take the processor from it.
      do {
        if (now() > end) return null;
        await delay(20);
      } while (arrivals().length === before);
      return arrivals()[before].at - clicked;
    },
  };
}

/** A button of nobody's, which sends what a click on Scale sends by the same route, and nothing else. */
export async function bareButton(page) {
  await page.evaluate(() => {
    const button = document.createElement("button");
    button.id = "bench-bare";
    button.textContent = "bare fetch";
    button.style.cssText = "position: fixed; bottom: 40px; right: 40px; z-index: 9999";
    let sent = 0;
    button.addEventListener("click", () => {
      const xsrf = /_xsrf=([^;]*)/.exec(document.cookie)?.[1];
      const url = `/dask-gateway/api/v1/clusters/bare-${++sent}/scale`;
      void fetch(url, { method: "POST", headers: { "X-XSRFToken": xsrf }, body: '{"count":0}' });
    });
    document.body.append(button);
  });
  return page.locator("#bench-bare");
}
