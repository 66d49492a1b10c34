// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import type { UserEvent } from "../../js/view/model.js";
import { HISTORY_KEY, HistoryMemory } from "../../js/view/session/history-memory.js";

/** Where the browser keeps what the core knows of clusters that ended, and of names. */

const gateway = "https://hub.example.org/services/dask-gateway";

/** A core that has these texts to keep, one after the other. */
function core(...texts: string[]) {
  const events: UserEvent[] = [];
  return {
    events,
    texts,
    memory: () => (texts.length === 0 ? undefined : { gateway, text: texts.shift() ?? "" }),
    dispatch: (event: UserEvent) => {
      events.push(event);
      return [];
    },
  };
}

const kept = () => localStorage.getItem(HISTORY_KEY);
const never = new AbortController().signal;

beforeEach(() => {
  localStorage.clear();
  vi.restoreAllMocks();
});

test("nothing is written before there is something, and then once", () => {
  const memory = new HistoryMemory(core(), never);
  memory.keep();
  expect(kept()).toBe(null);
  new HistoryMemory(core("[1]"), never).keep();
  expect(kept()).toBe(JSON.stringify([[`${gateway} `, "[1]"]]));
});

test("what is there comes first, and what the core makes of both is kept", () => {
  new HistoryMemory(core("[1]"), never).keep();
  const second = core("[2]", "[1,2]");
  new HistoryMemory(second, never).keep();
  expect(second.events).toEqual([{ type: "recall", memory: "[1]", live: false }]);
  expect(kept()).toContain("[1,2]");
});

test("another tab's words are told, and answered by none of ours", () => {
  const mine = core("[1]");
  new HistoryMemory(mine, never).keep();
  new HistoryMemory(core("[2]"), never).keep();
  const set = vi.spyOn(Storage.prototype, "setItem");
  window.dispatchEvent(new StorageEvent("storage", { key: HISTORY_KEY }));
  window.dispatchEvent(new StorageEvent("storage", { key: "else" }));
  expect(mine.events).toEqual([{ type: "recall", memory: "[2]", live: true }]);
  expect(set).not.toHaveBeenCalled();
});

test("a session that has ended hears no more", () => {
  const end = new AbortController();
  const mine = core("[1]");
  new HistoryMemory(mine, end.signal).keep();
  end.abort();
  window.dispatchEvent(new StorageEvent("storage", { key: HISTORY_KEY }));
  expect(mine.events).toEqual([]);
});

test("eight gateways are kept, and each user's apart", () => {
  for (let n = 0; n < 12; n++) {
    const one = { ...core(), memory: () => ({ gateway: `https://g${n}`, text: "[]" }) };
    new HistoryMemory(one, never).keep();
  }
  expect(JSON.parse(kept() ?? "")).toHaveLength(8);
  for (const user of ["ada", "bob"]) {
    window.history.replaceState(null, "", `/hub/base/user/${user}/lab/tree/x`);
    new HistoryMemory(core(`["${user}"]`), never).keep();
  }
  window.history.replaceState(null, "", "/");
  const names = JSON.parse(kept() ?? "").map(([name]: [string]) => name);
  expect(names.slice(-2)).toEqual([
    `${gateway} /hub/base/user/ada`,
    `${gateway} /hub/base/user/bob`,
  ]);
});

test.each([
  "{",
  "null",
  "7",
  '[7, ["a"], ["a", 7], [7, "a"], ["a", "b", "c"]]',
  `[["${gateway} ", 7]]`,
])("nonsense is passed over: %s", (nonsense) => {
  localStorage.setItem(HISTORY_KEY, nonsense);
  const mine = core("[1]");
  new HistoryMemory(mine, never).keep();
  expect(mine.events).toEqual([]);
  expect(kept()).toBe(JSON.stringify([[`${gateway} `, "[1]"]]));
});

test("a browser that keeps nothing is no fault", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  expect(() => new HistoryMemory(core("[1]"), never).keep()).not.toThrow();
});
