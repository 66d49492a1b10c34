import fs from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import { type Connection, type HttpConnection, instantiate, type Session } from "#session";
import { drive, type ReadMapping } from "../../js/view/session/driver.js";
import { exchange } from "../../js/view/session/exchange.js";

/** What is done for the core outside of it: requests, timers, texts that another module reads. With the core as it is shipped. */

const wasm = gunzipSync(fs.readFileSync("build/wasm/session/session_bg.wasm.gz"));
const BASE = "http://127.0.0.1:1/base/";
const NAME = "0123456789abcdef";
const LIST = "api/v1/clusters/?status=pending,running,stopping,failed";

/** A whole gateway with two options, whose JSON only Python's reader takes. */
const GATEWAY: Readonly<Record<string, string>> = {
  config: '{"address": "http://gw", "public_address": "http://gw", "options": {}}',
  "api/v1/options":
    '{"cluster_options": [{"field": "f", "label": "F", "default": NaN, "spec": {"type": "float", "min": null, "max": Infinity}},' +
    ' {"field": "m", "label": "M", "default": {}, "spec": {"type": "mapping"}}]}',
  [LIST]: "{}",
  "api/v1/clusters/?status=stopped,failed": "{}",
  "api/version": '{"version": "2026.3.0"}',
  "api/v1/clusters/": `{"name": "${NAME}"}`,
};
const json = (body: BodyInit) =>
  new Response(body, { headers: { "Content-Type": "application/json" } });

/** A body without end, in pieces of 1 MiB. */
function endless() {
  const told = { pieces: 0, isCancelled: false };
  const body = new ReadableStream({
    pull(controller) {
      told.pieces += 1;
      controller.enqueue(new Uint8Array(2 ** 20).fill(32));
    },
    cancel() {
      told.isCancelled = true;
    },
  });
  return { told, body };
}

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.unstubAllGlobals();
});

/** fetch answers from `bodies` by the end of the path; what is not there is never answered. */
function network(bodies: Readonly<Record<string, BodyInit>>): Request[] {
  const asked: Request[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    asked.push(request);
    const body = bodies[pathOf(request)];
    if (body !== undefined) return json(body);
    return new Promise((_, reject) => {
      request.signal.addEventListener("abort", () => reject(request.signal.reason));
    });
  });
  return asked;
}
const pathOf = ({ url }: Request) => url.slice(url.indexOf("/base/") + 6);

function http(more: Partial<HttpConnection> = {}): HttpConnection {
  let count = 0;
  const headers = () => {
    count += 1;
    return { "X-XSRFToken": `token-${count}` };
  };
  return { route: "pass-through", base: BASE, credentials: "same-origin", headers, ...more };
}

function start(
  connection: Connection,
  readMapping: ReadMapping = async () => "{}",
  onchange: (core: Session) => void = () => {},
) {
  const module = instantiate((exports) => exports);
  module.initSync({ module: wasm });
  const end = new AbortController();
  const core = drive(module, connection, () => onchange(core), readMapping, end.signal);
  ends.push(() => {
    if (end.signal.aborted) return;
    end.abort();
    core.free();
  });
  return { core, end };
}

/** All there is to draw. */
function view(core: Session) {
  const changes = core.changes(true);
  return { ...changes?.rest, form: changes?.form, clusters: changes?.order && changes.clusters };
}
const show = (core: Session) => core.dispatch({ type: "visible", visible: true });

test("a form is loaded and launched by fetch", async () => {
  const asked = network(GATEWAY);
  const { core } = start(http());
  show(core);
  expect(asked, "not while the core is at work").toEqual([]);
  await vi.waitFor(() => expect(view(core)).toMatchObject({ loading: false, version: "2026.3.0" }));
  expect(view(core).form?.fields[0]?.text).toBe("nan");
  expect(asked[0]).toMatchObject({ url: `${BASE}config`, method: "GET" });
  asked.forEach((request, i) => {
    expect(request).toMatchObject({
      credentials: "same-origin",
      redirect: "manual",
      cache: "no-store",
    });
    expect(request.headers.get("X-XSRFToken")).toBe(`token-${i + 1}`);
    expect(request.headers.get("Accept")).toBe("application/json");
    expect(request.headers.has("Content-Type")).toBe(false);
  });
  core.dispatch({ type: "launch" });
  const post = await vi.waitUntil(() => asked.find(({ method }) => method === "POST"));
  expect(await post.text()).toBe('{"cluster_options": {"f": NaN, "m": {}}}');
  expect(post.headers.get("Content-Type")).toBe("application/json");
});

test("the end aborts what is under way, and nothing comes after it", async () => {
  const asked = network({});
  const changed = vi.fn();
  const { core, end } = start(http(), undefined, changed);
  show(core);
  const [request] = await vi.waitUntil(() => asked.length === 1 && asked);
  expect(request?.signal.aborted).toBe(false);
  changed.mockClear();
  core.dispatch({ type: "refresh" });
  end.abort();
  core.free();
  expect(request?.signal.aborted).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(changed).not.toHaveBeenCalled();
});

test("changes are told once, later, and whoever is told may call back in", async () => {
  network(GATEWAY);
  const calls: unknown[] = [];
  const { core } = start(http({ route: "direct" }), undefined, (it) => {
    calls.push(it.changes(true)?.rest?.loading);
    if (calls.length === 1) it.dispatch({ type: "reset" });
    throw new Error("its own affair");
  });
  for (const text of ["a", "b", "c"]) core.dispatch({ type: "edit", field: 0, text });
  expect(calls, "not in the middle of the caller's work").toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(calls, "once for all three, and once for the reset").toEqual([true, true]);
});

test.each<[string, Connection]>([
  [
    "headers that throw",
    http({
      headers() {
        throw new Error("no");
      },
    }),
  ],
  [
    "a relay that has gone",
    { route: "relay", base: "r:", send: () => Promise.reject(new Error("gone")) },
  ],
  ["a relay's odd answer", { route: "relay", base: "r:", send: async () => ({}) as Response }],
])("%s: no answer", async (_, connection) => {
  network(GATEWAY);
  const { core } = start(connection);
  show(core);
  await vi.waitFor(() => expect(view(core).problem?.message.id).toBe("no-answer"));
});

test("what takes too long is given up, but not by a relay", async () => {
  vi.useFakeTimers();
  ends.push(() => vi.useRealTimers());
  network({});
  const { core } = start(http());
  show(core);
  const relay = start({ route: "relay", base: "r:", send: () => new Promise(() => {}) });
  show(relay.core);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(view(core).problem?.message.id).toBe("timed-out");
  expect(view(relay.core).problem?.message.id).not.toBe("timed-out");
});

test("a mapping's text is read by who can", async () => {
  const asked = network(GATEWAY);
  const { core } = start(http(), async (name, text) => {
    if (name === "readVariables") return '[[""]]';
    if (text === "offline") throw new TypeError("no network");
    const place = { line: 2, column: 3, detail: "x" };
    if (text === "wrong") throw Object.assign(new Error("x: line 2, column 3"), place);
    return JSON.stringify({ read: text });
  });
  show(core);
  await vi.waitFor(() => expect(view(core).form).toBeTruthy());
  const field = () => view(core).form?.fields[1];
  const edit = (text: string) => core.dispatch({ type: "edit", field: 1, text });
  edit("wrong");
  expect(field()).toMatchObject({ note: { id: "reading" }, error: null });
  const unreadable = { id: "unreadable", line: 2, column: 3, detail: "x" };
  await vi.waitFor(() => expect(field()).toMatchObject({ note: null, error: unreadable }));
  edit("offline");
  const noReader = { id: "no-reader", detail: "no network" };
  await vi.waitFor(() => expect(field()?.error).toEqual(noReader));
  edit("right");
  await vi.waitFor(() => expect(field()).toMatchObject({ note: null, error: null }));
  core.dispatch({ type: "launch" });
  const post = await vi.waitUntil(() => asked.find(({ method }) => method === "POST"));
  expect(await post.text()).toBe('{"cluster_options": {"f": NaN, "m": {"read": "right"}}}');
});

test("a relay carries the same requests", async () => {
  const send = vi.fn(async (method: string, path: string, _body?: string) => {
    const body = GATEWAY[path];
    if (body === undefined) throw new Error("no kernel");
    const headers = { "Content-Type": "application/json" };
    return new Response(body, { status: method === "POST" ? 201 : 200, headers });
  });
  const { core } = start({ route: "relay", base: "relay:1", send });
  show(core);
  const there = { connection: "relay", address: "http://gw", form: { canLaunch: true } };
  await vi.waitFor(() => expect(view(core)).toMatchObject(there));
  expect(send).toHaveBeenCalledWith("GET", "config", undefined);
  core.dispatch({ type: "set-options", options: '{"f": 1}', unseen: false });
  expect(core.options()).toBe('{"f": 1.0, "m": {}}');
  core.dispatch({ type: "launch" });
  await vi.waitFor(() => expect(view(core).clusters).toHaveLength(1));
  const body = '{"cluster_options": {"f": 1.0, "m": {}}}';
  expect(send).toHaveBeenCalledWith("POST", "api/v1/clusters/", body);
  expect(core.clusterName(NAME.slice(0, 8))).toBe(NAME);
});

test("another way to the same gateway", async () => {
  const config =
    '{"address": "http://gw", "public_address": "/gw", "auth_type": "jupyterhub", "options": {}}';
  const asked = network({ ...GATEWAY, config });
  let offered: HttpConnection | null = null;
  const other = vi.fn(() => offered);
  const { core } = start(http({ other }));
  show(core);
  await vi.waitFor(() =>
    expect(view(core)).toMatchObject({ connection: "pass-through", form: { canLaunch: true } }),
  );
  expect(other).toHaveBeenCalledWith("direct", "/gw");

  offered = {
    route: "direct",
    base: "http://127.0.0.1:2/base/",
    credentials: "omit",
    headers: () => ({ Authorization: "jupyterhub t" }),
  };
  const before = asked.length;
  core.dispatch({ type: "refresh" });
  await vi.waitFor(() => expect(view(core).connection).toBe("direct"));
  const later = () => asked.slice(before);
  await vi.waitFor(() => expect(later().map(pathOf)).toContain("api/version"));
  for (const request of later()) {
    expect(request).toMatchObject({ credentials: "omit", redirect: "manual" });
    // The API asks for a login, and nothing else is shown one.
    const login = pathOf(request).startsWith("api/v1/") ? "jupyterhub t" : null;
    expect(request.headers.get("Authorization")).toBe(login);
  }
});

test.each(["fetch", "relay"])("an answer without end, by %s, is given up", async (way) => {
  const { told, body } = endless();
  network({ config: body });
  const { core } = start(
    way === "fetch" ? http() : { route: "relay", base: "r:", send: async () => new Response(body) },
  );
  show(core);
  await vi.waitFor(() => expect(view(core).problem?.message.id).toBe("too-large"));
  expect(told.isCancelled).toBe(true);
  // 8 of them are taken, and a stream has one in stock.
  expect(told.pieces).toBeGreaterThanOrEqual(9);
  expect(told.pieces).toBeLessThanOrEqual(10);
});

test("of a log without end the beginning is taken, which is the newest", async () => {
  const { told, body } = endless();
  const running = `{"${NAME}": {"name": "${NAME}", "status": "RUNNING", "start_time": 1, "options": {}}}`;
  network({ ...GATEWAY, [LIST]: running, [`clusters/${NAME}/info/main/logs.html`]: body });
  const { core } = start(http());
  show(core);
  await vi.waitFor(() => expect(view(core).clusters).toHaveLength(1));
  const page = { page: "scheduler-log", worker: null, asker: 7 } as const;
  core.dispatch({ type: "read-page", cluster: NAME.slice(0, 8), ...page });
  const [answer] = await vi.waitUntil(() => {
    const answers = core.pageAnswers();
    return answers.length > 0 && answers;
  });
  expect(answer).toMatchObject({ asker: 7, problem: null });
  expect(answer?.text).toHaveLength(2 ** 21);
  expect(told).toEqual({ pieces: expect.any(Number), isCancelled: true });
  expect(told.pieces).toBeLessThanOrEqual(4);
});

test("a large answer in many pieces is read", async () => {
  const piece = (text: string) => new TextEncoder().encode(text);
  const options = GATEWAY["api/v1/options"] ?? "";
  const pieces = [piece(options.slice(0, 100)), piece(options.slice(100)), piece(" ".repeat(7e6))];
  const body = new ReadableStream({
    pull(controller) {
      const next = pieces.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(next);
    },
  });
  network({ ...GATEWAY, "api/v1/options": body });
  const { core } = start(http());
  show(core);
  await vi.waitFor(() =>
    expect(view(core)).toMatchObject({ problem: null, form: { canLaunch: true } }),
  );
});

test("what the page has asked for already is not asked for again, where it was answered", async () => {
  const { config, ...others } = GATEWAY;
  const begun = [json(config ?? "")];
  for (const times of [1, 2]) {
    const asked = network(times === 1 ? others : GATEWAY);
    const take = async (path: string) => (path === "config" ? begun.pop() : undefined);
    show(start(http({ begun: take })).core);
    await vi.waitFor(() => expect(asked.map(pathOf)).toContain("api/v1/options"));
    expect(asked.map(pathOf).includes("config")).toBe(times === 2);
  }
});

test("an answer that was begun elsewhere, and never ends, is given up as any", async () => {
  const stalls = new ReadableStream({ start: (it) => it.enqueue(new Uint8Array([123])) });
  const begun = async () => new Response(stalls);
  const abort = new AbortController();
  const ask = ["pass-through", "", "GET", "config", undefined, 0.02, 0] as Parameters<
    typeof exchange
  >[1];
  expect(await exchange(http({ begun }), ask, abort)).toBe("timed-out");
});
