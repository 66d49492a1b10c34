import fs from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { OpenSession, UserEvent } from "../../js/view/model.js";
import type { connect } from "../../js/view/session/connect.js";

/** The core's module as it is shipped, in halves: with the first alone, and whatever becomes of the rest. */

const packed = (name: string) =>
  fs.readFileSync(`build/wasm/session/session_${name}.wasm.gz`).toString("base64");
const [whole, first, rest] = ["bg", "first", "rest"].map(packed) as [string, string, string];

const option = (field: string, preset: unknown, spec: object) => ({
  field,
  label: field,
  default: preset,
  spec,
});
const OPTIONS = [
  option("cores", 2, { type: "int", min: 1, max: 8 }),
  option("image", "a", { type: "string" }),
];
const CLUSTER = {
  name: "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4",
  status: "PENDING",
  options: { cores: 2, image: "a" },
  scheduler_address: null,
  dashboard_route: null,
  start_time: 1_700_000_000_000,
  stop_time: null,
};
const json = (body: unknown) => () => Response.json(body);
const GATEWAY: Record<string, () => Response | Promise<Response>> = {
  config: json({ address: "http://gateway:8000", options: { image: "b" } }),
  "api/v1/options": json({ cluster_options: OPTIONS }),
  "api/version": json({ version: "2026.3.0" }),
  "api/v1/clusters/": json({ [CLUSTER.name]: CLUSTER }),
};

type Answers = typeof GATEWAY;
type Load = () => Promise<string>;
const spec = (body: unknown): Answers => ({ "api/v1/options": json(body) });
const sessions: OpenSession[] = [];
const asked: string[] = [];

/** A page of its own, with the module's first half and what loads the rest, or with all of it: what connects there. */
async function page(load: Load | null): Promise<typeof connect> {
  vi.resetModules();
  const { setWasm } = await import("../../js/view/session/core-module.js");
  if (load === null) setWasm(whole);
  else setWasm(first, load);
  asked.length = 0;
  return (await import("../../js/view/session/connect.js")).connect;
}

async function answerTo(path: string, answers: Answers = {}): Promise<Response> {
  asked.push(path);
  const found = { ...GATEWAY, ...answers }[path.replace(/\?.*/, "")];
  return (found ?? json({}))();
}

/** A session in a page of its own. */
async function open(load: Load | null, answers: Answers = {}): Promise<OpenSession> {
  const connect = await page(load);
  const send = (_method: string, path: string) => answerTo(path, answers);
  const session = await connect({ route: "relay", base: "relay:1", send });
  sessions.push(session);
  session.dispatch({ type: "visible", visible: true });
  return session;
}

const opened = (session: OpenSession) =>
  vi.waitFor(() => expect(session.view().form).not.toBeNull(), { timeout: 5_000 });
const texts = (session: OpenSession) => session.view().form?.fields.map(({ text }) => text);

beforeEach(() => void vi.spyOn(console, "error"));
afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("a form comes into sight, and is edited; all else waits for the rest, in its order", async () => {
  let come = (_: string) => {};
  const load = vi.fn(() => new Promise<string>((resolve) => (come = resolve)));
  const session = await open(load);
  await opened(session);
  const heard = vi.fn();
  session.subscribe(heard, new AbortController().signal);
  const copy: UserEvent = { type: "copy-python" };
  const edit: UserEvent = { type: "edit", field: 0, text: "99" };
  expect(session.later?.(edit)).toBeNull();
  session.dispatch(edit);
  expect(texts(session)).toEqual(["99", "b"]);
  expect(session.view().form?.canLaunch).toBe(false);
  expect(session.options()).toBe('{"image": "b"}');

  expect([session.view().clusters, session.view().loading]).toEqual([null, true]);
  expect(session.formText("link")).toBeNull();
  expect(JSON.parse(session.optionSpec() ?? "{}").cluster_options).toHaveLength(2);
  expect([session.clusterName("a1b2c3d4"), session.presets()]).toEqual([undefined, "[]"]);
  session.dispatch({ type: "reset-field", field: 0 });
  session.dispatch({
    type: "fill-form",
    source: "python",
    name: "",
    options: '{"cores": 5}',
    workers: null,
  });
  expect(texts(session)).toEqual(["99", "b"]);
  const copied = session.later?.(copy);
  expect(copied).toBeInstanceOf(Promise);
  expect(asked.filter((path) => path.startsWith("api/v1/clusters/"))).toHaveLength(1);

  heard.mockClear();
  come(rest);
  expect(await copied).toMatchObject([{ type: "copy", text: expect.stringContaining("cores=5") }]);
  expect(texts(session)).toEqual(["5", "b"]);
  await vi.waitFor(() => expect(session.view().clusters).toHaveLength(1));
  expect(heard).toHaveBeenCalled();
  expect(session.later?.(copy)).toBeNull();
  expect(JSON.parse(session.formText("request") ?? "")).toEqual({
    cluster_options: { cores: 5, image: "b" },
  });
  expect(load).toHaveBeenCalledTimes(1);
  expect(console.error).not.toHaveBeenCalled();
});

test("what is edited after something that waits comes after that", async () => {
  let come = (_: string) => {};
  const session = await open(() => new Promise<string>((resolve) => (come = resolve)));
  await opened(session);
  session.dispatch({ type: "edit", field: 0, text: "3" });
  session.dispatch({ type: "reset" });
  session.dispatch({ type: "edit", field: 0, text: "4" });
  expect(texts(session)).toEqual(["3", "b"]);
  const last = session.later?.({ type: "edit", field: 0, text: "5" });
  session.dispatch({ type: "edit", field: 1, text: "c" });
  come(rest);
  expect(await last).toEqual([]);
  expect(texts(session)).toEqual(["5", "c"]);
});

const SPECS = "docs/specs";
test.each(fs.readdirSync(SPECS))("no more than the first half is needed for %s", async (name) => {
  const published = JSON.parse(fs.readFileSync(`${SPECS}/${name}`, "utf8"));
  const session = await open(() => new Promise(() => {}), spec(published));
  await opened(session);
  session.dispatch({ type: "edit-workers", text: "3" });
  for (const { control, index } of session.view().form?.fields ?? []) {
    if (control.kind === "select") session.dispatch({ type: "choose", field: index, option: 0 });
    else if (control.kind !== "bool") session.dispatch({ type: "edit", field: index, text: "2" });
  }
  expect(session.view().form?.changed).toBe(true);
  expect(asked.filter((path) => path === "config")).toHaveLength(1);
});

const long = "x".repeat(100_000);
const text = (body: string, init: ResponseInit = {}): Answers => ({
  "api/v1/options": () =>
    new Response(body, { headers: { "content-type": "application/json" }, ...init }),
});
test.each<[string, Answers]>([
  ["nothing to choose", spec({ cluster_options: [] })],
  ["what it always has", {}],
  ["no list", spec({ cluster_options: { a: 1 } })],
  ["another program's JSON", spec("hello")],
  ["no JSON", text("<html>")],
  ["half of a JSON", text('{"cluster_options": [{"field": "co')],
  ["a page", text("<html>log in</html>", { headers: { "content-type": "text/html" } })],
  ["no login", text('{"error": "no"}', { status: 401 })],
  ["no right", text('{"error": "no"}', { status: 403 })],
  ["its own fault", text("", { status: 500 })],
  ["to be asked later", text("", { status: 503, headers: { "Retry-After": "30" } })],
  [
    "odd numbers",
    text(
      '{"cluster_options": [{"field": "a", "label": "a", "default": 1e999, "spec": {"type": "float", "min": -0.0, "max": NaN}}]}',
    ),
  ],
  [
    "a default that is not in bounds",
    spec({ cluster_options: [option("a", 9, { type: "int", max: 3 })] }),
  ],
  [
    "kinds of another time",
    spec({ cluster_options: [option("a", [1], { type: "list" }), option("b", 1, {})] }),
  ],
  ["two of one name", spec({ cluster_options: [OPTIONS[0], OPTIONS[0]] })],
  [
    "large integers",
    text(
      '{"cluster_options": [{"field": "a", "label": "a", "default": 123456789012345678901234567890, "spec": {"type": "int"}}]}',
    ),
  ],
  ["long texts", spec({ cluster_options: [option(long, long, { type: "string" })] })],
  [
    "texts that are no Unicode",
    text(
      '{"cluster_options": [{"field": "\\ud83d", "label": "\\u0000", "default": "\\udc00", "spec": {"type": "select", "options": ["\\udc00", "b"]}}]}',
    ),
  ],
  [
    "very many",
    spec({
      cluster_options: Array.from({ length: 1_500 }, (_, i) =>
        option(`o${i}`, {}, { type: "mapping" }),
      ),
    }),
  ],
  [
    "mappings within mappings",
    spec({ cluster_options: [option("m", { a: { b: [{ c: null }] } }, { type: "mapping" })] }),
  ],
  [
    "problems of its configuration",
    {
      config: json({
        address: "http://g",
        problems: { "gateway.public-address": "It is odd." },
        options: null,
      }),
    },
  ],
  [
    "defaults that are not valid",
    { config: json({ options: { cores: "many", image: 3, other: true } }) },
  ],
  [
    "a site's settings of all kinds",
    {
      config: json({
        site: {
          worker: { cores: { option: "cores", unit: 1 } },
          presets: [{ name: "p", description: "", options: { cores: "x" }, workers: [1] }],
          limits: { clusters: 0, cores: 1 },
          prices: { currency: "EUR", core_hour: -1 },
          workers: { count: 99 },
          help: { text: "h" },
        },
      }),
    },
  ],
  [
    "settings that are none",
    { config: json({ site: "{", code: { imports: 3 }, stop_with_server: 7 }) },
  ],
  ["no configuration", { config: () => new Response("", { status: 404 }) }],
  ["no answer at all", { config: () => Promise.reject(new TypeError("Failed to fetch")) }],
])("whatever a gateway publishes, halves come to the same as the whole: %s", async (_, answers) => {
  const shown = async (load: Load | null) => {
    const session = await open(load, answers);
    const view = () => session.view();
    await vi.waitFor(() => expect(view().loading).toBe(false), { timeout: 5_000 });
    return { ...view(), options: session.options(), spec: session.optionSpec() };
  };
  expect(await shown(async () => rest)).toEqual(await shown(null));
  expect(console.error).not.toHaveBeenCalled();
});

test("a connection that wants more than the first half at once is opened with all", async () => {
  const shown = async (load: Load | null) => {
    const connect = await page(load);
    vi.stubGlobal("fetch", async ({ url }: Request) => answerTo(url.replace(/^.*?\/(?=api)/, "")));
    const session = await connect({
      route: "direct",
      base: "https://gateway.test/",
      site: "[".repeat(5_000),
      credentials: "omit",
      headers: () => ({}),
    });
    sessions.push(session);
    session.dispatch({ type: "visible", visible: true });
    await vi.waitFor(() => expect(session.view().loading).toBe(false));
    return session.view();
  };
  const whole = await shown(null);
  expect(whole.remarks).toHaveLength(1);
  expect(await shown(async () => rest)).toEqual(whole);
});

test("the rest is fetched for who looks: in the frame after a form, or a moment later without one", async () => {
  const load = vi.fn(async () => rest);
  const frames: (() => void)[] = [];
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => frames.push(frame));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const session = await open(load);
  while (asked.length < 4) await vi.advanceTimersByTimeAsync(0);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(load, "a notebook widget is expected, perhaps").not.toHaveBeenCalled();
  expect(session.view().form).not.toBeNull();
  session.view();
  await vi.advanceTimersByTimeAsync(200);
  expect([load.mock.calls.length, frames.length]).toEqual([0, 1]);
  frames[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(load).toHaveBeenCalledTimes(1);

  const other = await open(load, { "api/v1/options": () => new Promise(() => {}) });
  expect(other.view().form).toBeNull();
  await vi.advanceTimersByTimeAsync(249);
  expect([load.mock.calls.length, frames.length]).toEqual([1, 1]);
  await vi.advanceTimersByTimeAsync(1);
  expect(load).toHaveBeenCalledTimes(2);
});

test("where nobody looks the rest is fetched before what was answered is old", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const load = vi.fn(async () => rest);
  const session = await open(load);
  while (asked.length < 4) await vi.advanceTimersByTimeAsync(0);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(load).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
  await vi.waitFor(() => expect(session.view().clusters).toHaveLength(1));
  expect(session.view().slow).toBeNull();
});

test("what is only known with the rest is fetched for who asks for it, and a page is not waited for", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const load = vi.fn(async () => rest);
  const session = await open(load);
  expect(session.presets()).toBe("[]");
  await vi.advanceTimersByTimeAsync(250);
  expect(load).toHaveBeenCalledTimes(1);
  const other = await open(() => new Promise(() => {}));
  const text = await other.readPage({ cluster: "a1b2c3d4", page: "scheduler-log" });
  expect(text).toEqual({ text: null, problem: { id: "no-answer" } });
});

test("what waits for the rest has it fetched though nobody looks", async () => {
  const load = vi.fn(async () => rest);
  const session = await open(load);
  session.dispatch({ type: "reset" });
  await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(1));
});

test("the rest is asked for again where it is not to be had", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const load = vi.fn(async () => rest);
  load.mockRejectedValueOnce(new Error("offline")).mockRejectedValueOnce(new Error("offline"));
  const session = await open(load);
  session.view();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(load).toHaveBeenCalledTimes(1);
  expect(session.view().clusters).toBeNull();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(load).toHaveBeenCalledTimes(3);
  vi.useRealTimers();
  await vi.waitFor(() => expect(session.view().clusters).toHaveLength(1));
});

test("where it never comes, whoever looks hears of it", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const load = vi.fn(() => Promise.reject(new Error("offline")));
  const session = await open(load);
  await opened(session);
  const heard: unknown[] = [];
  const look = () => {
    try {
      session.view();
    } catch (error) {
      heard.push(error);
    }
  };
  session.subscribe(look, new AbortController().signal);
  // As often once more, when it starts anew: then that is not on the fake clock alone.
  while (heard.length === 0) {
    await vi.advanceTimersByTimeAsync(1_000);
    await new Promise(setImmediate);
  }
  expect(heard).toEqual([new Error("offline")]);
  expect(load).toHaveBeenCalledTimes(8);
});

test("what waits for the rest is done by the start that has it", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const load = vi.fn(() => Promise.reject(new Error("offline")) as Promise<string>);
  const session = await open(load);
  await opened(session);
  session.dispatch({ type: "edit", field: 0, text: "7" });
  const copied = session.later?.({ type: "copy-python" });
  while (load.mock.calls.length < 5) {
    await vi.advanceTimersByTimeAsync(1_000);
    await new Promise(setImmediate);
  }
  const again = session.later?.({ type: "edit", field: 0, text: "8" });
  load.mockImplementation(async () => rest);
  await vi.advanceTimersByTimeAsync(2_000);
  vi.useRealTimers();
  expect(await copied).toMatchObject([{ type: "copy", text: expect.stringContaining("cores=7") }]);
  expect(await again).toEqual([]);
  expect(texts(session)).toEqual(["8", "b"]);
  expect(console.error).not.toHaveBeenCalled();
});

test("a session that is closed before wants nothing more", async () => {
  let come = (_: string) => {};
  const load = vi.fn(() => new Promise<string>((resolve) => (come = resolve)));
  const [session, other] = [await open(load), await open(load)];
  await opened(session);
  const reset = session.later?.({ type: "reset" });
  session.close();
  expect(await reset).toEqual([]);
  const nothing = other.later?.({ type: "launch" });
  come(rest);
  expect(await nothing).toEqual([]);
  await vi.waitFor(() => expect(other.view().clusters).toHaveLength(1));
  expect(console.error).not.toHaveBeenCalled();
});
