import { expect, test, vi } from "vitest";
import type { ViewChanges } from "../../js/view/model.js";
import { SharedSession, UNUSED_TIMEOUT_MS } from "../../js/view/session/shared-session.js";
import { cluster, field, form, view } from "./fixtures.js";

/** What a session that widgets share tells them, and how long it lives. */

function core() {
  return {
    changes: vi.fn<(whole: boolean) => ViewChanges | undefined>(),
    options: vi.fn(),
    optionSpec: vi.fn(),
    formText: vi.fn(),
    clusterName: vi.fn(),
    presetMemory: vi.fn(),
    presets: vi.fn(() => "[]"),
    dispatch: vi.fn(() => []),
    memory: vi.fn(),
    pageAnswers: vi.fn(() => []),
    workers: vi.fn((): string | undefined => undefined),
    free: vi.fn(),
    [Symbol.dispose]: vi.fn(),
  };
}

/** Changes as the core tells them, with these clusters. */
function changes(more: Partial<ViewChanges> = {}): ViewChanges {
  const rest = view({ form: null, clusters: null });
  return { rest, form: null, fieldCount: 0, clusters: [], recent: null, order: null, ...more };
}

function opened() {
  const it = core();
  let change = () => {};
  const session = new SharedSession(
    (onchange) => {
      change = onchange;
      return it;
    },
    () => {},
    false,
  );
  return { core: it, session, change: () => change() };
}

test("what has not changed stays the same object, and the core is asked once for all", () => {
  const { core, session, change } = opened();
  const keys = Array.from({ length: 1_000 }, (_, n) => `key-${n}`);
  const fields = form([field("a", { kind: "string" }, ""), field("b", { kind: "string" }, "")]);
  core.changes.mockReturnValueOnce(
    changes({
      form: fields,
      fieldCount: 2,
      clusters: keys.map((key) => cluster(key)),
      order: keys,
    }),
  );
  const first = session.view();
  expect(session.view()).toBe(first);
  expect(core.changes).toHaveBeenCalledTimes(1);

  core.changes.mockReturnValueOnce(
    changes({ rest: null, clusters: [cluster("key-7", { workers: 9 })] }),
  );
  change();
  const second = session.view();
  expect(session.view()).toBe(second);
  expect(core.changes).toHaveBeenCalledTimes(2);
  expect(second.form).toBe(first.form);
  expect(second.clusters?.filter((one, n) => one !== first.clusters?.[n])).toEqual([
    cluster("key-7", { workers: 9 }),
  ]);

  const other = { ...fields, fields: fields.fields.slice(1), canLaunch: false };
  core.changes.mockReturnValueOnce(
    changes({ rest: null, form: other, fieldCount: 2, order: ["key-9", "key-7"] }),
  );
  session.dispatch({ type: "refresh" });
  const third = session.view();
  expect(third.form?.fields[0]).toBe(first.form?.fields[0]);
  expect(third.form?.fields[1]).toBe(other.fields[0]);
  expect(third.clusters).toEqual([cluster("key-9"), cluster("key-7", { workers: 9 })]);
  expect(third.clusters?.[0]).toBe(first.clusters?.[9]);
});

test("nobody hears of a change that shows nowhere, and all of a fault", () => {
  const { core, session, change } = opened();
  const heard = vi.fn();
  session.subscribe(heard, new AbortController().signal);
  core.changes.mockReturnValueOnce(changes());
  change();
  change();
  expect(heard).toHaveBeenCalledTimes(1);
  // One who dispatches looks at once; the others hear of it all the same.
  core.changes.mockReturnValueOnce(changes({ rest: null, clusters: [cluster("a")], order: ["a"] }));
  session.dispatch({ type: "refresh" });
  session.view();
  change();
  expect(heard).toHaveBeenCalledTimes(2);
  core.changes.mockImplementation(() => {
    throw new Error("unreachable");
  });
  change();
  expect(heard).toHaveBeenCalledTimes(3);
  expect(() => session.view()).toThrow("unreachable");
});

test("all subscribers hear of a change, until they leave", () => {
  const { core, session, change } = opened();
  core.changes.mockImplementation(() => changes());
  const abort = new AbortController();
  const first = vi.fn();
  const second = vi.fn();
  session.subscribe(first, abort.signal);
  session.subscribe(second, new AbortController().signal);
  session.subscribe(first, AbortSignal.abort());
  change();
  abort.abort();
  change();
  expect(first).toHaveBeenCalledTimes(1);
  expect(second).toHaveBeenCalledTimes(2);
});

test("a relay's session ends a while after its last subscriber, any other never", () => {
  vi.useFakeTimers();
  const kept = core();
  const freed = core();
  const ended = vi.fn();
  const sessions = [
    new SharedSession(() => kept, vi.fn(), false),
    new SharedSession(() => freed, ended, true),
  ];
  const visit = () => {
    const abort = new AbortController();
    for (const session of sessions) session.subscribe(() => {}, abort.signal);
    return abort;
  };

  visit().abort();
  vi.advanceTimersByTime(UNUSED_TIMEOUT_MS - 1);
  const again = visit();
  const other = visit();
  again.abort();
  vi.advanceTimersByTime(2 * UNUSED_TIMEOUT_MS);
  expect(freed.free, "somebody looked again in time").not.toHaveBeenCalled();
  other.abort();
  vi.advanceTimersByTime(UNUSED_TIMEOUT_MS - 1);
  expect(ended).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(ended).toHaveBeenCalledTimes(1);
  expect(freed.free).toHaveBeenCalledTimes(1);
  expect(kept.free).not.toHaveBeenCalled();
  vi.useRealTimers();
});

test("after its end nothing of the core is called, whoever comes late", () => {
  const { core, session } = opened();
  core.changes.mockReturnValueOnce(changes());
  const last = session.view();
  session.close();
  const called = () => Object.values(core).reduce((sum, it) => sum + it.mock.calls.length, 0);
  const before = called();
  // As a watch of JupyterLab's Running panel that runs out after a logout.
  expect(session.dispatch({ type: "visible", visible: false })).toEqual([]);
  expect(session.view()).toBe(last);
  expect(session.formText("request")).toBeNull();
  session.close();
  expect(called()).toBe(before);
  expect(core.free).toHaveBeenCalledOnce();
});

test("what is told of workers is handed to all mounts as one object, until another table is open", () => {
  const { core, session, change } = opened();
  const look = (name: string, answers: number) => {
    const workers = { cluster: name, answers, problem: null, told: null };
    core.changes.mockReturnValueOnce(changes({ rest: view({ workers }) }));
    change();
    return session.view().workers;
  };
  core.changes.mockReturnValueOnce(changes());
  expect(session.view().workers).toBeNull();
  expect(core.workers).not.toHaveBeenCalled();
  expect(look("a", 0)?.told).toBeNull();
  core.workers.mockReturnValueOnce("first");
  const first = look("a", 1)?.told;
  expect(first?.text).toBe("first");
  // A problem, or something else that is not of workers, leaves it.
  expect(look("a", 1)?.told).toBe(first);
  core.changes.mockReturnValueOnce(changes({ rest: null, clusters: [cluster("a")], order: ["a"] }));
  change();
  expect(session.view().workers?.told).toBe(first);
  core.workers.mockReturnValueOnce("second");
  expect(look("a", 2)?.told?.text).toBe("second");
  expect(look("b", 0)?.told).toBeNull();
});

test("who throws keeps the news from nobody else: after the last fault each look throws", async () => {
  const { core, session, change } = opened();
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  const { signal } = new AbortController();
  const second = vi.fn();
  core.changes.mockReturnValue(changes());
  session.subscribe(() => void session.view().form?.fields.length, signal);
  session.subscribe(() => {
    throw new Error("an extension's");
  }, signal);
  session.subscribe(second, signal);
  change();
  expect(second).toHaveBeenCalledTimes(1);
  session.onFault(Promise.reject(new Error("unreachable")));
  await vi.waitFor(() => expect(second).toHaveBeenCalledTimes(2));
  warn.mockRestore();
});
