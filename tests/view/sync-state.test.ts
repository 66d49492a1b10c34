import { expect, test } from "vitest";
import type { View } from "../../js/view/model.js";
import type { ToPython } from "../../js/widget/protocol.js";
import {
  ANSWER_TIMEOUT_MS,
  INITIAL_STATE,
  reduce,
  SEND_INTERVAL_MS,
  type SyncEvent,
  type SyncState,
} from "../../js/widget/sync-state.js";
import { cluster, view } from "./fixtures.js";

/** What a widget's Python and the page tell each other, event by event: no clock, no page, no Python. */

const session = (options: string, current: View = view()) => ({
  view: () => current,
  options: () => options,
  clusterName: (key: string) => `${key}-in-full`,
});

/** Python has these options, and nothing is under way. */
const KNOWN: SyncState = { ...INITIAL_STATE, pythonOptions: "1" };

const sent = ([, effects]: ReturnType<typeof reduce>): ToPython[] =>
  effects.flatMap((effect) => (effect.type === "send" ? [effect.message] : []));

const FORM = view().form;
if (FORM === null) throw new Error("no form");
const LAUNCHING = view({ form: { ...FORM, launching: true } });
const LAUNCHED = view({
  form: {
    ...FORM,
    message: { level: "info", message: { id: "launched", cluster: "cccccccc" } },
  },
});

test("a state is never changed: another comes out", () => {
  const state = Object.freeze({ ...KNOWN });
  const [next] = reduce(state, { type: "session-changed" }, session("2"), 0);
  expect(next).not.toBe(state);
  expect(next).toMatchObject({ pythonOptions: "2", awaitsTaken: true, sentAt: 0 });
});

test("times are due, and no timer is needed to know", () => {
  const [sending] = reduce(KNOWN, { type: "session-changed" }, session("2"), 1_000);
  expect(sending.answerDue).toBe(1_000 + ANSWER_TIMEOUT_MS);
  const [early] = reduce(sending, { type: "time" }, session("2"), 3_999);
  expect(early).toEqual(sending);
  const [late] = reduce(sending, { type: "time" }, session("2"), 4_000);
  expect([late.python, late.answerDue]).toEqual(["silent", Number.POSITIVE_INFINITY]);

  const [taken] = reduce(
    sending,
    { type: "message", message: { type: "taken" } },
    session("3"),
    1_050,
  );
  expect(taken.sendDue).toBe(1_000 + SEND_INTERVAL_MS);
  expect(sent(reduce(taken, { type: "session-changed" }, session("34"), 1_099))).toEqual([]);
  expect(sent(reduce(taken, { type: "time" }, session("34"), 1_100))).toEqual([
    { type: "options", options: "34" },
  ]);
  const flushed = reduce(taken, { type: "flush" }, session("34"), 1_060);
  expect(sent(flushed)).toEqual([{ type: "options", options: "34" }]);
  expect(flushed[0].sendDue).toBe(Number.POSITIVE_INFINITY);
});

test.each<[string, Partial<SyncState>, string, boolean]>([
  ["Python has what the form has", { pythonOptions: "1" }, "1", false],
  ["the user has typed since", { pythonOptions: "1" }, "2", true],
  ["what the user typed is under way", { pythonOptions: "2", awaitsTaken: true }, "2", true],
  ["only Python has changed the form", { pythonOptions: "", appliedOptions: "2" }, "2", false],
])("is what Python sets stale? %s", (_, state, options, stale) => {
  const message = { type: "set", options: "9" } as const;
  const [, effects] = reduce(
    { ...KNOWN, ...state },
    { type: "message", message },
    session(options),
    0,
  );
  expect(effects).toEqual([{ type: "set-options", options: "9", stale }]);
});

test("after what Python set, it hears what came of it; stale options stay news", () => {
  for (const stale of [false, true]) {
    const applied = reduce(KNOWN, { type: "options-applied", stale }, session("9.0"), 0);
    expect(sent(applied)).toEqual([{ type: "options", options: "9.0" }]);
    expect(applied[0].appliedOptions).toBe(stale ? null : "9.0");
  }
});

test("no options before there is a form, or before Python has spoken", () => {
  const changed: SyncEvent = { type: "session-changed" };
  expect(sent(reduce(KNOWN, changed, session("2", view({ form: null })), 0))).toEqual([]);
  expect(sent(reduce(INITIAL_STATE, changed, session("2"), 0))).toEqual([]);
});

test("a launch asked for here: its cluster and status cross before its end", () => {
  const [asked] = reduce(KNOWN, { type: "launch" }, session("1"), 0);
  const [launching] = reduce(asked, { type: "session-changed" }, session("1", LAUNCHING), 0);
  const clusters = [cluster("cccccccc", { status: "PENDING" })];
  const over = reduce(
    launching,
    { type: "session-changed" },
    session("1", { ...LAUNCHED, clusters }),
    0,
  );
  expect(sent(over)).toEqual([
    { type: "choose", cluster: "cccccccc-in-full" },
    { type: "status", cluster: "cccccccc-in-full", status: "PENDING" },
    { type: "launching", value: false },
  ]);
  expect(over[0].launchedHere).toBe(false);
});

test("to a kernel that has ended nothing is sent, and it is not waited for", () => {
  const [waiting] = reduce(INITIAL_STATE, { type: "start" }, session("1"), 0);
  const [gone] = reduce(waiting, { type: "kernel-ended" }, session("1"), 0);
  const events: SyncEvent[] = [
    { type: "start" },
    { type: "session-changed" },
    { type: "choose", cluster: "a" },
    { type: "flush" },
    { type: "time" },
  ];
  for (const event of events) {
    const [next, effects] = reduce(
      { ...gone, pythonOptions: "1" },
      event,
      session("2", LAUNCHING),
      9_999,
    );
    expect(effects, event.type).toEqual([]);
    expect(next.python, event.type).toBe("gone");
    expect(next.awaitsTaken, event.type).toBe(false);
  }
});

test("files and replies are an answer, and no more", () => {
  const [waiting] = reduce(KNOWN, { type: "session-changed" }, session("2"), 0);
  const [silent] = reduce(waiting, { type: "time" }, session("2"), ANSWER_TIMEOUT_MS);
  const reply = { type: "reply", id: "1", status: 200, headers: {} } as const;
  const [next, effects] = reduce(silent, { type: "message", message: reply }, session("3"), 5_000);
  expect([next, effects]).toEqual([{ ...silent, python: "follows" }, []]);
});
