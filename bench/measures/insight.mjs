/**
 * What it costs to see into running clusters, on the real stack in Chromium: ten cards, a table of 1,000 workers, logs that are
 * followed. The gateway, its list and one cluster are real; of what schedulers answer a proxy in front makes what ten, or large
 * ones, would.
 */
import { at } from "../../scripts/lib.mjs";
import { EXPOSED, inBrowser } from "../../scripts/stack/browser.mjs";
import { faults, requests } from "../../scripts/stack/faults.mjs";
import { startStack } from "../../scripts/stack/stack.mjs";
import { copies, counts, identity, log } from "../parts/insight-replies.mjs";
import { pageMetrics } from "../parts/page-metrics.mjs";
import { askedFor, launch, open, panel, turn } from "./requests.mjs";
import { statusTimes } from "./status.mjs";

const CARDS = 10;
const WORKERS = 1_000;
/** Seconds for which a page is watched, and those before: till all is drawn, and till polls are as far apart as they get. */
const TIMES = { watch: 30, settle: 10, quiet: 75, status: 200 };
const QUICK = { watch: 5, settle: 3, quiet: 3, status: 20 };
const SCROLLS = 60;
const PARSES = 200;

const COUNTS = { path: /counts\.json$/ };
const IDENTITY = { path: /identity\.json$/ };
const LOGS = { path: /logs\.html$/ };

export const insight = {
  about:
    "What it costs to see into running clusters, on a real stack in Chromium: ten cards, a table of 1,000 workers, logs that are followed. Gateway, list and one cluster are real; what schedulers of that size would answer is made by a proxy in front. Of the page's thread, in milliseconds of the processor.",
  browser: true,
  run: ({ rows, quick }) => seen(rows, quick ? QUICK : TIMES),
};

async function seen(rows, times) {
  const config = at("tests/ui/faults_gateway_config.py");
  await inBrowser(startStack({ args: EXPOSED, faulty: true, config }), async (browser, stack) => {
    await jupyter("no panel", stack, rows, times);
    const context = await browser.newContext({ viewport: { width: 1_400, height: 1_000 } });
    const page = await open(context, stack);
    await launch(page, "RUNNING");
    await asked(page, stack, rows, times);
    await table(page, stack, rows, times);
    await logs(page, stack, rows, times);
    await context.close();
    const plain = await cards(browser, stack, false, times);
    const drawn = await cards(browser, stack, true, times);
    for (const name of Object.keys(drawn)) {
      const what = `a poll of ${CARDS} cards, ${name}`;
      rows.add(what, "ours", [drawn[name]]);
      rows.add(what, "ours, as text", [plain[name]]);
    }
  });
}

/** How often the gateway and the scheduler behind it are asked. */
async function asked(page, { faults }, rows, { watch, settle, quiet }) {
  const count = async (what) => {
    const found = await askedFor(faults, watch * 2_000);
    rows.add(what, "ours", [found], { unit: "a minute" });
  };
  await panel(page).getByRole("spinbutton", { name: "Workers", exact: true }).fill("1");
  await panel(page).getByRole("button", { name: "Scale" }).click();
  await panel(page).locator('[data-workers="1"]').waitFor();
  await page.waitForTimeout(quiet * 1_000);
  await count("a running cluster, its table closed");
  await openTable(page);
  await count("its table is open");
  await openTable(page);
  await openLogs(page);
  await count("its log is followed");
  await openTable(page);
  await page.evaluate(turn, "hidden");
  await page.waitForTimeout(settle * 1_000);
  await count("table and log, hidden");
  await page.evaluate(turn, "visible");
  await openTable(page);
  await page.evaluate(() => window.jupyterapp.shell.currentWidget.close());
}

/** A table of many workers: what an answer costs the page, and the Jupyter server. */
async function table(page, stack, rows, times) {
  const { watch, settle } = times;
  const { faults: gateway } = stack;
  const counting = gateway.inject(
    COUNTS,
    changing((number) => counts(number, WORKERS)),
  );
  const spent = await mainThread(page);
  await page.waitForTimeout(settle * 1_000);
  const closed = await over(page, spent, counting, watch);
  const answers = inTime((number, when) => identity(number, WORKERS, when), 4 * watch + 60);
  const telling = gateway.inject(IDENTITY, { answer: () => json(answers()) });
  await openTable(page);
  const workers = panel(page).getByRole("table", { name: "Workers" });
  await workers.getByRole("row").nth(5).waitFor();
  await page.waitForTimeout(settle * 1_000);
  const open = await over(page, spent, telling, watch);
  const each = (open.spent - closed.spent) / open.hits;
  const texts = [identity(1, WORKERS, Date.now())];
  const what = `an answer with ${WORKERS} workers`;
  rows.add(what, "ours", [each]);
  rows.add(what, "JSON.parse", [await parse(page, spent, texts)]);
  await jupyter(`a table of ${WORKERS} workers`, stack, rows, times);

  // No answer comes in between.
  telling.heal();
  const silent = gateway.inject(IDENTITY, faults.hang(600));
  await page.waitForTimeout(3_000);
  await workers.hover();
  const before = await spent();
  for (let i = 0; i < SCROLLS; i++) {
    await page.mouse.wheel(0, 120);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
  const scrolled = ((await spent()) - before) / SCROLLS;
  rows.add("a turn of the wheel over the table", "ours", [scrolled]);
  await openTable(page);
  silent.heal();
  counting.heal();
}

/** A log of megabytes that is followed. */
async function logs(page, stack, rows, times) {
  const reading = stack.faults.inject(LOGS, changing(log, "text/html"));
  await openLogs(page);
  await jupyter("a log of 2 MB that is followed", stack, rows, times);
  reading.heal();
}

/** Milliseconds of a poll of many cards, which is one answer of each scheduler, with what the part draws or without. */
async function cards(browser, { faults: gateway, ...stack }, drawn, { watch, settle }) {
  const context = await browser.newContext({ viewport: { width: 1_400, height: 4_000 } });
  if (!drawn) await context.route(/dask-gateway-insight/, (route) => route.abort());
  const list = gateway.inject(requests.list, { change: (body) => copies(body, CARDS) });
  const changed = gateway.inject(COUNTS, changing(counts));
  const page = await open(context, stack);
  await panel(page)
    .locator('[data-status="RUNNING"]')
    .nth(CARDS - 1)
    .waitFor();
  const spent = await mainThread(page);
  const poll = async (answering) => {
    await page.waitForTimeout(settle * 1_000);
    const { spent: time, hits } = await over(page, spent, answering, watch);
    return (time / hits) * CARDS;
  };
  const times = { "all changed": await poll(changed) };
  changed.heal();
  const same = gateway.inject(COUNTS, { answer: json(counts(7)) });
  await page.waitForTimeout(settle * 1_000);
  times["none changed"] = await poll(same);
  // The status bar goes on to ask.
  await page.getByRole("tab", { name: "Dask Gateway" }).click();
  times["in a closed panel"] = await poll(same);
  await context.close();
  same.heal();
  list.heal();
  return times;
}

/** Resolves to what tells the milliseconds that the main thread has taken so far. */
async function mainThread(page) {
  const metric = await pageMetrics(page);
  return async () => (await metric("TaskDuration")) * 1_000;
}

/** What the main thread takes for some seconds, and how often this is answered meanwhile. */
async function over(page, spent, answering, watch) {
  const [before, hits] = [await spent(), answering.hits];
  await page.waitForTimeout(watch * 1_000);
  return { spent: (await spent()) - before, hits: answering.hits - hits };
}

/** Milliseconds of the main thread for JSON.parse of these texts. */
async function parse(page, spent, texts) {
  const run = (times) =>
    page.evaluate(
      ([texts, times]) => {
        for (let i = 0; i < times; i++) for (const text of texts) JSON.parse(text);
      },
      [texts, times],
    );
  const measure = async (times) => {
    const before = await spent();
    await run(times);
    return (await spent()) - before;
  };
  // Bringing the texts there takes its time, too.
  return ((await measure(PARSES)) - (await measure(0))) / PARSES;
}

/** How long the Jupyter server takes for an answer of its own meanwhile. */
async function jupyter(what, stack, rows, { status }) {
  const { ours } = await statusTimes({ ours: stack }, status);
  rows.add(`/api/status, ${what}`, "ours", ours);
}

/** An answer that is another each time. */
function changing(make, type) {
  let number = 0;
  return { answer: () => json(make(++number), type) };
}

function json(body, type = "application/json") {
  return { status: 200, headers: { "Content-Type": type }, body };
}

/** Answers of their time, made ahead, so that this process has time for the others: one for each 2 s from now on, for so many seconds. */
function inTime(make, seconds) {
  const start = Date.now();
  const all = Array.from({ length: seconds / 2 }, (_, i) => make(i, start + i * 2_000));
  return () => all[Math.min(all.length - 1, Math.floor((Date.now() - start) / 2_000))];
}

/** Opens or closes the table of workers. */
async function openTable(page) {
  await panel(page).locator("details.workers > summary").click();
}

async function openLogs(page) {
  await panel(page).getByRole("button", { name: "Logs", exact: true }).click();
  await page
    .getByRole("region", { name: /^Logs of/ })
    .locator(".line")
    .first()
    .waitFor();
}
