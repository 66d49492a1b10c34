import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MAX_LINE_CHARS, MAX_LINES, readExceptions, readLog } from "../../js/insight/logs/read.js";
import {
  hasSnapshot,
  keepSnapshot,
  snapshotOf,
  workersOf,
} from "../../js/insight/logs/snapshots.js";
import { workersIn } from "../../js/insight/logs/workers.js";

/** What pages of schedulers say, as they were recorded from distributed of several ages, and as a hostile one may have them. */

const FOLDER = join(__dirname, "../fixtures/scheduler_pages");
const versions = readdirSync(FOLDER);
const recorded = (version: string, name: string) =>
  readFileSync(join(FOLDER, version, name), "utf8");
const more = (characters: number) => `(${characters} more)`;
const page = (body: string, title = "Logs") =>
  `<html><head><title> ${title} </title></head><body>${body}</body>\n</html>`;
const said = (text: string) => `<p> 2026-11-26 20:18:44,593 - distributed.scheduler - ${text} </p>`;

describe.each(versions)("distributed %s", (version) => {
  test("the scheduler's log, newest last", () => {
    const log = readLog(recorded(version, "scheduler-log.html"), more);
    expect(log?.missing).toBeNull();
    const lines = log?.lines ?? [];
    expect(lines[0]?.text).toBe("State start");
    expect(lines.at(-1)).toMatchObject({ level: "WARNING" });
    const texts = lines.map(({ text }) => text);
    expect(texts).toContain("scheduler: A line of the test <b>with markup</b> & an ampersand");
    expect(texts).toContain("scheduler: Two\nlines");
    expect(texts).toContain("scheduler: Colours red and a bell \ufffd");
    const times = lines.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(lines.every(({ time }) => /^\d\d:\d\d:\d\d$/.test(time))).toBe(true);
  });

  test("a worker's log", () => {
    const log = readLog(recorded(version, "worker-log.html"), more);
    const texts = log?.lines.map(({ text }) => text) ?? [];
    expect(texts).toContain("worker: A line of the test <b>with markup</b> & an ampersand");
    expect(texts.some((text) => /ZeroDivisionError/.test(text))).toBe(true);
  });

  test("its workers", () => {
    const log = readLog(recorded(version, "scheduler-log.html"), more);
    expect(workersIn(log?.lines ?? [])).toEqual([
      { address: expect.stringMatching(/^tcp:\/\/127\.0\.0\.1:\d+$/), name: "worker-0" },
    ]);
  });
});

describe.each(versions.filter((version) => version > "2022.6"))("distributed %s", (version) => {
  test("the tasks that failed", () => {
    const log = readExceptions(recorded(version, "exceptions.html"), more);
    expect(log).toMatchObject({ missing: null, lines: [{ level: "ERROR", time: "" }] });
    const [exception, task, ...traceback] = log?.lines[0]?.text.split("\n") ?? [];
    expect(exception).toBe("ZeroDivisionError('integer division or modulo by zero')");
    expect(task).toMatch(/^fails-<i>1<\/i> · tcp:\/\/127\.0\.0\.1:\d+$/);
    if (version >= "2026") expect(traceback.join("\n")).toContain("return number // 0");
  });
});

test("another page is no log", () => {
  for (const html of ["", "<title>JupyterHub</title><p>Log in</p>", "{}", page("", "Exceptions")])
    expect(readLog(html, more)).toBeNull();
  expect(readExceptions(page(said("INFO - x")), more)).toBeNull();
});

test("an empty log and no failed task", () => {
  expect(readLog(page(""), more)).toEqual({ lines: [], missing: null });
  expect(readExceptions(page("<h2>Exceptions</h2>", "Exceptions"), more)?.lines).toEqual([]);
});

test("markup stays text, and nothing of it is in the page", () => {
  const log = readLog(
    page(
      said(
        "INFO - &lt;img src=x onerror=alert(1)&gt;\u202e\x1b]0;title\x07\x1b[31mred\x1b[0m \x00 \ud800",
      ),
    ),
    more,
  );
  const text = log?.lines[0]?.text ?? "";
  expect(text).toContain("<img src=x onerror=alert(1)>");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
  expect(text).not.toMatch(/[\u202e\x00-\x08\x1b]/);
  const hostile = readLog(page("<script>globalThis.bad = 1</script><p>a<b>c</b></p>"), more);
  expect(hostile?.lines.map((line) => line.text)).toEqual(["ac"]);
  expect("bad" in globalThis).toBe(false);
});

test("a page that demands trusted types has no parser to spare, and needs none", () => {
  expect("DOMParser" in globalThis).toBe(false);
});

test("what stands for characters is read once", () => {
  const log = readLog(
    page(said("INFO - &amp;lt;b&amp;gt; &#x27;&#39;&quot; &#99999999; &nbsp; &#x110000;")),
    more,
  );
  expect(log?.lines[0]?.text).toBe(`&lt;b&gt; ''" &#99999999; &nbsp; &#x110000;`);
});

test("no page takes long, whatever stands in it", () => {
  const started = performance.now();
  for (const part of [
    "<p>",
    "<p ",
    "<p",
    "<",
    "<p><",
    "</p>",
    "&#",
    "<p>&lt;</p>",
    "\x1b[",
    "<p>\n",
  ])
    for (const end of ["", "</p>", ">"])
      readLog(page(part.repeat(2 ** 21 / part.length) + end), more);
  for (const part of ['<div class="box">', '<div class="box"><code><li><pre>'])
    readExceptions(page(part.repeat(2 ** 21 / part.length), "Exceptions"), more);
  // Alone, a tenth of that.
  expect(performance.now() - started).toBeLessThan(30_000);
});

test("a line of a megabyte is cut with a word", () => {
  const log = readLog(page(said(`ERROR - ${"x".repeat(1_000_000)}`)), more);
  const text = log?.lines[0]?.text ?? "";
  expect(text.length).toBeLessThan(MAX_LINE_CHARS + 50);
  expect(text).toContain(`… (${1_000_000 - MAX_LINE_CHARS} more)`);
  expect(log?.lines[0]?.level).toBe("ERROR");
});

test("of very many entries the newest are kept", () => {
  const all = Array.from({ length: MAX_LINES + 100 }, (_, i) => said(`INFO - entry ${i}`));
  const log = readLog(page(all.reverse().join("")), more);
  expect(log?.lines.length).toBe(MAX_LINES);
  expect(log?.lines.at(-1)?.text).toBe(`entry ${MAX_LINES + 99}`);
  expect(log?.missing).toBe("older");
});

test("what was cut on its way lacks its last entry, and says so", () => {
  const html = page([3, 2, 1].map((i) => said(`INFO - entry ${i}`)).join(""));
  const log = readLog(html.slice(0, html.indexOf("entry 1") + 3), more);
  expect(log?.lines.map(({ text }) => text)).toEqual(["entry 2", "entry 3"]);
  expect(log?.missing).toBe("older");
  const old = recorded("2022.4.2", "scheduler-log.html");
  expect(readLog(old.slice(0, -300), more)?.missing).toBe("newer");
});

test("the order is that of most entries: clocks are set back by an hour in autumn", () => {
  const at = (time: string) =>
    `<p> 2026-10-25 ${time},000 - distributed.scheduler - INFO - at ${time} </p>`;
  const newestFirst = ["02:10:00", "02:05:00", "02:00:00", "02:59:00", "02:50:00", "02:40:00"];
  const log = readLog(page(newestFirst.map(at).join("")), more);
  expect(log?.lines.map(({ time }) => time)).toEqual([...newestFirst].reverse());
});

test("a format of the user's own, and entries without a time", () => {
  const log = readLog(page("<p> distributed.worker - INFO - hello </p><p>  </p>"), more);
  expect(log?.lines.length).toBe(1);
  expect(log?.lines[0]).toEqual({
    time: "",
    at: "",
    level: "INFO",
    text: "distributed.worker - INFO - hello",
  });
});

test("the workers that are still there, as any version tells it", () => {
  const line = (text: string) => ({ time: "", at: "", level: "INFO" as const, text });
  expect(
    workersIn([
      line("Register worker addr: tls://10.0.0.1:1 name: a"),
      line("Register worker <WorkerState 'tls://10.0.0.2:2', name: b, status: running>"),
      line("Starting worker compute stream, tls://10.0.0.1:1"),
      line("Remove worker addr: tls://10.0.0.1:1 name: a (stimulus_id='x')"),
      line("Starting worker compute stream, tls://[fd00::1]:3"),
      line("said: Register worker addr: tls://10.0.0.9:9 name: no"),
      line(`Register worker ${"x".repeat(1_000)} tls://10.0.0.8:8`),
    ]),
  ).toEqual([
    { address: "tls://10.0.0.2:2", name: "b" },
    { address: "tls://[fd00::1]:3", name: "tls://[fd00::1]:3" },
  ]);
});

test("snapshots are few, and the latest", () => {
  const log = (text: string) => ({
    lines: [{ time: "", at: "", level: "INFO" as const, text }],
    missing: null,
  });
  for (let i = 0; i < 20; i++) keepSnapshot(`cluster${i}`, "scheduler-log", log(`${i}`));
  expect(hasSnapshot("cluster0")).toBe(false);
  expect(snapshotOf("cluster19", "scheduler-log")?.log.lines[0]?.text).toBe("19");
  for (let i = 0; i < 20; i++) keepSnapshot("cluster19", `tls://a:${i}`, log("x"));
  expect(workersOf("cluster19").length).toBeLessThanOrEqual(6);
  expect(snapshotOf("cluster19", "tls://a:19")).toBeDefined();
});
