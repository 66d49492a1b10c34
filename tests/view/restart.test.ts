// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import type { FormView, UserEvent, View, ViewChanges } from "../../js/view/model.js";
import { EarlyCore } from "../../js/view/session/early-core.js";
import { guard } from "../../js/view/session/guard.js";
import { STORAGE_KEY } from "../../js/view/session/launch-memory.js";
import { type Open, SharedSession } from "../../js/view/session/shared-session.js";
import { cluster, field, form, input, view } from "./fixtures.js";

/** A core that has ended by a fault is followed by another, and what the user typed goes on with that. */

/** As the core: all of this at the first question, then what is shown next. */
class FakeCore {
  readonly events: UserEvent[] = [];
  #next: View | undefined;
  fault: (() => never) | null = null;
  free = vi.fn();
  options = () => "{}";
  optionSpec = () => undefined;
  formText = () => undefined;
  clusterName = () => undefined;
  memory = () => undefined;
  presetMemory = () => undefined;
  presets = () => "[]";
  pageAnswers = () => [];
  workers = () => undefined;
  [Symbol.dispose] = () => {};
  onchange = () => {};

  constructor(first: View) {
    this.#next = first;
  }

  show(next: View): void {
    this.#next = next;
    this.onchange();
  }

  dispatch(event: UserEvent): [] {
    this.events.push(event);
    this.fault?.();
    return [];
  }

  changes(): ViewChanges | undefined {
    const now = this.#next;
    this.#next = undefined;
    if (now === undefined) return undefined;
    return {
      rest: { ...now, form: null, clusters: null },
      form: now.form,
      fieldCount: now.form?.fields.length ?? 0,
      clusters: now.clusters ?? [],
      recent: null,
      order: now.clusters?.map(({ key }) => key) ?? null,
    };
  }
}

const fields = (): FormView =>
  form([
    field("cores", { kind: "int", min: null, max: null }, "1"),
    field("debug", { kind: "bool", checked: false }, ""),
    field("size", { kind: "select", options: ["s", "m"], selected: 0 }, "s"),
    field(
      "env",
      { kind: "mapping", rows: null, noSwitch: null, offer: null, entries: 1 },
      "A: '1'",
    ),
    field("labels", { kind: "mapping", rows: null, noSwitch: null, offer: null, entries: 0 }, "{}"),
  ]);

/** The same, as the user has filled it in: what is wrong, too. */
function filled(): FormView {
  const typed = fields();
  const [cores, debug, size, env, labels] = typed.fields;
  if (!cores || !debug || !size || !env || !labels) throw new Error("five fields");
  Object.assign(cores, { text: "many", changed: true });
  Object.assign(debug, { control: { kind: "bool", checked: true }, changed: true });
  const choice = { kind: "select", options: ["s", "m"], selected: 1 };
  Object.assign(size, { control: choice, text: "m", changed: true });
  const rows = [
    { name: "A", value: "2", error: null },
    { name: "", value: "nameless", error: null },
  ];
  Object.assign(env, { control: { ...env.control, rows }, changed: true });
  Object.assign(labels, { text: "[", changed: true });
  return { ...typed, workers: { count: input("x"), upTo: input("7"), changed: true } };
}

const restored: UserEvent[] = [
  { type: "edit", field: 0, text: "many" },
  { type: "check", field: 1, checked: true },
  { type: "choose", field: 2, option: 1 },
  { type: "as-table", field: 3, table: true },
  { type: "add-row", field: 3 },
  { type: "edit-name", field: 3, row: 0, text: "A" },
  { type: "edit-value", field: 3, row: 0, text: "2" },
  { type: "edit-name", field: 3, row: 1, text: "" },
  { type: "edit-value", field: 3, row: 1, text: "nameless" },
  { type: "edit", field: 4, text: "[" },
  { type: "edit-workers", text: "x" },
  { type: "edit-up-to", text: "7" },
];

beforeEach(() => sessionStorage.clear());

function session(first: FakeCore): SharedSession {
  return new SharedSession(opener(first), () => {}, false, true, "gateway");
}

function opener(core: FakeCore): Open {
  return (onchange) => {
    core.onchange = onchange;
    return core;
  };
}

/** The core meets a fault at the next event, and this one follows. */
function fail(it: SharedSession, core: FakeCore, next: FakeCore | Error): Promise<Open> {
  const again = next instanceof Error ? Promise.reject(next) : Promise.resolve(opener(next));
  core.fault = () => {
    it.onFault(again);
    throw new WebAssembly.RuntimeError("unreachable");
  };
  return again;
}

test("what was typed, and what page and host want, goes on with the next core", async () => {
  const running = cluster("a1b2c3d4", { workersInput: input("12"), maximumInput: input("9") });
  const first = new FakeCore(view({ form: filled(), clusters: [running], unsettled: "[]" }));
  const it = session(first);
  it.dispatch({ type: "visible", visible: false });
  it.dispatch({ type: "visible", visible: true });
  it.dispatch({ type: "prefer", connection: "direct" });
  const shown = it.view();
  // This is in no picture yet, and what met the fault is not tried again.
  it.dispatch({ type: "edit", field: 0, text: "more" });
  const heard = vi.fn();
  it.subscribe(heard, new AbortController().signal);

  const next = new FakeCore(view({ form: null, clusters: null, loading: true }));
  const again = fail(it, first, next);
  expect(it.dispatch({ type: "edit", field: 1, text: "poison" })).toEqual([]);
  expect(it.view(), "the picture stays").toBe(shown);
  it.dispatch({ type: "edit", field: 0, text: "even more" });
  it.dispatch({ type: "launch" });
  await again;
  await Promise.resolve();
  expect(next.events).toEqual([
    { type: "visible", visible: true },
    { type: "prefer", connection: "direct" },
    { type: "recall-launches", kept: "[]", reloaded: false },
  ]);
  expect(it.view().form, "until the options are there").toBe(shown.form);
  expect(it.view().loading).toBe(false);
  next.events.length = 0;
  next.show(view({ form: fields(), clusters: null }));
  expect(next.events).toEqual([
    ...restored,
    { type: "edit", field: 0, text: "more" },
    { type: "edit", field: 0, text: "even more" },
  ]);
  next.events.length = 0;
  next.show(view({ form: fields(), clusters: [cluster("a1b2c3d4")] }));
  const edit = { type: "edit-cluster", cluster: "a1b2c3d4" };
  expect(next.events).toEqual([
    { ...edit, input: "workers", text: "12" },
    { ...edit, input: "maximum", text: "9" },
    { type: "report", cluster: null, level: "error", text: expect.stringMatching(/started anew/) },
  ]);
  expect(heard).toHaveBeenCalled();
  expect(first.free, "it is not called any more").not.toHaveBeenCalled();
});

test("a fault of the one that follows loses nothing either", async () => {
  const first = new FakeCore(view({ form: filled(), clusters: [] }));
  const it = session(first);
  it.view();
  const second = new FakeCore(view({ form: null, clusters: null }));
  await fail(it, first, second).then(() => it.dispatch({ type: "refresh" }));
  await Promise.resolve();
  const third = new FakeCore(view({ form: null, clusters: null }));
  const again = fail(it, second, third);
  second.show(view({ form: fields(), clusters: [] }));
  await again;
  await Promise.resolve();
  third.show(view({ form: fields(), clusters: [] }));
  expect(third.events.slice(0, restored.length)).toEqual(restored);
});

test("when no other is tried any more, all mounts are told", async () => {
  const first = new FakeCore(view());
  const it = session(first);
  it.view();
  const heard = vi.fn();
  it.subscribe(heard, new AbortController().signal);
  const error = new Error("unreachable");
  fail(it, first, error).catch(() => {});
  it.dispatch({ type: "refresh" });
  await new Promise((resolve) => setTimeout(resolve));
  expect(heard).toHaveBeenCalled();
  expect(() => it.view()).toThrow(error);
  expect(() => it.dispatch({ type: "refresh" })).toThrow(error);
});

test("what is done while a whole core is on its way waits for it, and nobody is told", async () => {
  const first = new FakeCore(view({ form: fields(), clusters: null }));
  const it = session(first);
  it.view();
  let come = (_: Open) => {};
  it.onFault(new Promise((resolve) => (come = resolve)), false);
  expect(it.view().form).toEqual(fields());
  it.dispatch({ type: "visible", visible: true });
  const launch = it.later({ type: "launch" });
  it.dispatch({ type: "edit", field: 0, text: "2" });
  const next = new FakeCore(view({ form: null, clusters: null, loading: true }));
  come(opener(next));
  await vi.waitFor(() => expect(next.events).toEqual([{ type: "visible", visible: true }]));
  next.show(view({ form: fields(), clusters: [] }));
  expect(await launch).toEqual([]);
  expect(next.events.slice(1)).toEqual([{ type: "launch" }, { type: "edit", field: 0, text: "2" }]);
  expect(it.later({ type: "launch" })).toBeNull();
});

test("a core that ends before it has shown anything is waited for", async () => {
  const it = session(new FakeCore(view()));
  it.onFault(Promise.resolve(opener(new FakeCore(view({ version: "2" })))), false);
  expect(it.view()).toMatchObject({ form: null, clusters: null, loading: true });
  await vi.waitFor(() => expect(it.view().version).toBe("2"));
});

test("launches of before a reload are kept until the core has been told of them", async () => {
  const kept = JSON.stringify([["gateway", ["[]", Date.now()]]]);
  sessionStorage.setItem(STORAGE_KEY, kept);
  const early = new FakeCore(view());
  const rest = { added: new Promise<void>(() => {}), fetch: async () => {} };
  const it = new SharedSession(
    (_, signal, onWhole) => new EarlyCore(early, rest, onWhole, signal),
    () => {},
    false,
    true,
    "gateway",
  );
  it.view();
  expect(sessionStorage.getItem(STORAGE_KEY)).toBe(kept);
  const next = new FakeCore(view());
  it.onFault(Promise.resolve(opener(next)), false);
  const recall: UserEvent = { type: "recall-launches", kept: "[]", reloaded: true };
  await vi.waitFor(() => expect(next.events).toContainEqual(recall));
  expect(sessionStorage.getItem(STORAGE_KEY)).toBeNull();
  it.close();
});

test("an exception that is no fault of the core's is the caller's", () => {
  const first = new FakeCore(view());
  const it = session(first);
  first.fault = () => {
    throw new Error("no such event");
  };
  expect(() => it.dispatch({ type: "refresh" })).toThrow("no such event");
  expect(it.view()).toEqual(view());
});

test("nothing is called any more after a fault, and all else is handed on as it is", () => {
  const fault = new WebAssembly.RuntimeError("unreachable");
  const table = new WebAssembly.Table({ element: "externref", initial: 1 });
  const add = vi.fn((a: number, b: number) => a + b);
  const trap = vi.fn(() => {
    throw fault;
  });
  const onFault = vi.fn();
  const guarded = guard({ table, add, trap }, onFault) as {
    table: unknown;
    add(a: number, b: number): number;
    trap(): void;
  };
  expect(guarded.table).toBe(table);
  expect(guarded.add(1, 2)).toBe(3);
  expect(() => guarded.trap()).toThrow(fault);
  expect(onFault).toHaveBeenCalledExactlyOnceWith(fault);
  expect(guarded.add(1, 2)).toEqual([]);
  guarded.trap();
  expect([add.mock.calls.length, trap.mock.calls.length]).toEqual([1, 1]);
});
