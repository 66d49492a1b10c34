// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LaunchMemory, STORAGE_KEY } from "../../js/view/session/launch-memory.js";
import { SharedSession } from "../../js/view/session/shared-session.js";
import { view } from "./fixtures.js";

/** The launches that the browser keeps over a reload, until it is known what came of them. */

const KEPT = '[{"before": [1], "options": {"cores": 2}}]';
const recalled = [{ type: "recall-launches", kept: KEPT, reloaded: true }];

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.restoreAllMocks());

test("a launch that is not settled is recalled after a reload, once, and by its own gateway", () => {
  new LaunchMemory("a").look(KEPT);
  expect(new LaunchMemory("b").recall()).toEqual([]);
  expect(new LaunchMemory("a").recall()).toEqual(recalled);
  expect(new LaunchMemory("a").recall(), "the core keeps it again if it has to").toEqual([]);
});

test("a launch that is settled is forgotten", () => {
  const memory = new LaunchMemory("a");
  memory.look(KEPT);
  memory.look(null);
  expect(sessionStorage.length).toBe(0);
});

test("what became of a launch long ago is no news", () => {
  new LaunchMemory("a").look(KEPT);
  vi.spyOn(Date, "now").mockReturnValue(Date.now() + 3_600_000);
  expect(new LaunchMemory("a").recall()).toEqual([]);
});

test.each(["", "{", "null", '{"a": 1}', '[["a", 1]]', '[["a", [1, 2]]]', '[["a"]]', "[1]"])(
  "whatever else stands in the storage is nothing: %s",
  (text) => {
    sessionStorage.setItem(STORAGE_KEY, text);
    expect(new LaunchMemory("a").recall()).toEqual([]);
  },
);

test("without a storage nothing breaks", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new Error("full");
  });
  expect(() => new LaunchMemory("a").look(KEPT)).not.toThrow();
});

test("what is launched is kept at once, also where nobody draws", () => {
  const core = {
    changes: vi.fn(() => ({
      rest: view({ form: null, clusters: null, unsettled: KEPT }),
      form: null,
      fieldCount: 0,
      clusters: [],
      recent: null,
      order: null,
    })),
    options: vi.fn(),
    optionSpec: vi.fn(),
    formText: vi.fn(),
    clusterName: vi.fn(),
    presetMemory: vi.fn(),
    presets: vi.fn(() => "[]"),
    memory: vi.fn(),
    pageAnswers: vi.fn(() => []),
    workers: vi.fn(() => undefined),
    dispatch: vi.fn(() => []),
    free: vi.fn(),
    [Symbol.dispose]: vi.fn(),
  };
  const session = new SharedSession(
    () => core,
    () => {},
    false,
    true,
    "a",
  );
  session.dispatch({ type: "launch" });
  expect(new LaunchMemory("a").recall()).toEqual(recalled);
  const next = { ...core, dispatch: vi.fn(() => []) };
  new LaunchMemory("a").look(KEPT);
  new SharedSession(
    () => next,
    () => {},
    false,
    true,
    "a",
  );
  expect(next.dispatch).toHaveBeenCalledExactlyOnceWith(recalled[0]);
});
