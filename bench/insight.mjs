/**
 * What it costs to see into running clusters, on the real stack in Chromium: ten cards, a table of 1,000 workers, logs that are
 * followed. The gateway, its list and one cluster are real; of what schedulers answer a proxy in front makes what ten, or large
 * ones, would.
 */
import { at } from "../scripts/lib.mjs";
import { EXPOSED, inBrowser } from "../scripts/stack/browser.mjs";
import { faults, requests } from "../scripts/stack/faults.mjs";
import { startStack } from "../scripts/stack/stack.mjs";
import { copies, counts, identity, log } from "./insight-replies.mjs";
import { pageMetrics } from "./page-metrics.mjs";
import { counted, launch, open, panel, turn } from "./requests.mjs";
import { status } from "./server.mjs";

const CARDS = 10;
const WORKERS = 1_000;
/** Seconds for which a page is watched, and those before: till all is drawn, and till polls are as far apart as they get. */
const WATCH = 30;
const SETTLE = 10;
const QUIET = 75;
const SCROLLS = 60;
const PARSES = 200;

const COUNTS = { path: /counts\.json$/ };
const IDENTITY = { path: /identity\.json$/ };
const LOGS = { path: /logs\.html$/ };

export async function insight() {
  const config = at("tests/ui/faults_gateway_config.py");
  await inBrowser(startStack({ args: EXPOSED, faulty: true, config }), async (browser, stack) => {
    const quiet = await status("no panel", stack);
    const context = await browser.newContext({ viewport: { width: 1_400, height: 1_000 } });
    const page = await open(context, stack, "insight");
    await launch(page, "RUNNING");
    await asked(page, stack);
    await table(page, stack, quiet);
    await logs(page, stack, quiet);
    await context.close();
    const plain = await cards(browser, stack, false);
    const drawn = await cards(browser, stack, true);
    for (const [name, time] of Object.entries(drawn))
      compared(`a poll of ${CARDS} cards, ${name}`, time, plain[name], "as text");
  });
}

/** How often the gateway and the scheduler behind it are asked. */
async function asked(page, { faults }) {
  await panel(page).getByRole("spinbutton", { name: "Workers", exact: true }).fill("1");
  await panel(page).getByRole("button", { name: "Scale" }).click();
  await panel(page).locator('[data-workers="1"]').waitFor();
  await page.waitForTimeout(QUIET * 1_000);
  await counted(faults, "a running cluster, its table closed");
  await openTable(page);
  await counted(faults, "its table is open");
  await openTable(page);
  await openLogs(page);
  await counted(faults, "its log is followed");
  await openTable(page);
  await page.evaluate(turn, "hidden");
  await page.waitForTimeout(SETTLE * 1_000);
  await counted(faults, "table and log, hidden");
  await page.evaluate(turn, "visible");
  await openTable(page);
  await page.evaluate(() => window.jupyterapp.shell.currentWidget.close());
}

/** A table of many workers: what an answer costs the page, and the Jupyter server. */
async function table(page, stack, quiet) {
  const { faults: gateway } = stack;
  const counting = gateway.inject(
    COUNTS,
    changing((number) => counts(number, WORKERS)),
  );
  const spent = await mainThread(page);
  await page.waitForTimeout(SETTLE * 1_000);
  const closed = await over(page, spent, counting);
  const answers = inTime((number, when) => identity(number, WORKERS, when), 4 * WATCH);
  const telling = gateway.inject(IDENTITY, { answer: () => json(answers()) });
  await openTable(page);
  const workers = panel(page).getByRole("table", { name: "Workers" });
  await workers.getByRole("row").nth(5).waitFor();
  await page.waitForTimeout(SETTLE * 1_000);
  const open = await over(page, spent, telling);
  const each = (open.spent - closed.spent) / open.hits;
  const texts = [identity(1, WORKERS, Date.now())];
  compared(`an answer with ${WORKERS} workers`, each, await parse(page, spent, texts));
  await status(`a table of ${WORKERS} workers`, stack, quiet);

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
  console.log(
    `  main thread at each of ${SCROLLS} turns of the wheel${scrolled.toFixed(2).padStart(14)} ms`,
  );
  await openTable(page);
  silent.heal();
  counting.heal();
}

/** A log of megabytes that is followed. */
async function logs(page, stack, quiet) {
  const reading = stack.faults.inject(LOGS, changing(log, "text/html"));
  await openLogs(page);
  await status("a log of 2 MB that is followed", stack, quiet);
  console.log(`    read ${reading.hits} times`);
  reading.heal();
}

/** Milliseconds of a poll of many cards, which is one answer of each scheduler, with what the part draws or without. */
async function cards(browser, { faults: gateway, ...stack }, drawn) {
  const context = await browser.newContext({ viewport: { width: 1_400, height: 4_000 } });
  if (!drawn) await context.route(/dask-gateway-insight/, (route) => route.abort());
  const list = gateway.inject(requests.list, { change: (body) => copies(body, CARDS) });
  const changed = gateway.inject(COUNTS, changing(counts));
  const page = await open(context, stack, `cards-${drawn}`);
  await panel(page)
    .locator('[data-status="RUNNING"]')
    .nth(CARDS - 1)
    .waitFor();
  const spent = await mainThread(page);
  const poll = async (answering) => {
    await page.waitForTimeout(SETTLE * 1_000);
    const { spent: time, hits } = await over(page, spent, answering);
    return (time / hits) * CARDS;
  };
  const times = { "all changed": await poll(changed) };
  changed.heal();
  const same = gateway.inject(COUNTS, { answer: json(counts(7)) });
  await page.waitForTimeout(SETTLE * 1_000);
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
async function over(page, spent, answering) {
  const [before, hits] = [await spent(), answering.hits];
  await page.waitForTimeout(WATCH * 1_000);
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

/** One line: milliseconds of the main thread, beside those of something else. */
function compared(label, ours, theirs, other = "JSON.parse") {
  const [a, b] = [ours, theirs].map((time) => time.toFixed(2).padStart(8));
  console.log(
    `  ${label.padEnd(42)}main thread${a} ms   ${other}${b} ms   ratio ${(ours / theirs).toFixed(2)}`,
  );
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
