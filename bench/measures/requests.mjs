/**
 * How often a gateway is asked in a minute, counted at its door: by the tabs and widgets of one browser, on the real stack in
 * Chromium, with one cluster, and by dask-labextension in as many tabs of another.
 */
import { setTimeout as delay } from "node:timers/promises";
import { at } from "../../scripts/lib.mjs";
import { EXPOSED, inBrowser } from "../../scripts/stack/browser.mjs";
import { startStack } from "../../scripts/stack/stack.mjs";
import { LABEXTENSION, openLabextension, startLabextension } from "../parts/labextension.mjs";
import { openNotebook, openQuietLab, runCell } from "../parts/notebook.mjs";

const MINUTE_MS = 60_000;
/** Until polls are as far apart as they get while nothing changes. */
const SETTLE_MS = 75_000;
const TABS = 3;
const WIDGETS = 20;

const KINDS = [
  ["lists", /\/api\/v1\/clusters\/(\?|$)/],
  ["figures", /counts\.json$/],
  ["of the workers", /identity\.json$/],
  ["of logs", /\.html$/],
  ["waits", /\?wait$/],
];

export const requests = {
  about:
    "How often the gateway is asked in a minute, with one cluster that runs without workers, its card in sight, when polls are as far apart as they get: by tabs with a panel, by widgets in one of them, out of sight, for a pending cluster, and when the gateway is down. dask-labextension lists its clusters in as many tabs of another browser; each list asks for every cluster besides, and has a connection to each scheduler made, which is not counted here.",
  browser: true,
  async run({ rows, quick }) {
    const config = at("tests/ui/faults_gateway_config.py");
    const starting = startStack({ args: EXPOSED, faulty: true, config });
    const times = quick
      ? { settle: 3_000, watch: 10_000 }
      : { settle: SETTLE_MS, watch: MINUTE_MS };
    await inBrowser(starting, async (browser, stack) => {
      const other = await startLabextension(stack, EXPOSED);
      try {
        await counts(browser, { stack, other, rows, times });
      } finally {
        await other.stop();
      }
    });
  },
};

async function counts(browser, { stack, other, rows, times }) {
  const [ourTabs, theirTabs] = [await browser.newContext(), await browser.newContext()];
  const both = { ours: stack.faults, [LABEXTENSION]: other.faults };
  const count = async (what, whose = Object.keys(both), more = {}) => {
    const asked = whose.map((subject) => both[subject]);
    const found = await Promise.all(asked.map((faults) => askedFor(faults, times.watch)));
    for (const [i, subject] of whose.entries())
      rows.add(what, subject, [found[i]], { unit: "a minute", ...more });
  };
  const first = await open(ourTabs, stack);
  await launch(first, "RUNNING");
  await openTheirs(theirTabs, other);
  await count("1 tab, the first minute");
  const tabs = [first];
  for (let i = 1; i <= TABS; i++) {
    if (i > 1) {
      tabs.push(await open(ourTabs, stack));
      await openTheirs(theirTabs, other);
    }
    await delay(times.settle);
    await count("tabs", undefined, { size: i, grows: true });
  }
  for (const widgets of [1, WIDGETS]) {
    await showWidgets(first, widgets);
    await delay(times.settle);
    await count(`${TABS} tabs and widgets`, ["ours"], { size: widgets, grows: true });
  }
  for (const tab of tabs) await tab.evaluate(turn, "hidden");
  for (const tab of theirTabs.pages()) await tab.evaluate(turn, "hidden");
  await count(`${TABS} tabs, all hidden`);
  await theirTabs.close();
  for (const tab of tabs) await tab.evaluate(turn, "visible");

  await stop(first);
  await launch(first, "PENDING", "no-scheduler");
  await count("a pending cluster, its first minute", ["ours"]);
  await delay(times.settle);
  await count("a pending cluster", ["ours"]);

  // Each try arrives up to four times: the Jupyter server and then the kernel ask once more when a connection breaks.
  stack.faults.inject({}, { drop: true });
  await count("the gateway is down, the first minute", ["ours"]);
  await count("the gateway is down", ["ours"]);
}

async function openTheirs(context, other) {
  const page = await context.newPage();
  await openQuietLab(page, other);
  await openLabextension(page, 1);
}

/** Resolves to how often a gateway is asked in a minute, from now on; prints for what. */
export async function askedFor({ seen }, watch = MINUTE_MS) {
  const before = seen.length;
  await delay(watch);
  const asked = seen.slice(before);
  const kinds = KINDS.map(([kind, pattern]) => {
    const number = asked.filter(({ path }) => pattern.test(path)).length;
    return number > 0 ? `${number} ${kind}` : null;
  });
  console.log(`    of those in ${watch / 1_000} s: ${kinds.filter(Boolean).join(", ") || "none"}`);
  return (asked.length * MINUTE_MS) / watch;
}

/** One more tab with the panel. */
export async function open(context, stack) {
  const page = await context.newPage();
  await openQuietLab(page, stack);
  await page.evaluate(() => window.jupyterapp.commands.execute("dask-gateway:open"));
  await panel(page).getByRole("form", { name: "Cluster options" }).waitFor();
  return page;
}

export const panel = (page) => page.locator("#dask-gateway-panel");

/** Launches a cluster, and shows its card: a card out of sight is asked for less. */
export async function launch(page, status, image) {
  if (image !== undefined) await panel(page).getByLabel("Image").fill(image);
  await panel(page).getByRole("button", { name: "Launch cluster" }).click();
  const card = panel(page).locator(`[data-status="${status}"]`);
  await card.waitFor({ timeout: MINUTE_MS });
  await card.scrollIntoViewIfNeeded();
}

async function stop(page) {
  await panel(page).getByRole("button", { name: "Stop cluster" }).click();
  await panel(page).locator("dialog .danger").click();
  await panel(page).locator("[data-status]").waitFor({ state: "detached", timeout: MINUTE_MS });
}

/** In a notebook beside the panel, so many widgets in one cell. */
async function showWidgets(page, count) {
  await openNotebook(page);
  await runCell(
    page,
    `from jupyter_dask_gateway import GatewayWidget\nfor _ in range(${count}): display(GatewayWidget())`,
  );
  await page.waitForFunction((wanted) => {
    const { node } = window.jupyterapp.shell.currentWidget.content;
    const drawn = [...node.querySelectorAll("[data-dask-gateway] > div")];
    return drawn.filter((it) => it.shadowRoot?.querySelector("form")).length >= wanted;
  }, count);
}

/** In the page: what a browser does when its window is turned to another tab, or back. */
export function turn(state) {
  const says = (name, value) =>
    Object.defineProperty(document, name, { value, configurable: true });
  says("visibilityState", state);
  says("hidden", state === "hidden");
  document.dispatchEvent(new Event("visibilitychange"));
}
