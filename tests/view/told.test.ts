// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { MOMENT_MS, Told } from "../../js/lab/told.js";
import type { ClusterView, Notice, UserEvent, View } from "../../js/view/model.js";
import { FakeSession } from "./fake-session.js";
import { cluster, form, view } from "./fixtures.js";

/** JupyterLab's notifications of what takes longer than a moment. */

const KEY = "a1b2c3d4";
const lab = vi.hoisted(() => ({ said: [] as unknown[][], dismissed: false }));
vi.mock("@jupyterlab/apputils", () => ({
  Notification: {
    emit: (message: string, type: string, options: { actions: { callback(): void }[] }) => {
      lab.said.push([type, message]);
      options.actions[0]?.callback();
      return "n1";
    },
    update: ({ id, type, message }: Record<string, unknown>) => lab.said.push([id, type, message]),
    dismiss: (id: string) => lab.said.push([id, "dismissed"]),
    manager: { has: () => !lab.dismissed },
  },
}));

beforeEach(() => {
  lab.said.length = 0;
  lab.dismissed = false;
  vi.useFakeTimers();
});

function setUp(first: View, isWanted = true, isServers = true, hasPanel = true) {
  const session = new FakeSession(first);
  const watching: AbortSignal[] = [];
  const shown: (string | null)[] = [];
  const show = isServers ? (cluster: string | null) => shown.push(cluster) : undefined;
  const told = new Told(session, {
    watch: (signal) => watching.push(signal),
    isWanted: async () => isWanted,
    show: hasPanel ? show : null,
  });
  return {
    session,
    shown,
    end: () => told.end(),
    /** Whether the session is kept asking. */
    asks: () => watching.some((signal) => !signal.aborted),
    does: (event: UserEvent, after: View, away = false) => {
      const before = session.view();
      // The core has taken the event; its listeners hear of that later.
      const spy = vi.spyOn(session, "view").mockReturnValue(after);
      told.onEvent(event, before, away);
      spy.mockRestore();
      session.show(after);
    },
  };
}

const moment = () => vi.advanceTimersByTimeAsync(MOMENT_MS);
const launching = (more: object) => ({ ...form([]), launching: false, launched: null, ...more });
const one = (more: Partial<ClusterView>, rest: Partial<View> = {}) =>
  view({ clusters: [cluster(KEY, more)], ...rest });
const notice = (id: string, level = "error") => ({ level, message: { id } }) as Notice;

test("a launch, until the cluster runs", async () => {
  const { session, does, asks, shown } = setUp(view({ form: launching({}) }));
  does({ type: "launch" }, view({ form: launching({ launching: true }) }));
  expect([lab.said, asks()]).toEqual([[], true]);
  await moment();
  expect(lab.said).toEqual([["in-progress", "Launching a Dask cluster…"]]);
  expect(shown).toEqual([null]);
  const created = { form: launching({ launched: KEY }) };
  session.show(one({ status: "PENDING" }, created));
  expect([lab.said.length, asks()]).toEqual([1, true]);
  session.show(one({ status: "RUNNING" }, created));
  expect(lab.said[1]).toEqual(["n1", "success", `Dask cluster ${KEY} runs.`]);
  expect(asks()).toBe(false);
});

test("what is not listed any more has not failed before that is known", async () => {
  const missing = { status: "UNKNOWN", message: notice("not-listed", "info") } as const;
  const created = { form: launching({ launched: KEY }) };
  const launched = setUp(view({ form: launching({}) }));
  launched.does({ type: "launch" }, view({ form: launching({ launching: true }) }));
  const scaled = setUp(one({}));
  scaled.does({ type: "scale", cluster: KEY }, one({ busy: true }));
  await moment();
  launched.session.show(one(missing, created));
  scaled.session.show(one(missing));
  expect(lab.said.map(([id]) => id)).toEqual(["in-progress", "in-progress"]);
  launched.session.show(one({}, created));
  scaled.session.show(one({ asked: null }));
  expect(lab.said.map((said) => said[1])).toEqual([
    expect.anything(),
    expect.anything(),
    "success",
    "success",
  ]);
});

test("a launch that is refused, or whose cluster fails", async () => {
  const message = { level: "error", message: { id: "no-answer" } } as const;
  for (const after of [
    view({ form: launching({ message }) }),
    one({ status: "FAILED" }, { form: launching({ launched: KEY }) }),
  ]) {
    const { session, does, asks } = setUp(view({ form: launching({}) }));
    does({ type: "launch" }, view({ form: launching({ launching: true }) }));
    await moment();
    session.show(after);
    expect(lab.said.at(-1)?.slice(0, 2)).toEqual(["n1", "error"]);
    expect(asks()).toBe(false);
  }
});

test("a scale, until the workers are there", async () => {
  const { session, does } = setUp(one({}));
  does({ type: "scale", cluster: KEY }, one({ busy: true }));
  session.show(one({ asked: 4 }));
  await moment();
  session.show(one({ workers: 4 }));
  expect(lab.said.map((said) => said.at(-1))).toEqual([
    `Scaling Dask cluster ${KEY}…`,
    `Dask cluster ${KEY} has the workers that were asked for.`,
  ]);
});

test("a stop, when it was confirmed", async () => {
  const { session, does, asks } = setUp(one({}, { confirmStop: KEY }));
  does({ type: "answer-stop", stop: false }, one({}));
  expect(asks()).toBe(false);
  session.show(one({}, { confirmStop: KEY }));
  does({ type: "answer-stop", stop: true }, one({ busy: true }));
  await moment();
  session.show(one({ status: "STOPPING" }));
  expect(lab.said).toEqual([["in-progress", `Stopping Dask cluster ${KEY}…`]]);
  session.show(one({ status: "STOPPED" }));
  expect(lab.said.at(-1)).toEqual(["n1", "success", `Dask cluster ${KEY} has stopped.`]);
});

test("what is over in a moment, or is not wanted, is not told", async () => {
  const quick = setUp(one({}));
  quick.does({ type: "scale", cluster: KEY }, one({ busy: true }));
  quick.session.show(one({}));
  const unwanted = setUp(one({}), false);
  unwanted.does({ type: "scale", cluster: KEY }, one({ busy: true }));
  await moment();
  unwanted.session.show(one({}));
  expect(lab.said).toEqual([]);
});

test("a press that begins no launch, or belongs to one that is on its way, is not told", async () => {
  const invalid = setUp(view({ form: launching({}) }));
  invalid.does({ type: "launch" }, view({ form: launching({ message: notice("invalid-first") }) }));
  expect(invalid.asks()).toBe(false);
  const twice = setUp(view({ form: launching({ launching: true }) }));
  twice.does({ type: "launch" }, view({ form: launching({ launching: true }) }));
  expect(twice.asks()).toBe(false);
  await moment();
  expect(lab.said).toEqual([]);
});

test("of two launches each has its cluster", async () => {
  const other = "b1b2c3d4";
  const { session, does } = setUp(view({ form: launching({}) }));
  does({ type: "launch" }, view({ form: launching({ launching: true }) }));
  session.show(one({ status: "PENDING" }, { form: launching({ launched: KEY }) }));
  does(
    { type: "launch" },
    one({ status: "PENDING" }, { form: launching({ launching: true, launched: null }) }),
  );
  await moment();
  const clusters = [cluster(KEY, { status: "PENDING" }), cluster(other, { name: "mine" })];
  session.show(view({ clusters, form: launching({ launched: other }) }));
  expect(lab.said.slice(2)).toEqual([["n1", "success", "Dask cluster mine runs."]]);
  session.show(view({ clusters: [cluster(KEY, {})], form: launching({ launched: other }) }));
  expect(lab.said.at(-1)).toEqual(["n1", "success", `Dask cluster ${KEY} runs.`]);
});

test("a launch or a scale without an answer has not failed: it is waited for", async () => {
  const { session, does, asks } = setUp(view({ form: launching({}) }));
  does({ type: "launch" }, view({ form: launching({ launching: true }) }));
  session.show(view({ form: launching({ message: notice("launch-unknown") }) }));
  await moment();
  expect([lab.said.length, asks()]).toEqual([1, true]);
  session.show(
    one({}, { form: launching({ launched: KEY, message: notice("launch-found", "info") }) }),
  );
  expect(lab.said.at(-1)).toEqual(["n1", "success", `Dask cluster ${KEY} runs.`]);

  const scaled = setUp(one({}));
  scaled.does({ type: "scale", cluster: KEY }, one({ busy: true }));
  await moment();
  scaled.session.show(one({ message: notice("scale-unknown") }));
  expect(scaled.asks()).toBe(true);
  scaled.session.show(one({ message: notice("scaling", "info") }));
  expect(lab.said.at(-1)?.[1]).toBe("success");
});

test("an adapt, by the cluster's alias", async () => {
  const { session, does } = setUp(one({ name: "long\u202e run" }));
  does({ type: "adapt", cluster: KEY }, one({ name: "long\u202e run", busy: true }));
  await moment();
  session.show(one({ name: "renamed" }));
  const [begun, done] = lab.said.map((said) => String(said.at(-1)));
  expect(begun).toMatch(/^Switching on adaptive scaling of Dask cluster long.* run…$/);
  expect(begun).not.toContain("\u202e");
  expect(done).toBe("Dask cluster renamed adapts its workers to the work.");
});

test("an adapt that is refused, in a widget of another gateway: the panel says nothing of that", async () => {
  const { session, does, shown } = setUp(one({}), true, false);
  does({ type: "adapt", cluster: KEY }, one({ busy: true }));
  await moment();
  session.show(one({ message: notice("no-answer") }));
  expect(lab.said.at(-1)).toEqual([
    "n1",
    "error",
    `Dask cluster ${KEY} does not adapt as asked. The widget says why.`,
  ]);
  expect(shown).toEqual([]);
});

const three = (statuses: readonly ClusterView["status"][], more: Partial<View> = {}) =>
  view({
    clusters: statuses.map((status, at) =>
      cluster(`${at}1b2c3d4`, { status, canStop: status === "RUNNING" }),
    ),
    ...more,
  });
const stopAll = {
  canStop: true,
  stopping: false,
  rows: [0, 1, 2].map((at) => ({
    key: `${at}1b2c3d4`,
    name: "",
    ticked: at !== 2,
    state: null,
    message: null,
  })),
};

test("of several that are stopped, one word", async () => {
  const { session, does, asks } = setUp(three(["RUNNING", "RUNNING", "RUNNING"], { stopAll }));
  does({ type: "answer-stop", stop: true }, three(["STOPPING", "RUNNING", "RUNNING"]));
  await moment();
  session.show(three(["STOPPED", "STOPPING", "RUNNING"]));
  expect(lab.said).toEqual([["in-progress", "Stopping 2 Dask clusters…"]]);
  session.show(three(["STOPPED", "STOPPED", "RUNNING"]));
  expect(lab.said.at(-1)).toEqual(["n1", "success", "2 Dask clusters have stopped."]);
  expect(asks()).toBe(false);
});

test("of several, those that are cancelled are not waited for", async () => {
  const { session, does, asks } = setUp(three(["RUNNING", "RUNNING", "RUNNING"], { stopAll }));
  does({ type: "answer-stop", stop: true }, three(["STOPPING", "RUNNING", "RUNNING"]));
  does({ type: "cancel-stops" }, three(["STOPPING", "RUNNING", "RUNNING"]));
  session.show(three(["STOPPED", "RUNNING", "RUNNING"]));
  expect(asks()).toBe(false);
});

test("a failure is told at once where the panel cannot be seen", async () => {
  const { does, session, shown } = setUp(one({}, { confirmStop: KEY }));
  does({ type: "answer-stop", stop: true }, one({ busy: true }), true);
  session.show(one({ message: notice("forbidden") }));
  await vi.advanceTimersByTimeAsync(0);
  expect(lab.said).toEqual([
    ["error", `Dask cluster ${KEY} was not stopped. The Dask Gateway panel says why.`],
  ]);
  expect(shown).toEqual([KEY]);
});

test("without a panel all is told, however soon it comes", async () => {
  const { session, does } = setUp(one({}), true, true, false);
  does({ type: "scale", cluster: KEY }, one({ busy: true }), true);
  session.show(one({ asked: 4 }));
  session.show(one({ workers: 4 }));
  await vi.advanceTimersByTimeAsync(0);
  expect(lab.said).toEqual([
    ["success", `Dask cluster ${KEY} has the workers that were asked for.`],
  ]);
});

test("a logout takes away what has been told", async () => {
  const { session, does, end } = setUp(one({}));
  does({ type: "scale", cluster: KEY }, one({ busy: true }));
  session.show(one({ asked: 4 }));
  await moment();
  session.show(one({ workers: 4 }));
  await vi.advanceTimersByTimeAsync(0);
  end();
  expect(lab.said.at(-1)).toEqual(["n1", "dismissed"]);
});

test("what the user's next wish replaces has not failed, and is not done either", async () => {
  const { session, does } = setUp(one({}));
  does({ type: "scale", cluster: KEY }, one({ asked: 4 }));
  await moment();
  does({ type: "adapt", cluster: KEY }, one({ busy: true }));
  expect(lab.said.slice(1)).toEqual([["n1", "dismissed"]]);
  session.show(one({}));
  does({ type: "scale", cluster: KEY }, one({ asked: 4 }));
  session.show(one({ asked: 4 }, { confirmStop: KEY }));
  does({ type: "answer-stop", stop: true }, one({ asked: 4, busy: true }));
  session.show(one({ status: "STOPPING" }));
  session.show(view({}));
  await moment();
  expect(lab.said.slice(2), "one that was not told yet").toEqual([]);
});

test("a launch or a scale that the user ends by a stop of all, or in another tab, has not failed", async () => {
  const launched = { form: launching({ launched: KEY }) };
  const { session, does } = setUp(view({ form: launching({}) }));
  does({ type: "launch" }, view({ form: launching({ launching: true }) }));
  await moment();
  const rows = [KEY, "b1b2c3d4"].map((key) => ({ ...stopAll.rows[0], key })) as never[];
  session.show(one({ status: "PENDING" }, { ...launched, stopAll: { ...stopAll, rows } }));
  does({ type: "answer-stop", stop: true }, one({ status: "STOPPING" }, launched));
  session.show(view({ ...launched }));
  expect(lab.said.slice(1, 2)).toEqual([["n1", "dismissed"]]);

  lab.said.length = 0;
  const elsewhere = setUp(one({}));
  elsewhere.does({ type: "scale", cluster: KEY }, one({ asked: 4 }));
  await moment();
  elsewhere.session.show(one({ asked: 4, status: "STOPPING" }));
  expect(lab.said.length, "who stops it is not known yet").toBe(1);
  elsewhere.session.show(view({ recent: [{ key: KEY, name: KEY, ended: "by-you" }] as never }));
  expect(lab.said.slice(1)).toEqual([["n1", "dismissed"]]);
});

test("who dismisses it hears no more of it, and nothing is asked for it", async () => {
  const { session, does, asks } = setUp(one({}));
  does({ type: "scale", cluster: KEY }, one({ busy: true }));
  await moment();
  lab.dismissed = true;
  session.show(one({ asked: 4, busy: false }));
  expect([lab.said.length, asks(), session.listening]).toEqual([1, false, 0]);
});
