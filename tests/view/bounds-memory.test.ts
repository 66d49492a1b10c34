// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { BoundsMemory, STORAGE_KEY } from "../../js/view/session/bounds-memory.js";
import { SharedSession } from "../../js/view/session/shared-session.js";
import { cluster, view } from "./fixtures.js";

/** The bounds of adaptive scaling that the browser keeps over a reload. */

const KEY = "a1b2c3d4";
const bounds = { minimum: 1, maximum: 3 };
const recalled = [{ type: "recall-bounds", cluster: KEY, ...bounds }];
const adaptive = view({ clusters: [cluster(KEY, { adaptive: bounds })] });
const unknown = view({ clusters: [cluster(KEY)] });

beforeEach(() => localStorage.clear());

test("what was set is recalled after a reload, once", () => {
  expect(new BoundsMemory().look(adaptive)).toEqual([]);
  const reloaded = new BoundsMemory();
  expect(reloaded.look(view({ clusters: null }))).toEqual([]);
  expect(reloaded.look(unknown)).toEqual(recalled);
  expect(reloaded.look(adaptive)).toEqual([]);
});

test("what has ended is forgotten, and not what another tab has set", () => {
  const memory = new BoundsMemory();
  const other = new BoundsMemory();
  other.look(unknown);
  memory.look(adaptive);
  other.look(unknown);
  expect(new BoundsMemory().look(unknown)).toEqual(recalled);
  memory.look(unknown);
  expect(new BoundsMemory().look(unknown)).toEqual([]);
});

test("a cluster of another gateway, or one that does not run, is none of it", () => {
  new BoundsMemory().look(adaptive);
  expect(new BoundsMemory().look({ ...unknown, address: "http://other" })).toEqual([]);
  const pending = view({ clusters: [cluster(KEY, { status: "PENDING" })] });
  const memory = new BoundsMemory();
  expect(memory.look(pending)).toEqual([]);
  expect(memory.look(unknown)).toEqual(recalled);
});

test("a cluster that the gateway lost sight of for a moment has the bounds that it had", () => {
  const memory = new BoundsMemory();
  memory.look(adaptive);
  expect(memory.look(view({ clusters: [cluster(KEY, { status: "STOPPED" })] }))).toEqual([]);
  expect(memory.look(unknown)).toEqual(recalled);
});

test("storage holds keys and addresses, and no more than a hundred clusters", () => {
  new BoundsMemory().look(adaptive);
  expect(localStorage.getItem(STORAGE_KEY)).toBe(
    JSON.stringify([[`https://hub.example.org/services/dask-gateway ${KEY}`, [1, 3]]]),
  );
  const many = Array.from({ length: 150 }, (_, n) => cluster(`key-${n}`, { adaptive: bounds }));
  new BoundsMemory().look(view({ clusters: many }));
  expect(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "")).toHaveLength(100);
  expect(new BoundsMemory().look(view({ clusters: [cluster("key-149")] }))).toHaveLength(1);
});

test.each([
  "",
  "{",
  "null",
  "7",
  '{"a": 1}',
  `[["https://hub.example.org/services/dask-gateway ${KEY}", [1, "3"]]]`,
  `[["https://hub.example.org/services/dask-gateway ${KEY}", [-1, 3]]]`,
  `[["https://hub.example.org/services/dask-gateway ${KEY}", [1, 1e300]]]`,
  `[["https://hub.example.org/services/dask-gateway ${KEY}"], [null], 5]`,
])("whatever stands there instead is passed over: %s", (text) => {
  localStorage.setItem(STORAGE_KEY, text);
  expect(new BoundsMemory().look(unknown)).toEqual([]);
  new BoundsMemory().look(adaptive);
  expect(new BoundsMemory().look(unknown)).toEqual(recalled);
});

test("a browser that keeps nothing is no fault", () => {
  const closed = () => {
    throw new DOMException("denied", "SecurityError");
  };
  const storage = vi.spyOn(globalThis, "localStorage", "get").mockImplementation(closed);
  expect(new BoundsMemory().look(adaptive)).toEqual([]);
  expect(new BoundsMemory().look(unknown)).toEqual([]);
  storage.mockRestore();
});

test("a session recalls them before the first draw of the cluster", () => {
  new BoundsMemory().look(adaptive);
  const all = (one: typeof adaptive) => ({
    rest: { ...one, form: null, clusters: null },
    form: null,
    fieldCount: 0,
    clusters: one.clusters ?? [],
    order: [KEY],
  });
  const changes = vi.fn().mockReturnValueOnce(all(unknown));
  const dispatch = vi.fn(() => {
    changes.mockReturnValueOnce(all(adaptive));
    return [];
  });
  const core = {
    changes,
    options: vi.fn(),
    optionSpec: vi.fn(),
    formText: vi.fn(),
    clusterName: vi.fn(),
    presetMemory: vi.fn(),
    presets: vi.fn(() => "[]"),
    memory: vi.fn(),
    pageAnswers: vi.fn(() => []),
    workers: vi.fn(() => undefined),
    dispatch,
    free: vi.fn(),
    [Symbol.dispose]: vi.fn(),
  };
  const session = new SharedSession(
    () => core,
    () => {},
    false,
  );
  const recalledOnes = { ...adaptive, form: null };
  expect(session.view()).toEqual(recalledOnes);
  expect(session.view()).toEqual(recalledOnes);
  expect(dispatch.mock.calls).toEqual([[recalled[0]]]);
});
