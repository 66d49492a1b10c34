// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { programStatusOf } from "../../js/jupyter/program-status.js";
import type { OpenSession, View } from "../../js/view/model.js";
import { showInactive } from "../../js/widget/inactive.js";
import type { FromPython } from "../../js/widget/protocol.js";
import { PythonSync } from "../../js/widget/python-sync.js";
import { Relay } from "../../js/widget/relay.js";
import type { Kernel } from "../../js/widget/watch-kernel.js";
import type { WidgetModel } from "../../js/widget/widget-model.js";
import { FakeSession } from "./fake-session.js";
import { cluster, view } from "./fixtures.js";

/** The notebook widget's half in the page, between a session and Python. */

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class FakeModel {
  readonly sent: Record<string, unknown>[] = [];
  readonly #listeners = new Set<(content: FromPython, buffers: DataView[]) => void>();
  widget_manager: { kernel: Kernel | null } | undefined;

  on(event: string, listener: (content: FromPython, buffers: DataView[]) => void): void {
    if (event === "msg:custom") this.#listeners.add(listener);
  }
  off(_: string, listener: (content: FromPython, buffers: DataView[]) => void): void {
    this.#listeners.delete(listener);
  }
  send(content: Record<string, unknown>): void {
    this.sent.push(content);
  }
  /** Python says something. */
  hear(content: FromPython, ...buffers: DataView[]): void {
    for (const listener of this.#listeners) listener(content, buffers);
  }
  get listening(): number {
    return this.#listeners.size;
  }
  get asModel(): WidgetModel {
    return this as unknown as WidgetModel;
  }
}

class Options extends FakeSession implements OpenSession {
  text = '{"n": 1}';
  options(): string {
    return this.text;
  }
  clusterName(key: string): string {
    return `${key}-and-all-the-rest`;
  }
  close(): void {}
  /** The user types. */
  edit(text: string): void {
    this.text = text;
    this.show({
      ...this.current,
      form: this.current.form && { ...this.current.form, changed: true },
    });
  }
}

function start(current: View = view()) {
  const model = new FakeModel();
  const session = new Options(current);
  const sync = new PythonSync(model.asModel, session, null);
  expect(model.sent.splice(0)).toEqual([{ type: "hello" }]);
  return { model, session, sync };
}

const said = (model: FakeModel, type: string) => model.sent.filter((it) => it.type === type);

test("nothing is told before Python has said what it has", () => {
  const { model, session } = start();
  session.edit('{"n": 2}');
  vi.runAllTimers();
  expect(said(model, "options")).toEqual([]);
  model.hear({ type: "welcome", options: '{"n": 1}', byPython: false, cluster: null });
  expect(session.events, "somebody has typed here since").toEqual([]);
  expect(said(model, "options")).toEqual([{ type: "options", options: '{"n": 2}' }]);
});

test("what Python has is laid into a form that nobody has touched, or if Python set it last", () => {
  const set = { type: "set-options", options: '{"n": 3}', unseen: true };
  const { model, session } = start();
  model.hear({ type: "welcome", options: '{"n": 3}', byPython: false, cluster: null });
  expect(session.events).toEqual([set]);
  const other = start();
  other.session.edit('{"n": 2}');
  other.model.hear({ type: "welcome", options: '{"n": 3}', byPython: true, cluster: null });
  expect(other.session.events).toEqual([set]);
});

function greeted() {
  const started = start();
  started.model.hear({ type: "welcome", options: '{"n": 1}', byPython: false, cluster: null });
  started.model.hear({ type: "taken" });
  started.model.sent.length = 0;
  started.session.events.length = 0;
  vi.advanceTimersByTime(1_000);
  return started;
}

test("the first key goes at once, what follows in one message, and one at a time", () => {
  const { model, session } = greeted();
  session.edit('{"n": 2}');
  expect(said(model, "options").map((it) => it.options)).toEqual(['{"n": 2}']);
  session.edit('{"n": 23}');
  session.edit('{"n": 234}');
  vi.advanceTimersByTime(10_000);
  expect(said(model, "options"), "the kernel is busy").toHaveLength(1);
  model.hear({ type: "taken" });
  expect(said(model, "options").map((it) => it.options)).toEqual(['{"n": 2}', '{"n": 234}']);
  model.hear({ type: "taken" });
  session.edit('{"n": 2345}');
  expect(said(model, "options"), "in a moment").toHaveLength(2);
  vi.advanceTimersByTime(100);
  expect(said(model, "options")).toHaveLength(3);
});

test("what Python sets without having seen the last keys says so", () => {
  const { model, session } = greeted();
  model.hear({ type: "set", options: '{"n": 4}' });
  session.edit('{"n": 2}');
  model.hear({ type: "set", options: '{"n": 5}' });
  model.hear({ type: "taken" });
  expect(session.events.map((it) => "unseen" in it && it.unseen)).toEqual([false, true]);
});

test("Python hears what came of what it set", () => {
  const { model, session } = greeted();
  session.answer = () => {
    session.text = '{"n": 4.0}';
    return [];
  };
  model.hear({ type: "set", options: '{"n": 4}' });
  expect(said(model, "options")).toEqual([{ type: "options", options: '{"n": 4.0}' }]);
});

test("a cluster launched in the widget is chosen, one launched elsewhere is not", () => {
  const { model, session, sync } = greeted();
  const { form } = view();
  if (form === null) throw new Error("no form");
  const launch = () => {
    session.show(view({ form: { ...form, launching: true } }));
    const words = { id: "launched" as const, cluster: "cccccccc" };
    session.show(view({ form: { ...form, message: { level: "info", message: words } } }));
  };
  launch();
  expect(said(model, "choose")).toEqual([]);
  sync.onUserEvent({ type: "launch" });
  launch();
  // Before the launch is over: connect() would say that there is no cluster.
  expect(model.sent.slice(-2)).toEqual([
    { type: "choose", cluster: "cccccccc-and-all-the-rest" },
    { type: "launching", value: false },
  ]);
});

test("what a notice says", () => {
  const notice = (...of: Parameters<typeof programStatusOf>) => programStatusOf(...of).text;
  expect(notice("follows", "pass-through")).toContain("through the Jupyter server");
  expect(notice("gone", "pass-through")).toContain("Python no longer follows");
  expect(notice("silent", "pass-through")).toContain("busy, or not there");
  expect(notice("follows", "relay")).toContain("while it is busy, this waits for it");
  expect(notice("gone", "relay")).toContain("Run the cell again");
  expect(notice("follows", "none")).toBe("");
  expect(notice("gone", "none")).toContain("Python no longer follows");
});

test("launch, cluster and status cross, the full name to Python alone", () => {
  const { model, session, sync } = greeted();
  const { form } = view();
  if (form === null) throw new Error("no form");
  session.show(view({ form: { ...form, launching: true } }));
  session.show(view({ form, clusters: [cluster("aaaaaaaa", { status: "PENDING" })] }));
  expect(said(model, "launching").map((it) => it.value)).toEqual([true, false]);
  sync.choose("aaaaaaaa");
  session.show(view({ clusters: [cluster("aaaaaaaa")] }));
  session.show(view({ clusters: [cluster("aaaaaaaa", { age: 3 })] }));
  expect(model.sent.slice(2)).toEqual([
    { type: "choose", cluster: "aaaaaaaa-and-all-the-rest" },
    { type: "status", cluster: "aaaaaaaa-and-all-the-rest", status: "PENDING" },
    { type: "status", cluster: "aaaaaaaa-and-all-the-rest", status: "RUNNING" },
  ]);
  expect(sync.chosen).toBe("aaaaaaaa");
  model.hear({ type: "cluster", cluster: null });
  expect(sync.chosen).toBeUndefined();
});

test("a Python that does not answer is told of, and forgiven", () => {
  const { model, session, sync } = greeted();
  const news = vi.fn();
  sync.subscribe(news, new AbortController().signal);
  session.edit('{"n": 2}');
  vi.advanceTimersByTime(3_000);
  expect(sync.python).toBe("silent");
  expect(news).toHaveBeenCalled();
  model.hear({ type: "taken" });
  expect(sync.python).toBe("follows");
});

test("a kernel that ends is told of, and the relay with it", async () => {
  const model = new FakeModel();
  const slots = new Set<() => void>();
  const signal = { connect: (slot: () => void) => void slots.add(slot), disconnect: () => {} };
  const kernel = { status: "idle", isDisposed: false, statusChanged: signal, disposed: signal };
  model.widget_manager = { kernel };
  const relay = new Relay("relay:1");
  const sync = new PythonSync(model.asModel, new Options(view()), relay);
  expect(sync.python).toBe("follows");
  const asked = relay.connection().send("GET", "config");
  kernel.status = "restarting";
  for (const slot of slots) slot();
  expect(sync.python).toBe("gone");
  model.sent.length = 0;
  sync.choose("aaaaaaaa");
  expect(model.sent, "it would throw").toEqual([]);
  await expect(asked).rejects.toBeUndefined();
  await expect(relay.connection().send("GET", "config")).rejects.toThrow("no kernel");
});

test("a relay hands each reply to its request, by whichever widget is there", async () => {
  const [one, two] = [new FakeModel(), new FakeModel()];
  const relay = new Relay("relay:1");
  const first = new AbortController();
  relay.add(one.asModel, first.signal);
  relay.add(two.asModel, new AbortController().signal);
  const a = relay.connection().send("GET", "a");
  const b = relay.connection().send("POST", "b", "{}");
  expect(one.sent).toEqual([
    { type: "request", id: "1", method: "GET", path: "a", body: null },
    { type: "request", id: "2", method: "POST", path: "b", body: "{}" },
  ]);
  const headers = { "Content-Type": "application/json", "Dask-Gateway-Error": "dropped" };
  one.hear(
    { type: "reply", id: "2", status: 502, headers },
    new DataView(new TextEncoder().encode("[1]").buffer),
  );
  const reply = await b;
  expect([reply.status, reply.headers.get("Dask-Gateway-Error"), await reply.text()]).toEqual([
    502,
    "dropped",
    "[1]",
  ]);
  const c = relay.connection().send("DELETE", "c");
  one.hear({ type: "reply", id: "3", status: 204, headers: {} }, new DataView(new ArrayBuffer(0)));
  expect((await c).status).toBe(204);
  first.abort();
  await expect(a, "its carrier left").rejects.toBeUndefined();
  void relay.connection().send("GET", "d");
  expect(two.sent).toHaveLength(1);
});

test("nothing is left after dispose", () => {
  const { model, session, sync } = greeted();
  sync.dispose();
  expect([model.listening, session.listening]).toEqual([0, 0]);
  expect(vi.getTimerCount()).toBe(0);
});

test("inactive, it is still readable", () => {
  const el = document.createElement("div");
  showInactive(el, '{"worker_cores": 2, "image": "<b>"}', "no kernel.");
  expect(el.textContent).toBe("Dask Gateway: no kernel.worker_cores2image<b>");
  showInactive(el, '{"x": NaN}', "no kernel.");
  expect(el.textContent).toContain('{"x": NaN}');
});
