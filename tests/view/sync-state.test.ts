import { expect, test } from "vitest";
import type { ClusterView, View } from "../../js/view/model.js";
import type { Changes, ChangesMessage, FromPython, ToPython } from "../../js/widget/protocol.js";
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
const KNOWN: SyncState = { ...INITIAL_STATE, page: "p", revision: 0, pythonOptions: "1" };

const NOTHING: Changes = {
  options: null,
  launching: null,
  choose: null,
  cluster: null,
  status: null,
  figures: null,
  stopNew: null,
  stops: null,
};
/** What the page tells, as its first message after `KNOWN`. */
const changes = (news: Partial<Changes>, count = 1): ChangesMessage => ({
  ...{ type: "changes", page: "p", count, revision: 0, edited: false },
  ...NOTHING,
  ...news,
});
const taken = (count: number, revision = 0): SyncEvent => ({
  type: "message",
  message: { type: "taken", page: "p", count, revision },
});
const welcome = (more: Partial<FromPython & { type: "welcome" }>): SyncEvent => ({
  type: "message",
  message: {
    ...{ type: "welcome", page: "p", revision: 0, options: null, setAt: 0, cluster: null },
    ...more,
  },
});

const sent = ([, effects]: ReturnType<typeof reduce>): ToPython[] =>
  effects.flatMap((effect) => (effect.type === "send" ? [effect.message] : []));

const FORM = view().form;
if (FORM === null) throw new Error("no form");
const LAUNCHING = view({ form: { ...FORM, launching: true } });
const LAUNCHED = view({
  form: {
    ...FORM,
    launched: "cccccccc",
  },
});

test("a state is never changed: another comes out", () => {
  const state = Object.freeze({ ...KNOWN });
  const [next] = reduce(state, { type: "session-changed" }, session("2"), 0);
  expect(next).not.toBe(state);
  expect(next).toMatchObject({ pythonOptions: "2", awaits: "changes", sentAt: 0 });
});

test("times are due, and no timer is needed to know", () => {
  const [sending] = reduce(KNOWN, { type: "session-changed" }, session("2"), 1_000);
  expect(sending.answerDue).toBe(1_000 + ANSWER_TIMEOUT_MS);
  const [early] = reduce(sending, { type: "time" }, session("2"), 3_999);
  expect(early).toEqual(sending);
  const [late, again] = reduce(sending, { type: "time" }, session("2"), 4_000);
  expect([late.python, late.answerDue]).toEqual(["silent", 10_000]);
  expect(again).toEqual([{ type: "send", message: changes({ options: "2" }, 2) }]);

  const [after] = reduce(sending, taken(1), session("3"), 1_050);
  expect(after.sendDue).toBe(1_000 + SEND_INTERVAL_MS);
  expect(sent(reduce(after, { type: "session-changed" }, session("34"), 1_099))).toEqual([]);
  const second = [changes({ options: "34" }, 2)];
  expect(sent(reduce(after, { type: "time" }, session("34"), 1_100))).toEqual(second);
  const flushed = reduce(after, { type: "flush" }, session("34"), 1_060);
  expect(sent(flushed)).toEqual(second);
  expect(flushed[0].sendDue).toBe(Number.POSITIVE_INFINITY);
});

test("options with which Python begins after the page are in a form that nobody has edited", () => {
  const [greeted] = reduce(
    { ...KNOWN, revision: null, awaits: "hello", pythonOptions: "" },
    welcome({}),
    session("1"),
    0,
  );
  expect(greeted).toMatchObject({ knowsOptions: false, awaits: "changes", pythonOptions: "1" });
  const message = { type: "set", revision: 1, options: "9", initial: true } as const;
  const begun: SyncEvent = { type: "message", message };
  const [known, effects] = reduce(greeted, begun, session("1"), 0);
  expect([known.knowsOptions, effects]).toEqual([
    true,
    [{ type: "set-options", options: "9", stale: true }],
  ]);

  const fields = FORM.fields.map((field, i) => ({ ...field, changed: i === 0 }));
  const edited = session("2", view({ form: { ...FORM, fields } }));
  const [kept, none] = reduce(greeted, begun, edited, 0);
  expect([kept.knowsOptions, none]).toEqual([true, []]);
  const again = sent(reduce(kept, taken(1, 1), edited, SEND_INTERVAL_MS));
  expect(again, "what the user has").toEqual([
    { ...changes({ options: "2" }, 2), revision: 1, edited: true },
  ]);

  const busy = session("1", view({ form: { ...FORM, changed: true, launching: true } }));
  const [, later] = reduce({ ...greeted, launching: true }, begun, busy, 0);
  expect(later, "not in the middle of a launch").toEqual([]);
  const workers = session("1", view({ form: { ...FORM, changed: true } }));
  const [, set] = reduce(greeted, begun, workers, 0);
  expect(set, "the number of workers is no option").toHaveLength(1);

  // The message was lost.
  const [asking] = reduce(greeted, taken(1, 1), edited, SEND_INTERVAL_MS);
  expect(asking.awaits).toBe("hello");
  const answered = reduce(asking, welcome({ revision: 1, options: "9" }), edited, 200);
  expect(sent(answered)).toEqual([{ ...changes({ options: "2" }, 2), revision: 1, edited: true }]);
});

test.each<[string, Partial<SyncState>, string, boolean]>([
  ["Python has what the form has", { pythonOptions: "1" }, "1", false],
  ["the user has typed since", { pythonOptions: "1" }, "2", true],
  [
    "what the user typed is under way",
    { pythonOptions: "2", awaits: "changes", inFlight: changes({ options: "2" }) },
    "2",
    true,
  ],
  ["only Python has changed the form", { pythonOptions: "", appliedOptions: "2" }, "2", false],
])("is what Python sets stale? %s", (_, state, options, stale) => {
  const message = { type: "set", revision: 1, options: "9" } as const;
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
    expect(sent(applied)).toEqual([changes({ options: "9.0" })]);
    expect(applied[0].appliedOptions).toBe(stale ? null : "9.0");
  }
});

test("no options before there is a form, or before Python has spoken", () => {
  const changed: SyncEvent = { type: "session-changed" };
  expect(sent(reduce(KNOWN, changed, session("2", view({ form: null })), 0))).toEqual([]);
  const [greeting] = reduce(INITIAL_STATE, { type: "start" }, session("2"), 0);
  expect(sent(reduce(greeting, changed, session("2"), 0))).toEqual([]);
});

test("a launch asked for here: its cluster and status cross with its end", () => {
  const [asked] = reduce(KNOWN, { type: "launch" }, session("1"), 0);
  const [launching] = reduce(asked, { type: "session-changed" }, session("1", LAUNCHING), 0);
  const [known] = reduce(launching, taken(1), session("1", LAUNCHING), 0);
  const clusters = [cluster("cccccccc", { status: "PENDING" })];
  const now = session("1", { ...LAUNCHED, clusters });
  const over = reduce(known, { type: "session-changed" }, now, 0);
  const name = "cccccccc-in-full";
  const news = { choose: name, cluster: name, status: "PENDING", launching: false };
  expect(sent(over)).toEqual([changes(news, 2)]);
  expect(over[0].launchedHere).toBe(false);
});

test("the figures of the cluster that Python works with, when they have changed", () => {
  const name = "cccccccc-in-full";
  const tasks = { all: 9, released: 1, memory: 2, processing: 3, waiting: 3, erred: 0 };
  const at = (more: Partial<ClusterView>) => {
    const clusters = [cluster("cccccccc", more), cluster("dddddddd", { workers: 7 })];
    return session("1", view({ clusters }));
  };
  const figures = { workers: 2, threads: 4, memory: 16 * 2 ** 30, results: 5, tasks };
  const running = at({ results: 5, tasks });
  const changed: SyncEvent = { type: "session-changed" };
  const start = { ...KNOWN, cluster: name, toldStatus: "RUNNING" };
  const first = reduce(start, changed, running, 0);
  expect(sent(first)).toEqual([changes({ cluster: name, figures })]);
  const [told] = reduce(first[0], taken(1), running, 0);
  expect(sent(reduce(told, changed, at({ results: 5, tasks, alias: "mine" }), 0))).toEqual([]);
  const more = reduce(told, changed, at({ results: 6, tasks, workers: 3 }), 0);
  const now = { ...figures, results: 6, workers: 3 };
  expect(sent(more)).toEqual([changes({ cluster: name, figures: now }, 2)]);
  // What was lost is told again.
  const [late, again] = reduce(more[0], { type: "time" }, running, ANSWER_TIMEOUT_MS);
  expect(late.python).toBe("silent");
  expect(again).toEqual([{ type: "send", message: changes({ cluster: name, figures }, 3) }]);
  // A scheduler that is not heard has none, and so has a cluster that ends.
  const none = { workers: null, threads: null, memory: null, results: null, tasks: null };
  for (const state of [{ workers: null }, { status: "STOPPING" }] as const) {
    const message = sent(reduce(told, changed, at(state), 0))[0];
    expect(message).toMatchObject({ cluster: name, figures: none });
  }
  // Of another one Python knows none, and it is told all.
  const other = reduce(told, { type: "choose", cluster: "dddddddd-in-full" }, running, 0);
  expect(sent(other)[0]).toMatchObject({ choose: "dddddddd-in-full", figures: { workers: 7 } });
});

test("a cluster without figures tells none", () => {
  const clusters = [cluster("cccccccc", { status: "PENDING", workers: null })];
  const start = { ...KNOWN, cluster: "cccccccc-in-full", toldStatus: "PENDING" };
  const quiet = session("1", view({ clusters }));
  expect(sent(reduce(start, { type: "session-changed" }, quiet, 0))).toEqual([]);
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
      { ...gone, pythonOptions: "1", awaits: null },
      event,
      session("2", LAUNCHING),
      9_999,
    );
    expect(effects, event.type).toEqual([]);
    expect(next.python, event.type).toBe("gone");
    expect(next.awaits, event.type).toBeNull();
  }
});

test("files and replies are no answer: Python may be busy, but what is overdue is told again", () => {
  const [waiting] = reduce(KNOWN, { type: "session-changed" }, session("2"), 0);
  const [silent] = reduce(waiting, { type: "time" }, session("2"), ANSWER_TIMEOUT_MS);
  const message = { type: "reply", id: "1", status: 200, headers: {} } as const;
  const early = reduce(silent, { type: "message", message }, session("3"), 5_000);
  expect(early).toEqual([silent, []]);
  const word = reduce(silent, { type: "message", message }, session("3"), 6_000);
  expect(sent(word)).toEqual([changes({ options: "3" }, 3)]);
  expect(word[0].python, "the notice says what is so").toBe("silent");
  const [answered] = reduce(word[0], taken(2), session("3"), 6_001);
  expect(answered.python, "that was an older one").toBe("silent");
  expect(reduce(word[0], taken(3), session("3"), 6_001)[0].python).toBe("follows");
});

test("what Python set is heard in its order, or all that it has is asked for", () => {
  const set = (revision: number): SyncEvent => ({
    type: "message",
    message: { type: "set", revision, options: String(revision) },
  });
  const hello = [{ type: "hello", page: "p", count: 0 }];
  const [first, effects] = reduce(KNOWN, set(1), session("1"), 0);
  expect(effects).toEqual([{ type: "set-options", options: "1", stale: false }]);
  expect(reduce(first, set(1), session("1"), 0)[1], "twice").toEqual([]);
  const [missed, asked] = reduce(first, set(3), session("1"), 0);
  expect(asked).toEqual([{ type: "send", message: hello[0] }]);
  expect(sent(reduce(first, taken(0, 2), session("1"), 0)), "an answer tells of it").toEqual(hello);

  const out = welcome({ revision: 2, options: "2", setAt: 2 });
  expect(reduce(missed, out, session("1"), 0)[0].revision, "out of date").toBe(1);
  const all = welcome({ revision: 3, options: "3", setAt: 3, cluster: "c" });
  const [whole, laid] = reduce(missed, all, session("1"), 0);
  expect(laid).toEqual([{ type: "set-options", options: "3", stale: false }]);
  expect(whole).toMatchObject({ revision: 3, cluster: "c", awaits: null });
  expect(reduce(whole, set(2), session("1"), 0)[1], "late").toEqual([]);
  const other = welcome({ page: "q", revision: 3, options: "9", setAt: 3 });
  expect(reduce(missed, other, session("1"), 0)[1], "another page's").toEqual([]);
  const known = welcome({ revision: 3, options: "9", setAt: 1 });
  expect(reduce(missed, known, session("1"), 0)[1], "what it set was heard").not.toContainEqual(
    expect.objectContaining({ type: "set-options" }),
  );
});

test("a choice is told until Python has it, and what Python had set before does not undo it", () => {
  const [chosen] = reduce(KNOWN, { type: "choose", cluster: "c" }, session("1"), 0);
  const message = { type: "cluster", revision: 1, cluster: null } as const;
  const [crossed] = reduce(chosen, { type: "message", message }, session("1"), 0);
  expect(crossed).toMatchObject({ cluster: "c", choice: "c", revision: 1 });
  const [again, effects] = reduce(crossed, { type: "time" }, session("1"), ANSWER_TIMEOUT_MS);
  expect(effects).toMatchObject([{ message: { choose: "c", count: 2 } }]);
  const [known] = reduce(again, taken(2, 1), session("1"), 4_000);
  expect(known.choice).toBeNull();
  const later = { type: "cluster", revision: 2, cluster: null } as const;
  expect(reduce(known, { type: "message", message: later }, session("1"), 0)[0].cluster).toBeNull();
});
