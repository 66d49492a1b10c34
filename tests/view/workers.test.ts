// @vitest-environment happy-dom

import { readFileSync } from "node:fs";
import { computeAccessibleName } from "dom-accessibility-api";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as insight from "../../js/insight/index.js";
import { insightStrings } from "../../js/insight/strings.js";
import { readWorkers } from "../../js/insight/workers-read.js";
import { type Described, described } from "../../js/insight/workers-sort.js";
import { setPartSource } from "../../js/page/parts.js";
import type { LookView } from "../../js/view/model.js";
import { en } from "../../js/view/strings/en.js";
import { cluster, view } from "./fixtures.js";
import { drawn, open, type Page } from "./page.js";

/** The workers of a cluster: what schedulers of several ages tell, what is in trouble, and the table. */

const VERSIONS = ["2022.4.2", "2024.4.2", "2026.8.0"] as const;
const GIB = 2 ** 30;
const AT = 1_800_000_000_000;
const KEY = "a1b2c3d4";

const recorded = (version: string) =>
  readFileSync(`tests/fixtures/workers/${version}.json`, "utf8");

/** A worker in `identity.json`. `memory`: as a part of 4 GiB. `age`: seconds since it was seen, at `at`. */
function worker(
  number: number,
  { status = "running", memory = 0.1, age = 0.2, at = AT, disk = 0 } = {},
): [string, object] {
  return [
    `tls://10.0.0.1:${10_000 + number}`,
    {
      name: `worker-${number}`,
      nthreads: 2,
      memory_limit: 4 * GIB,
      status,
      last_seen: at / 1_000 - age,
      metrics: {
        cpu: 12.6,
        memory: memory * 4 * GIB,
        spilled_bytes: { memory: 0, disk },
        task_counts: { executing: 1, ready: 2, memory: 7 },
      },
    },
  ];
}

const identity = (...workers: [string, object][]) =>
  JSON.stringify({ type: "Scheduler", workers: Object.fromEntries(workers) });

let looks = 0;

/** What is made of answers that come one after the other: [milliseconds after AT, text]. */
function told(...answers: [number, string][]): Described {
  looks += 1;
  let last: Described | null = null;
  for (const [later, text] of answers) last = described(`look-${looks}`, { text, at: AT + later });
  if (last === null) throw new Error("the last cannot be read");
  return last;
}

const names = ({ rows }: Described) => rows.map(({ name }) => name);

test.each(VERSIONS)("distributed %s is understood", (version) => {
  const all = readWorkers(recorded(version)) ?? [];
  const [calm, full, paused, busy] = ["calm", "full", "paused", "busy"].map((name) =>
    all.find((one) => one.name === name),
  );
  const saysStatus = version !== "2022.4.2";
  expect([calm?.status, paused?.status]).toEqual(saysStatus ? ["running", "paused"] : ["", ""]);
  expect([calm?.tasks, busy?.tasks]).toEqual([0, 8]);
  expect([calm?.spilled, busy?.spilled]).toEqual([0, 10_000_175]);
  expect([calm?.threads, calm?.limit]).toEqual([2, 4 * GIB]);
  expect((full?.memory ?? 0) / (full?.limit ?? 1)).toBeGreaterThan(0.7);
  for (const one of all) {
    expect(one.address).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/);
    expect([one.cpu, one.lastSeen].every((figure) => (figure ?? 0) > 0)).toBe(true);
  }
});

test.each(VERSIONS)("distributed %s: the worst come first", (version) => {
  const all = told([0, recorded(version)]);
  expect([all.rows.length, all.nearLimit, all.spilled]).toEqual([4, 1, 10_000_175]);
  const worst = version === "2022.4.2" ? ["full", "busy"] : ["paused", "full", "busy"];
  expect(names(all).slice(0, worst.length)).toEqual(worst);
  expect(all.paused).toBe(worst.length - 2);
});

test("what is not told, or makes no sense, is unknown", () => {
  const all = readWorkers(
    `{"workers": {"a": {}, "b": {"nthreads": -1, "memory_limit": NaN, "last_seen": "now", "name": null, "status": ["x"], "metrics": 7},
      "c": {"name": "NaN \\"Infinity", "metrics": {"cpu": -Infinity, "memory": 1e300, "spilled_bytes": "1", "task_counts": {"executing": -2}}},
      "d": {"memory_limit": 0, "name": 17, "metrics": {"spilled_nbytes": 5, "cpu": 3.7}}, "e": null, "f": [1],
      "__proto__": {"nthreads": 3}}}`,
  );
  const nothing = {
    status: "",
    threads: null,
    memory: null,
    limit: null,
    spilled: null,
    cpu: null,
    tasks: null,
    lastSeen: null,
    age: null,
  };
  expect(all).toEqual([
    { ...nothing, address: "a", name: "a" },
    { ...nothing, address: "b", name: "b" },
    { ...nothing, address: "c", name: 'NaN "Infinity', tasks: 0 },
    { ...nothing, address: "d", name: "17", spilled: 5, cpu: 3.7 },
    { ...nothing, address: "__proto__", name: "__proto__", threads: 3 },
  ]);
});

test("the scheduler's page for people tells of workers whose words break its JSON", () => {
  const page = readFileSync("tests/fixtures/workers/2026.8.0.html", "utf8");
  expect(readWorkers(page)).toEqual([
    {
      address: "tls://127.0.0.1:43479",
      name: "6ac4359cacd0409e8fae5d40f06bc1b2",
      status: "",
      threads: 1,
      memory: 90_054_656,
      limit: 2 ** 29,
      spilled: null,
      cpu: null,
      tasks: 0,
      lastSeen: null,
      age: 0.09998250007629395,
    },
    expect.objectContaining({ address: "tls://127.0.0.1:40971", memory: 90_034_176 }),
  ]);
  const changed = page
    .replace('data-sort="0.0999', 'data-sort="47.09')
    .replace("43479<", "&lt;b&gt;<");
  const { rows, silent, spilled, prefix } = told([0, changed]);
  expect([silent, spilled, prefix]).toEqual([1, null, ""]);
  expect(rows.map(({ state, unseen }) => [state, unseen])).toEqual([
    ["silent", 47],
    ["unknown", 0],
  ]);
  expect(rows[0]?.address).toBe("tls://127.0.0.1:<b>");
  // A page that was cut would make workers leave.
  expect(readWorkers(page.slice(0, 1_500))).toBeNull();
  expect(readWorkers(page.replaceAll("<td", "<th"))).toEqual([]);
});

test("what a page tells after JSON is not taken for news of who is silent", () => {
  const page = readFileSync("tests/fixtures/workers/2026.8.0.html", "utf8");
  const text = identity(worker(1, { age: 3_600 }), worker(2, { age: 3_600 }));
  expect(told([0, text], [2_000, page]).silent).toBe(0);
});

test.each([
  "",
  "[]",
  "{}",
  "null",
  '{"workers": 5}',
  '{"workers": []}',
  '{"workers": {"a": {}}',
  "<html>",
])("no workers in %j", (text) => {
  expect(readWorkers(text)).toBeNull();
});

test.each([
  ["2023.5.1", [96_702_464, 96_628_736]],
  ["2024.4.2", [67_534_848, 67_702_784]],
  ["2025.3.0", [67_846_144, 67_997_696]],
])("distributed %s: the page of its workers, while they work", (version, memory) => {
  const page = readFileSync(`tests/fixtures/workers/${version}.html`, "utf8");
  const all = readWorkers(page) ?? [];
  expect(all.map(({ name, tasks, threads }) => [name, tasks, threads])).toEqual([
    ["0", 2, 1],
    ["1", 2, 1],
  ]);
  expect(all.map((one) => one.memory)).toEqual(memory);
  expect(all.map(({ limit }) => limit)).toEqual([2 ** 29, 2 ** 29]);
  for (const { address, age } of all) {
    expect(address).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/);
    expect([age !== null, (age ?? 9) < 1]).toEqual([true, true]);
  }
  const silent = (age: string) =>
    told([0, page.replaceAll(/[\d.]+ ms <\/td>\s*<\/tr>/g, `${age} </td></tr>`)]).silent;
  // Newer ones say it to machines, too.
  const isOld = version < "2025";
  expect(["2.00 s", "47.00 s", "10m 3s", "2hr 0m", "?"].map(silent)).toEqual(
    isOld ? [0, 2, 2, 2, 0] : [0, 0, 0, 0, 0],
  );
});

test("a page with names of a megabyte, a worker twice, or thousands of rows costs bounded time", () => {
  const started = performance.now();
  const row = (address: string, name: string) =>
    `<tr><td>${address}</td><td>${name}</td><td>1</td><td></td><td></td><td></td><td>0</td></tr>`;
  const page = (...rows: string[]) =>
    `<title> Workers </title><table><tbody>${rows.join("")}</tbody></table></html>`;
  const long = "x".repeat(900_000);
  const { rows } = told([
    0,
    page(row("a", `${long}1`), row("b", `${long.slice(0, -9)}2`), row("a", "c")),
  ]);
  expect(rows.map(({ address, name }) => [address, name.length])).toEqual([
    ["a", 253],
    ["b", 253],
  ]);
  for (const part of ["<tr", "<td", "<tr><td>", "<td>x", ' value="', "<td></td>"])
    readWorkers(page(part.repeat(2_000_000 / part.length)));
  expect(
    told([0, page(...Array.from({ length: 20_000 }, (_, i) => row(`w${i}`, "n")))]).rows.length,
  ).toBe(20_000);
  // Alone, a tenth of that.
  expect(performance.now() - started).toBeLessThan(30_000);
});

test("no answer takes long to read, whatever stands in it", () => {
  const started = performance.now();
  for (const part of ['\\"', '"', "\\", '"a": NaN, ', "-", "x"])
    readWorkers(`{"workers": {}, "id": NaN, "a": "${part.repeat(4_000_000 / part.length)}`);
  // Names that differ at their very ends.
  const long = "x".repeat(1_000_000);
  const named = (name: string): object => ({ ...worker(1)[1], name });
  told([0, identity(["a", named(`${long}1`)], ["b", named(`${long.slice(0, 500_000)}2`)])]);
  // Alone, a tenth of that.
  expect(performance.now() - started).toBeLessThan(20_000);
});

test("what workers call themselves is cut, and steers nothing", () => {
  const name = "\u202eevil\x1b\n";
  const all = told(
    [0, identity(["tls://a:1", { name: `${name}${"x".repeat(1_000_000)}` }], worker(2))],
    [2_000, identity(worker(2))],
  );
  expect(all.left).toBe(1);
  expect(all.lastLeft.length).toBeLessThanOrEqual(253);
  const sentence = insightStrings(en).workersSum(all, null);
  expect(sentence).toContain("left within the last minute");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
  expect(sentence).not.toMatch(/[\u202e\x1b\n]/);
  expect(sentence.length).toBeLessThan(200);
});

test("only what all names begin with is left out", () => {
  const called = (...all: string[]) =>
    told([0, identity(...all.map((name): [string, object] => [`tls://${name}:1`, { name }]))])
      .prefix;
  expect(called("dask-a", "dask-b")).toBe("dask-");
  expect(called("-a", "other")).toBe("");
  expect(called("-a", "-b")).toBe("-");
  expect(called("a", "b")).toBe("");
});

test("rows do not move while only their figures do", () => {
  const text = (...shares: number[]) =>
    identity(...shares.map((memory, index) => worker(index, { memory })));
  const calm = ["worker-0", "worker-1", "worker-2"];
  expect(names(told([0, text(0.1, 0.5, 0.3)]))).toEqual(calm);
  expect(names(told([0, text(0.6, 0.2, 0.69)]))).toEqual(calm);
  const troubled = told([0, text(0.6, 0.79, 0.84)]);
  expect([names(troubled), troubled.nearLimit]).toEqual([["worker-2", "worker-1", "worker-0"], 2]);
  expect(names(told([0, text(0.72, 0.73, 0.71)]))).toEqual(calm);
});

test("a worker that goes is told with the next answer, and for a minute", () => {
  const both = (at: number) => identity(worker(1, { at: AT + at }), worker(2, { at: AT + at }));
  const one = (at: number) => identity(worker(1, { at: AT + at }));
  const gone = ({ left, lastLeft }: Described) => [left, lastLeft];
  expect(gone(told([0, both(0)]))).toEqual([0, ""]);
  expect(gone(told([0, both(0)], [2_000, one(2_000)]))).toEqual([1, "worker-2"]);
  const later = (at: number): [number, string] => [at, one(at)];
  expect(gone(told([0, both(0)], later(2_000), later(30_000), later(61_000)))).toEqual([
    1,
    "worker-2",
  ]);
  expect(gone(told([0, both(0)], later(2_000), later(30_000), later(62_000)))[0]).toBe(0);
  // Who went while nobody looked may have gone long ago; and a clock that was set back says nothing.
  expect(gone(told([0, both(0)], later(90_000)))[0]).toBe(0);
  expect(gone(told([0, both(0)], later(-3_600_000)))[0]).toBe(0);
});

test.each([0, 3_600, -3_600])("a silent worker, the scheduler's clock ahead by %d s", (ahead) => {
  const text = (later: number, age: number) =>
    identity(
      worker(1, { at: AT + later, age: 0.2 - ahead }),
      worker(2, { at: AT + later, age: age - ahead, status: "paused" }),
    );
  const state = ({ rows }: Described) => rows.map(({ state, unseen }) => [state, unseen]);
  expect(state(told([0, text(0, 0.4)]))).toEqual([
    ["paused", 0],
    ["running", 0],
  ]);
  const silent = told([0, text(0, 0.4)], [2_000, text(2_000, 12)]);
  expect(state(silent)[0]).toEqual(["silent", 11]);
  expect([silent.silent, silent.paused]).toEqual([1, 0]);
});

test("the only one there is has its own past to be compared with", () => {
  const seen = identity(worker(1, { age: 0.2 }));
  expect(told([0, seen], [20_000, seen]).rows[0]?.state).toBe("silent");
});

test("one that claims to be of the future makes nobody silent", () => {
  expect(told([0, identity(worker(1), worker(2, { age: -1e9 }))]).silent).toBe(0);
});

const source = vi.fn(async (): Promise<unknown> => insight);

/** What is told of a cluster is remembered for a minute. */
let now = AT;

beforeEach(() => {
  now += 120_000;
  setPartSource(source);
});
afterEach(() => {
  document.body.replaceChildren();
});

const look = (more: Partial<LookView> = {}): LookView => ({
  cluster: KEY,
  answers: 1,
  problem: null,
  told: null,
  ...more,
});

/** A panel with two clusters, of which the first has its table open. */
async function table(workers: LookView | null): Promise<[Page, HTMLElement]> {
  const page = open(view({ clusters: [cluster(KEY), cluster("b2c3d4e5")], workers }));
  await drawn();
  return [page, page.cluster(KEY)];
}

const details = (card: HTMLElement) =>
  card.querySelector<HTMLDetailsElement>("details.workers") as HTMLDetailsElement;
const sentences = (card: HTMLElement) =>
  [...card.querySelectorAll(".workers .sum")].map((it) => it.textContent?.trim());

test("to open the disclosure has that cluster's workers asked for, and to close it ends that", async () => {
  const [page, card] = await table(null);
  expect(details(card).open).toBe(false);
  const toggle = async (open: boolean) => {
    details(card).open = open;
    details(card).dispatchEvent(new Event("toggle"));
    await drawn();
  };
  await toggle(true);
  expect(page.session.events.at(-1)).toEqual({ type: "look-at-workers", cluster: KEY });
  await page.show({ ...page.session.current, workers: look({ answers: 0 }) });
  expect(details(card).open).toBe(true);
  expect(sentences(card)).toEqual(["Asking the scheduler for its workers."]);
  await toggle(false);
  expect(page.session.events.at(-1)).toEqual({ type: "look-at-workers", cluster: null });
});

test("another cluster's table that is opened closes this one without another word", async () => {
  const [page, card] = await table(look());
  expect(details(card).open).toBe(true);
  const before = page.session.events.length;
  await page.show({ ...page.session.current, workers: look({ cluster: "b2c3d4e5" }) });
  expect(details(card).open).toBe(false);
  details(card).dispatchEvent(new Event("toggle"));
  expect(page.session.events.slice(before).filter((it) => it.type === "look-at-workers")).toEqual(
    [],
  );
  expect(details(page.cluster("b2c3d4e5")).open).toBe(true);
});

test.each([
  ["none in trouble", identity(worker(1), worker(2)), "2 workers, none in trouble."],
  ["one alone", identity(worker(1)), "1 worker, not in trouble."],
  ["none", identity(), "0 workers, none in trouble."],
  // It does not say whether they are paused.
  [
    "a page of busy workers",
    readFileSync("tests/fixtures/workers/2026.8.0.html", "utf8"),
    "2 workers, none near its limit.",
  ],
  [
    "each kind",
    identity(
      ...Array.from({ length: 20 }, (_, n) =>
        worker(n, {
          memory: n < 3 ? 0.75 : 0.2,
          status: n > 17 ? "paused" : "running",
          disk: n < 2 ? 20 * GIB : 0,
        }),
      ),
    ),
    "3 of 20 near their limit, 2 paused, 40 GiB spilled.",
  ],
  ["paused alone", identity(worker(1, { status: "paused" }), worker(2)), "2 workers: 1 paused."],
])("one sentence: %s", async (_, text, sentence) => {
  expect(sentences((await table(look({ told: { text, at: now } })))[1])).toEqual([sentence]);
});

test("that one has gone, by its name", async () => {
  const [page, card] = await table(
    look({ told: { text: identity(worker(1), worker(2)), at: now } }),
  );
  const text = identity(worker(1));
  const workers = look({ answers: 2, told: { text, at: now + 2_000 } });
  await page.show({ ...page.session.current, workers });
  expect(sentences(card)).toEqual([
    "1 worker, not in trouble. worker-2 left within the last minute.",
  ]);
});

test("one that its nanny has started again", async () => {
  const [page, card] = await table(
    look({ told: { text: identity(worker(1), worker(2)), at: now } }),
  );
  const [, again] = worker(2);
  const text = identity(worker(1), ["tls://10.0.0.1:55555", again]);
  await page.show({
    ...page.session.current,
    workers: look({ answers: 2, told: { text, at: now + 2_000 } }),
  });
  expect(sentences(card)).toEqual([
    "2 workers, none in trouble. worker-2 ended and started again within the last minute.",
  ]);
});

test("what changes is announced, and figures that go up and down are not", async () => {
  const [page, card] = await table(null);
  const said: string[] = [];
  let answers = 0;
  const tell = async (later: number, ...workers: Parameters<typeof worker>[1][]) => {
    answers += 1;
    const text = identity(...workers.map((of, n) => worker(n, { ...of, at: now + later })));
    const told = { text, at: now + later };
    await page.show({ ...page.session.current, workers: look({ answers, told }) });
    const sum = card.querySelector(".workers .sum");
    if (sum?.getAttribute("aria-live") === "polite") said.push(sum.textContent?.trim() ?? "");
  };
  await tell(0, {}, {});
  await tell(2_000, { disk: GIB }, {});
  await tell(24_000, { memory: 0.8, disk: 2 * GIB }, {});
  await tell(26_000, { memory: 0.6, disk: 3 * GIB }, {});
  await tell(28_000, { memory: 0.8 }, {});
  await tell(50_000, { memory: 0.8 }, { memory: 0.8 });
  await tell(52_000, { memory: 0.8 });
  expect(said).toEqual([
    "2 workers, none in trouble.",
    "1 of 2 near its limit, 2 GiB spilled.",
    "1 of 1 near its limit. worker-1 left within the last minute.",
  ]);
});

test("a table with its names, roles and figures", async () => {
  const text = identity(worker(1, { memory: 0.25, disk: GIB }));
  const [page, card] = await table(look({ told: { text, at: now } }));
  const found = page.get("table", "Workers", card);
  expect(found.getAttribute("aria-rowcount")).toBe("2");
  expect(found.tabIndex).toBe(0);
  expect(page.all("columnheader", undefined, found).map((it) => it.textContent)).toEqual([
    "Worker",
    "Status",
    "Memory",
    "Spilled",
    "CPU",
    "Threads",
    "Tasks",
    "Last seen",
    "Log",
  ]);
  const row = page.all("row", undefined, found)[1] as HTMLElement;
  expect(row.getAttribute("aria-rowindex")).toBe("2");
  expect(page.get("rowheader", "worker-1", row).title).toBe("worker-1\ntls://10.0.0.1:10001");
  expect(page.all("cell", undefined, row).map((it) => it.textContent?.trim())).toEqual([
    "Running",
    "1 of 4 GiB",
    "1 GiB",
    "13 %",
    "2",
    "3",
    "now",
    "Log",
  ]);
  expect(row.querySelector("rect")?.getAttribute("width")).toBe("0.25");
  expect(row.hasAttribute("style")).toBe(false);
});

test("what all names begin with is not repeated in each row, but belongs to the name", async () => {
  const named = (...names: string[]) =>
    JSON.stringify({
      workers: Object.fromEntries(names.map((name, index) => [`tcp://${index}`, { name }])),
    });
  const shown = async (...names: string[]) => {
    const [page, card] = await table(look({ told: { text: named(...names), at: now } }));
    const cells = page.all("rowheader", undefined, card);
    expect(cells.map((it) => computeAccessibleName(it))).toEqual(names);
    return cells.map((it) => it.textContent?.trim());
  };
  expect(await shown("dask-worker-a-1x", "dask-worker-a-1y")).toEqual(["1x", "1y"]);
  expect(await shown("dask-worker-a-1x")).toEqual(["dask-worker-a-1x"]);
  expect(await shown("one", "two")).toEqual(["one", "two"]);
  expect(await shown("a-", "a-")).toEqual(["a-", "a-"]);
});

test("names are text, of bounded length, whatever is in them", async () => {
  const long = "x".repeat(1_000_000);
  const hostile = ["<img src=x onerror=alert(1)>", "a\u0000b\n\u202ec\ud800", long];
  const text = JSON.stringify({
    workers: Object.fromEntries(hostile.map((name, index) => [`tcp://${index}`, { name }])),
  });
  const [page, card] = await table(look({ told: { text, at: now } }));
  const shown = page.all("rowheader", undefined, card).map((it) => it.textContent?.trim());
  expect(shown).toEqual([hostile[0], "a\ufffdb \ufffdc\ufffd", `${"x".repeat(100)}…`]);
  expect(card.querySelector("img")).toBeNull();
});

test("of a thousand workers those in view are drawn, and others when they are scrolled to", async () => {
  const text = identity(...Array.from({ length: 1_000 }, (_, n) => worker(n)));
  const [page, card] = await table(look({ told: { text, at: now } }));
  const found = page.get("table", "Workers", card);
  const indices = () =>
    page.all("row", undefined, found).map((row) => Number(row.getAttribute("aria-rowindex")));
  expect(found.getAttribute("aria-rowcount")).toBe("1001");
  expect(indices().length).toBeLessThan(40);
  found.scrollTop = 28 * 500;
  found.dispatchEvent(new Event("scroll"));
  expect(indices().length).toBeLessThan(40);
  expect(indices()).toContain(502);
  expect(indices()[1]).toBeGreaterThan(480);
});

test("where the figures stop one sentence says so and since when, and the last ones stay", async () => {
  const text = identity(worker(1));
  const at = new Date(2026, 10, 26, 14, 3).getTime();
  const [, card] = await table(look({ told: { text, at }, problem: { id: "timed-out" } }));
  expect(sentences(card)[0]).toBe("1 worker, not in trouble.");
  expect(sentences(card)[1]).toMatch(/ These figures are of 14:03\.$/);
  const [, none] = await table(look({ problem: { id: "too-large" } }));
  expect(sentences(none)[0]).toBe("");
  expect(sentences(none)[1]).toMatch(/\.$/);
  const [, odd] = await table(look({ told: { text: "<html>", at: now } }));
  expect(sentences(odd)[1]).toBe("What its scheduler tells of its workers cannot be read.");
});
