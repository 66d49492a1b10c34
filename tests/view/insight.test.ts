// @vitest-environment happy-dom

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as insight from "../../js/insight/index.js";
import { setPartSource } from "../../js/page/parts.js";
import type { ClusterView } from "../../js/view/model.js";
import { fakeHost } from "./fake-session.js";
import { cluster, NOW, states, trend, view } from "./fixtures.js";
import { description, drawn, open, type Page } from "./page.js";

/** The part with the figures: when it is asked for, and what it draws into a cluster's card. */

type Tasks = NonNullable<ClusterView["tasks"]>;

const source = vi.fn(async (): Promise<unknown> => insight);

beforeEach(() => {
  source.mockClear();
  setPartSource(source);
});
afterEach(() => {
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

function tasks(more: Partial<Tasks> = {}): Tasks {
  return { all: 2_000, released: 900, memory: 300, processing: 8, waiting: 792, erred: 0, ...more };
}

async function card(more: Partial<ClusterView>): Promise<[Page, HTMLElement]> {
  const page = open(view({ clusters: [cluster("a1b2c3d4", more)] }));
  await drawn();
  return [page, page.cluster("a1b2c3d4")];
}

test("nothing is fetched before there is a running cluster and the form", async () => {
  const pending = cluster("a1b2c3d4", { status: "PENDING" });
  const running = cluster("b2c3d4e5");
  const page = open(view({ clusters: null }));
  await page.show(view({ clusters: [pending] }));
  await page.show(view({ form: null, clusters: [running] }));
  expect(source).not.toHaveBeenCalled();
  await page.show(view({ clusters: [pending, running] }));
  await page.show(view({ clusters: [running] }));
  expect(source.mock.calls.length).toBeLessThanOrEqual(1);
  expect(page.root.adoptedStyleSheets.length).toBe(2);
});

test("how far the work is: as a bar, and as text", async () => {
  const [page, item] = await card({ tasks: tasks() });
  const bar = page.get("progressbar", "Tasks", item);
  expect(["min", "now", "max"].map((of) => bar.getAttribute(`aria-value${of}`))).toEqual([
    "0",
    "1200",
    "2000",
  ]);
  const text = "1,200 of 2,000 tasks done, 300 in memory, 8 processing, 792 waiting";
  expect(bar.getAttribute("aria-valuetext")).toBe(text);
  expect(item.querySelector(".tasks .figures")?.textContent?.replace(/\s+/g, " ").trim()).toBe(
    text.replaceAll(", ", " "),
  );
  const widths = [...bar.querySelectorAll("rect")].map((rect) => [
    rect.getAttribute("class"),
    Number(rect.getAttribute("x")),
    Number(rect.getAttribute("width")),
  ]);
  expect(widths).toEqual([
    ["erred", 0, 0],
    ["released", 0, 0.45],
    ["memory", 0.45, 0.15],
    ["processing", 0.6, 0.004],
  ]);
});

test("tasks that failed are a sentence", async () => {
  const said = (item: Element) => item.querySelector(".tasks .wrong span")?.textContent?.trim();
  expect(said((await card({ tasks: tasks() }))[1])).toBe("");
  expect(said((await card({ tasks: tasks({ erred: 1 }) }))[1])).toBe(
    "1 task failed, or depends on one that did.",
  );
  expect(said((await card({ tasks: tasks({ erred: 1_200 }) }))[1])).toBe(
    "1,200 tasks failed, or depend on one that did.",
  );
});

test("that tasks fail is announced once, not with each more that does", async () => {
  const failing = (erred: number) =>
    view({ clusters: [cluster("f1f2f3f4", { tasks: tasks({ erred }) })] });
  const page = open(failing(0));
  await drawn();
  const said: (string | undefined)[] = [];
  for (const erred of [3, 5, 5, 0, 1]) {
    await page.show(failing(erred));
    const sentence = page.root.querySelector(".tasks .wrong [aria-live]");
    if (sentence?.getAttribute("aria-live") === "polite") said.push(sentence.textContent?.trim());
  }
  expect(said).toEqual([
    "3 tasks failed, or depend on one that did.",
    "",
    "1 task failed, or depends on one that did.",
  ]);
});

test("beside it is what shows which failed, and why", async () => {
  const opened = vi.fn(async () => ({ choose: vi.fn() }) as never);
  const host = { ...fakeHost(), openPane: opened };
  const page = open(
    view({ clusters: [cluster("a1b2c3d4", { tasks: tasks({ erred: 1 }) })] }),
    host,
  );
  await drawn();
  page.get("button", "Show errors").click();
  await drawn();
  expect(opened).toHaveBeenCalledWith("logs a1b2c3d4", expect.any(Function));
  const pane = await opened.mock.results[0]?.value;
  expect(pane.choose).toHaveBeenCalledWith("exceptions");
});

test.each([
  ["none", { tasks: tasks({ all: 0 }) }],
  ["not told", { tasks: null }],
  ["not running", { status: "STOPPING", tasks: tasks() } as const],
])("no bar: tasks %s", async (_, more) => {
  const [page, item] = await card(more);
  expect(page.all("progressbar", undefined, item)).toEqual([]);
});

const GIB = 2 ** 30;
const WORKERS = "Workers over time";
const MEMORY = "Memory over time";

test("workers and memory over the last ten minutes, in words and as a line", async () => {
  vi.spyOn(Date, "now").mockReturnValue(NOW);
  const [page, item] = await card({
    results: 1.2 * GIB,
    workersTrend: trend([720, 0], [300, 4], [60, 2]),
    memoryTrend: trend([720, 0], [60, 3 * GIB], [30, 1.2 * GIB]),
  });
  const workers = page.get("img", WORKERS, item);
  expect(description(workers)).toBe("Workers: 2, between 0 and 4 in the last 10 minutes");
  expect(description(page.get("img", MEMORY, item))).toBe(
    "Memory that results take: 1.2 of 16 GiB, between 0 B and 3 GiB in the last 10 minutes",
  );
  expect(workers.querySelector(".line")?.getAttribute("d")).toBe(
    "M0.0 23.0H300.0V1.0H540.0V12.0H600.0",
  );
  expect(workers.querySelector(".area")?.getAttribute("d")).toBe(
    "M0.0 23.0H300.0V1.0H540.0V12.0H600.0V24H0.0Z",
  );
});

test("what is not known is a gap, and is not said of the time before", async () => {
  vi.spyOn(Date, "now").mockReturnValue(NOW);
  const old = { start: NOW - 7_200_000 };
  const [page, item] = await card({
    ...old,
    workers: null,
    workersTrend: trend([300, 2], [120, null], [60, 2], [30, null]),
  });
  const workers = page.get("img", WORKERS, item);
  expect(description(workers)).toMatch(/^Workers: unknown, unchanged since \d\d:\d\d$/);
  expect(workers.querySelector(".line")?.getAttribute("d")).toBe(
    "M300.0 1.0H480.0M540.0 1.0H570.0",
  );
  expect(page.all("img", MEMORY, item), "nothing is known of it").toEqual([]);
  // A cluster that is younger than that: there is no time before.
  const [young, its] = await card({
    start: NOW - 310_000,
    workersTrend: trend([300, 0], [100, 2]),
  });
  expect(description(young.get("img", WORKERS, its))).toBe(
    "Workers: 2, between 0 and 2 in the last 10 minutes",
  );
});

test("without a limit the workers' memory is not told", async () => {
  const [page, item] = await card({
    memory: null,
    results: 5,
    memoryTrend: trend([700, 5]),
  });
  expect(description(page.get("img", MEMORY, item))).toBe(
    "Memory that results take: 5 B, unchanged in the last 10 minutes",
  );
});

test.each([
  ["none", []],
  ["none that are known", [{ at: NOW, value: null }]],
])("no line: steps %s", async (_, steps) => {
  const [page, item] = await card({ workersTrend: steps, memoryTrend: steps });
  expect(page.all("img", undefined, item)).toEqual([]);
});

test("figures of any size make a line", async () => {
  const most = { at: 0, value: Number.MAX_SAFE_INTEGER };
  const ahead = { at: NOW + 3_600_000, value: 0 };
  const [page, item] = await card({
    workers: 4_294_967_295,
    results: most.value,
    workersTrend: [most, ahead],
    memoryTrend: [most, ahead],
  });
  expect(description(page.get("img", WORKERS, item))).toContain("4,294,967,295");
  for (const path of item.querySelectorAll(".line, .area")) {
    expect(path.getAttribute("d")).toMatch(/^[MHVZ\d. ]+$/);
  }
});

test("nothing is touched while nothing changes", async () => {
  const page = open(states.working);
  await drawn();
  const records: MutationRecord[] = [];
  const seen = new MutationObserver((some) => records.push(...some));
  seen.observe(page.root, { subtree: true, childList: true, attributes: true });
  await page.show(states.working);
  expect([...records, ...seen.takeRecords()]).toEqual([]);
});

test("what uses a cluster, as far as the host knows", async () => {
  const listeners: (() => void)[] = [];
  const show = vi.fn();
  const user = { how: "used by", name: "analysis\u202e.ipynb", title: "Show it", show };
  const users = {
    version: 0,
    known: [] as (typeof user)[],
    of: (key: string) => (key === "a1b2c3d4" ? users.known : []),
    subscribe: (listener: () => void) => listeners.push(listener),
  };
  const running = ["a1b2c3d4", "b2c3d4e5"].map((key) => cluster(key));
  const page = open(view({ clusters: running }), fakeHost({ users }));
  await drawn();
  const line = (key: string) =>
    page.cluster(key).querySelector(".users")?.textContent?.replace(/\s+/g, " ").trim();
  expect([line("a1b2c3d4"), line("b2c3d4e5")]).toEqual(["", ""]);
  const tell = async (known: (typeof user)[]) => {
    Object.assign(users, { version: users.version + 1, known });
    for (const listener of listeners) listener();
    await drawn();
  };
  await tell([user, { ...user, how: "waiting for the busy kernel of", name: "<b>2</b>" }]);
  expect([line("a1b2c3d4"), line("b2c3d4e5")]).toEqual([
    "used by analysis\ufffd.ipynb waiting for the busy kernel of <b>2</b>",
    "",
  ]);
  page.get("button", "analysis\ufffd.ipynb").click();
  expect(show).toHaveBeenCalledTimes(1);
  await page.show(view({ clusters: [cluster("a1b2c3d4", { status: "STOPPING" })] }));
  expect(line("a1b2c3d4"), "its clients lose it").toBeUndefined();
  await page.show(view({ clusters: running }));
  await tell([]);
  expect(line("a1b2c3d4")).toBe("");
});

test("a part that cannot be fetched leaves the card as it is", async () => {
  vi.resetModules();
  const { setPartSource: setSource } = await import("../../js/page/parts.js");
  const failing = vi.fn(() => Promise.reject(new TypeError("Failed to fetch")));
  setSource(failing);
  const { mount } = await import("../../js/view/session/mount.js");
  const { FakeSession, fakeHost } = await import("./fake-session.js");
  const shown = view({ clusters: [cluster("a1b2c3d4", { tasks: tasks() })] });
  const container = document.body.appendChild(document.createElement("div"));
  const handle = mount(container, new FakeSession(shown), fakeHost());
  await drawn();
  const text = () => container.firstElementChild?.shadowRoot?.textContent ?? "";
  expect(text()).toContain("2 workers");
  expect(text()).not.toContain("tasks done");
  // Whoever opens the panel again may find it.
  setSource(source);
  handle.setVisible(false);
  handle.setVisible(true);
  await drawn();
  expect(failing).toHaveBeenCalledTimes(1);
  expect(text()).toContain("1,200 of 2,000 tasks done");
});
