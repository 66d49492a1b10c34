// @vitest-environment happy-dom

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as insight from "../../js/insight/index.js";
import { createLogs, type LogSource } from "../../js/insight/logs/view.js";
import { setPartSource } from "../../js/page/parts.js";
import type { Host, PageText, Pane, WantedPage } from "../../js/view/model.js";
import { en } from "../../js/view/strings/en.js";
import { fakeHost } from "./fake-session.js";
import { cluster, view } from "./fixtures.js";
import { drawn, open, Page } from "./page.js";

/** The logs of a cluster: what is read when, and what of it is shown. */

const WORKER = "tls://10.0.0.1:41234";
const line = (i: number, text: string, level = "INFO") =>
  `<p> 2026-11-26 20:18:${String(i).padStart(2, "0")},593 - distributed.scheduler - ${level} - ${text} </p>`;
const html = (...newestLast: string[]): PageText => ({
  text: `<title> Logs </title>${[...newestLast].reverse().join("")}</html>`,
  problem: null,
});
const OVER: PageText = { text: null, problem: { id: "no-scheduler" } };

let count = 0;
let answer: (wanted: WantedPage) => PageText | Promise<PageText>;
let asked: WantedPage[];

/** Each test has a cluster of its own: snapshots stay. */
function show(more: Partial<LogSource> = {}) {
  const logs = createLogs(
    {
      cluster: `cluster${count}`,
      name: "mine",
      read: async (wanted) => {
        asked.push(wanted);
        return answer(wanted);
      },
      format: ({ id }) => `Problem ${id}.`,
      copy: async () => {},
      ...more,
    },
    en,
  );
  document.body.append(logs.element);
  const page = new Page(undefined as never, undefined as never, logs.element);
  const texts = () => [...page.root.querySelectorAll(".line span")].map((it) => it.textContent);
  const state = () => page.get("status").textContent;
  return { logs, page, texts, state };
}

const soon = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  vi.useFakeTimers();
  count += 1;
  asked = [];
  answer = () => html(line(1, "first"), line(2, "second", "WARNING"));
});
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

test("the scheduler's log: newest last, with levels, times and how much there is", async () => {
  const { page, texts, state } = show();
  expect(state()).toBe("Reading…");
  await soon();
  expect(texts()).toEqual(["first", "second"]);
  const [, last] = page.root.querySelectorAll<HTMLElement>(".line");
  expect(last?.dataset.level).toBe("WARNING");
  expect(last?.querySelector("time")?.textContent).toBe("20:18:02");
  expect(state()).toMatch(/^2 entries, read at \d\d:\d\d:\d\d\.$/);
  expect(page.get("region", "Logs of mine")).toBeDefined();
  expect(page.get("region", "Scheduler").tabIndex).toBe(0);
});

test("it follows: only what is new is drawn, and more seldom while nothing is", async () => {
  const { page, texts } = show();
  await soon();
  const first = page.root.querySelector(".line");
  answer = () => html(line(1, "first"), line(2, "second", "WARNING"), line(3, "third"));
  await soon(3_000);
  expect(texts()).toEqual(["first", "second", "third"]);
  expect(page.root.querySelector(".line")).toBe(first);
  const before = asked.length;
  await soon(60_000);
  expect(asked.length - before).toBeLessThan(10);
  page.get<HTMLInputElement>("checkbox", "Follow").click();
  const then = asked.length;
  await soon(60_000);
  expect(asked.length).toBe(then);
});

test("what was asked for is announced, and each further reading is not", async () => {
  const { page } = show();
  const live = () => page.get("status").getAttribute("aria-live");
  expect(live()).toBe("polite");
  await soon();
  expect(live()).toBe("polite");
  await soon(3_000);
  expect(live()).toBe("off");
  page.type("searchbox", "Filter", "second");
  expect([live(), page.get("status").textContent]).toEqual(["polite", "1 of 2 entries."]);
  await soon(20_000);
  expect(live()).toBe("off");
  answer = () => ({ text: null, problem: { id: "timed-out" } });
  await soon(20_000);
  expect(live()).toBe("polite");
});

test("a log that is full loses its oldest entries elsewhere, and goes on here", async () => {
  answer = () => html(line(1, "a"), line(2, "b"), line(3, "c"));
  const { texts } = show();
  await soon();
  answer = () => html(line(2, "b"), line(3, "c"), line(4, "d"));
  await soon(3_000);
  expect(texts()).toEqual(["a", "b", "c", "d"]);
  // All that was there is gone.
  answer = () => html(line(7, "x"), line(8, "y"));
  await soon(20_000);
  expect(texts()).toEqual(["x", "y"]);
});

test("words and levels filter, and what is filtered is what is copied", async () => {
  const copied: string[] = [];
  answer = () =>
    html(line(1, "Register worker"), line(2, "lost worker", "ERROR"), line(3, "slow", "WARNING"));
  const { page, texts, state } = show({
    copy: async (text) => void copied.push(text),
  });
  await soon();
  page.type("searchbox", "Filter", "WORKER");
  expect(texts()).toEqual(["Register worker", "lost worker"]);
  expect(state()).toBe("2 of 3 entries.");
  const level = page.get<HTMLSelectElement>("combobox", "Level");
  level.value = "errors";
  level.dispatchEvent(new Event("change"));
  expect(texts()).toEqual(["lost worker"]);
  page.get("button", "Copy").click();
  await soon();
  expect(copied).toEqual(["2026-11-26 20:18:02,593 ERROR lost worker\n"]);
  expect(state()).toBe("Copied to the clipboard.");
  page.type("searchbox", "Filter", "nowhere");
  expect(state()).toBe("No entry fits.");
});

test("it is saved as a text file named by the cluster's key", async () => {
  const saved: HTMLAnchorElement[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push(this);
  });
  const { page } = show({ cluster: "a1b2c3d4" });
  await soon();
  page.get("button", "Save").click();
  expect(saved[0]?.download).toBe("dask-a1b2c3d4-scheduler-log.txt");
  vi.restoreAllMocks();
});

test("tasks that failed come in no order: each is drawn, and so is what an entry repeats", async () => {
  const failed = (...tasks: string[]): PageText => ({
    text: `<title>Exceptions</title>${tasks.map((task) => `<div class="box"><p><code>${task}</code></p><p><code>no</code></p></div>`).join("")}</html>`,
    problem: null,
  });
  answer = ({ page }) =>
    page === "exceptions" ? failed("b", "c") : html("<p> x </p>", "<p> x </p>");
  const { page, texts } = show();
  await soon();
  // As a site's own log-format may have it: without a time.
  answer = ({ page }) =>
    page === "exceptions" ? failed("b", "c") : html("<p> x </p>", "<p> x </p>", "<p> x </p>");
  await soon(3_000);
  expect(texts()).toEqual(["x", "x", "x"]);
  const choice = page.get<HTMLSelectElement>("combobox", "Log of");
  choice.value = "exceptions";
  choice.dispatchEvent(new Event("change"));
  await soon();
  answer = () => failed("a", "b", "c");
  await soon(20_000);
  expect(texts().map((text) => text?.split("\n")[1])).toEqual(["a", "b", "c"]);
});

test("an address that a command gave steers nothing, and a renamed cluster's log is called so", async () => {
  const saved: HTMLAnchorElement[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push(this);
  });
  const { logs, page } = show();
  logs.choose(`tls://\u202e\x1b/../${"x".repeat(100_000)}`);
  await soon();
  const choice = page.get<HTMLSelectElement>("combobox", "Log of");
  const texts = [...choice.options].map(({ text }) => text).join();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
  expect(texts).not.toMatch(/[\u202e\x1b]/);
  expect(texts.length).toBeLessThan(300);
  page.get("button", "Save").click();
  expect(saved[0]?.download).toMatch(/^dask-cluster\d+-tls-\.\.-x+\.txt$/);
  expect(saved[0]?.download.length).toBeLessThan(150);
  logs.name([
    { key: "another", name: "night" },
    { key: `cluster${count}`, name: "day\u202e" },
  ]);
  expect(logs.title).toBe("Logs of day\ufffd");
  expect(page.get("region", "Logs of day\ufffd")).toBeDefined();
  logs.name([]);
  expect(logs.title).toBe("Logs of day\ufffd");
  vi.restoreAllMocks();
});

test("a worker's log, whom the scheduler's names; and the failed tasks", async () => {
  answer = ({ page }) =>
    page === "exceptions"
      ? {
          text: `<title>Exceptions</title><div class="box"><p><code>inc-1</code></p><p><code>ValueError('no')</code></p><pre>  File "x"</pre></div></html>`,
          problem: null,
        }
      : html(line(1, page === "worker-log" ? "mine" : `Register worker addr: ${WORKER} name: w-0`));
  const { page, texts } = show();
  await soon();
  const choice = page.get<HTMLSelectElement>("combobox", "Log of");
  expect([...choice.options].map(({ text }) => text)).toEqual([
    "Scheduler",
    "Failed tasks",
    "Worker w-0",
  ]);
  const turn = async (value: string) => {
    choice.value = value;
    choice.dispatchEvent(new Event("change"));
    await soon();
  };
  await turn(WORKER);
  expect(texts()).toEqual(["mine"]);
  expect(asked.at(-1)).toMatchObject({ page: "worker-log", worker: WORKER });
  expect(page.get("region", "Worker w-0")).toBeDefined();
  await turn("exceptions");
  expect(texts()).toEqual([`ValueError('no')\ninc-1\n  File "x"`]);
});

test("a worker that was asked for is shown first, and the others are known all the same", async () => {
  answer = ({ page }) =>
    html(line(1, page === "worker-log" ? "mine" : `Register worker addr: ${WORKER} name: w-0`));
  const { logs, page, texts } = show();
  logs.choose(WORKER);
  await soon();
  expect(texts()).toEqual(["mine"]);
  const choice = page.get<HTMLSelectElement>("combobox", "Log of");
  expect(choice.selectedOptions[0]?.text).toBe("Worker w-0");
});

test("what comes late for another page is not shown", async () => {
  let late: (text: PageText) => void = () => {};
  answer = ({ page }) =>
    page === "scheduler-log"
      ? new Promise<PageText>((resolve) => {
          late = resolve;
        })
      : html(line(1, "mine"));
  const { logs, texts } = show();
  logs.choose(WORKER);
  await soon();
  late(html(line(1, "late")));
  await soon();
  expect(texts()).toEqual(["mine"]);
});

describe("a cluster that has ended", () => {
  test("still has what was read last", async () => {
    const { texts, state } = show();
    await soon();
    answer = () => OVER;
    await soon(3_000);
    expect(texts()).toEqual(["first", "second"]);
    expect(state()).toMatch(/^The cluster has ended: this is how it was at \d\d:\d\d:\d\d\.$/);
    const then = asked.length;
    await soon(120_000);
    expect(asked.length).toBe(then);
    // Opened anew.
    const again = show();
    await soon();
    expect(again.texts()).toEqual(["first", "second"]);
  });

  test("and one whose logs were never read says so", async () => {
    answer = () => OVER;
    const { state } = show();
    await soon();
    expect(state()).toBe("The cluster has ended, and its logs were not read here before.");
  });
});

test("a problem is said, what was read stays, and it is tried again", async () => {
  const { texts, state } = show();
  await soon();
  answer = () => ({ text: null, problem: { id: "timed-out" } });
  await soon(3_000);
  expect(texts()).toEqual(["first", "second"]);
  expect(state()).toMatch(/^Problem timed-out\. This is how it was at/);
  answer = () => html(line(1, "first"), line(2, "second", "WARNING"), line(3, "third"));
  await soon(15_000);
  expect(texts()).toEqual(["first", "second", "third"]);
});

test("a login page in place of the log is not shown", async () => {
  answer = () => ({ text: "<title>Log in</title><p>Password</p></html>", problem: null });
  const { texts, state } = show();
  await soon();
  expect(texts()).toEqual([]);
  expect(state()).toContain("another page");
});

test("what cannot be seen, is closed, or has left the page reads nothing", async () => {
  const { logs } = show();
  await soon();
  logs.setVisible(false);
  await soon(60_000);
  expect(asked.length).toBe(1);
  logs.setVisible(true);
  await soon();
  expect(asked.length).toBe(2);
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  await soon(60_000);
  expect(asked.length, "in a hidden page").toBe(2);
  hidden.mockRestore();
  await soon(60_000);
  expect(asked.length).toBeGreaterThan(2);
  const followed = asked.length;
  logs.element.remove();
  await soon(60_000);
  expect(asked.length).toBe(followed);
  logs.dispose();
  const other = show();
  await soon();
  other.logs.dispose();
  const then = asked.length;
  await soon(60_000);
  expect(asked.length).toBe(then);
});

describe("the button on the card", () => {
  beforeEach(() => {
    vi.useRealTimers();
    setPartSource(async () => insight);
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
  });

  test("opens a dialog where the host has no panes", async () => {
    const page = open(view({ clusters: [cluster("b1b2c3d4")] }), fakeHost());
    page.session.readPages = async () => html(line(1, "first"));
    await drawn();
    page.get("button", "Logs", page.cluster("b1b2c3d4")).click();
    await vi.waitFor(() => expect(page.session.pages.length).toBe(1));
    expect(page.session.pages[0]).toEqual({ cluster: "b1b2c3d4", page: "scheduler-log" });
    const dialog = page.root.querySelector("dialog");
    expect(dialog?.getAttribute("aria-label")).toMatch(/^Logs of /);
    // What is drawn meanwhile leaves it there.
    await page.show(view({ clusters: [cluster("b1b2c3d4", { workers: 7 })] }));
    expect(page.root.querySelector("dialog")).toBe(dialog);
    // One that ended has its button as long as its logs are known.
    const failed = cluster("b1b2c3d4", { status: "FAILED" });
    await page.show(view({ clusters: [failed, cluster("c1b2c3d4", { status: "FAILED" })] }));
    expect(page.all("button", "Logs").length).toBe(1);
  });

  test("opens a pane where it has", async () => {
    const made: [string, Pane][] = [];
    const openPane: Host["openPane"] = async (key, make) => {
      const pane = make();
      made.push([key, pane]);
      return pane;
    };
    const page = open(view({ clusters: [cluster("d1b2c3d4")] }), fakeHost({ openPane }));
    await drawn();
    page.get("button", "Logs", page.cluster("d1b2c3d4")).click();
    await vi.waitFor(() => expect(made.map(([key]) => key)).toEqual(["logs d1b2c3d4"]));
    expect(page.root.querySelector("dialog")).toBeNull();
  });
});
