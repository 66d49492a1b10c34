/** What many clusters cost the page that shows them, in Chromium: a server here stands in for the gateway. */
import { launchOptions } from "../../tests/ui/chromium.mjs";
import { connectHere, manyClusters } from "../parts/many.mjs";
import { pageMetrics } from "../parts/page-metrics.mjs";

const SIZES = [10, 100, 1_000];
/** Seconds for which a panel is watched, and how long it gets before to be told of all. */
const WATCH = { watch: 30, settle: 10 };
const QUICK = { watch: 4, settle: 3 };

export const cards = {
  about:
    "A page that shows many running clusters, in Chromium, with a server that stands in for the gateway: from `mount` until all of them are in the list and laid out, what the page's thread takes in a minute of polls, and a key in a field of the form until its layout is done.",
  browser: true,
  run: ({ rows, quick }) =>
    inChromium((browser, count) => shown(browser, count, rows, quick ? QUICK : WATCH)),
};

async function inChromium(body) {
  const { chromium } = await import("@playwright/test");
  const browser = await chromium.launch(launchOptions);
  try {
    for (const count of SIZES) await body(browser, count);
  } finally {
    await browser.close();
  }
}

async function shown(browser, count, rows, { watch, settle }) {
  const gateway = await manyClusters(count);
  const page = await browser.newPage({ viewport: { width: 400, height: 820 } });
  try {
    await page.goto(gateway.address);
    await page.evaluate(connectHere);
    const opening = await page.evaluate(open);
    const add = (what, samples, unit = "ms") =>
      rows.add(what, "ours", samples, { size: count, unit });
    add("mounted to all of them in the list", [opening]);
    await page.waitForTimeout(settle * 1_000);
    const metric = await pageMetrics(page);
    const [busy, asked] = [await metric("TaskDuration"), gateway.counts()];
    await page.waitForTimeout(watch * 1_000);
    const times = 60 / watch;
    const [spent, polls] = [(await metric("TaskDuration")) - busy, gateway.counts() - asked];
    add("page's thread in a minute", [spent * 1_000 * times], "ms a minute");
    add("figures asked for in a minute", [polls * times], "a minute");
    add("nodes of the page", [await metric("Nodes")], "nodes");
    add("a key in a field, to the end of its layout", await page.evaluate(type));
  } finally {
    await page.close();
    gateway.stop();
  }
}

/** In the page: milliseconds from `mount` until every cluster of the list is there and laid out. */
async function open() {
  const session = window.benchSession;
  // The list is there before the view is: what is measured is the drawing.
  session.dispatch({ type: "visible", visible: true });
  while (session.view().clusters === null || session.view().form === null)
    await new Promise((done) => setTimeout(done, 5));
  const start = performance.now();
  window.benchMount();
  document.querySelector("#panel").firstElementChild.getBoundingClientRect();
  return performance.now() - start;
}

/** In the page: milliseconds of each of some keys. */
async function type() {
  const { shadowRoot } = document.querySelector("#panel > div");
  const input = shadowRoot.querySelector(".fields input");
  const times = [];
  for (let i = 0; i < 60; i++) {
    const start = performance.now();
    input.value = i % 2 === 0 ? "9" : "2";
    input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    // It is drawn in a microtask.
    await Promise.resolve();
    await Promise.resolve();
    shadowRoot.host.getBoundingClientRect();
    times.push(performance.now() - start);
    await new Promise((done) => requestAnimationFrame(done));
  }
  return times.slice(10);
}
