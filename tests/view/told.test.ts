// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { MOMENT_MS, Told } from "../../js/lab/told.js";
import type { ClusterView, UserEvent, View } from "../../js/view/model.js";
import { FakeSession } from "./fake-session.js";
import { cluster, form, view } from "./fixtures.js";

/** JupyterLab's notifications of what takes longer than a moment. */

const KEY = "a1b2c3d4";
const lab = vi.hoisted(() => ({ said: [] as unknown[][] }));
vi.mock("@jupyterlab/apputils", () => ({
  Notification: {
    emit: (message: string, type: string, options: { actions: { callback(): void }[] }) => {
      lab.said.push([type, message]);
      options.actions[0]?.callback();
      return "n1";
    },
    update: ({ id, type, message }: Record<string, unknown>) => lab.said.push([id, type, message]),
  },
}));

beforeEach(() => {
  lab.said.length = 0;
  vi.useFakeTimers();
});

function setUp(first: View, isWanted = true) {
  const session = new FakeSession(first);
  const watching: AbortSignal[] = [];
  const shown: string[] = [];
  const end = new AbortController();
  const told = new Told(
    session,
    (signal) => watching.push(signal),
    async () => isWanted,
    () => shown.push("panel"),
    end.signal,
  );
  return {
    session,
    shown,
    end,
    /** Whether the session is kept asking. */
    asks: () => watching.some((signal) => !signal.aborted),
    does: (event: UserEvent, after: View) => {
      // The core has taken the event; its listeners hear of that later.
      const spy = vi.spyOn(session, "view").mockReturnValue(after);
      told.onEvent(event);
      spy.mockRestore();
      session.show(after);
    },
  };
}

const moment = () => vi.advanceTimersByTimeAsync(MOMENT_MS);
const launching = (more: object) => ({ ...form([]), launching: false, launched: null, ...more });
const one = (more: Partial<ClusterView>, rest: Partial<View> = {}) =>
  view({ clusters: [cluster(KEY, more)], ...rest });

test("a launch, until the cluster runs", async () => {
  const { session, does, asks, shown } = setUp(view({ form: launching({}) }));
  does({ type: "launch" }, view({ form: launching({ launching: true }) }));
  expect([lab.said, asks()]).toEqual([[], true]);
  await moment();
  expect(lab.said).toEqual([["in-progress", "Launching a Dask cluster…"]]);
  expect(shown).toEqual(["panel"]);
  const created = { form: launching({ launched: KEY }) };
  session.show(one({ status: "PENDING" }, created));
  expect([lab.said.length, asks()]).toEqual([1, true]);
  session.show(one({ status: "RUNNING" }, created));
  expect(lab.said[1]).toEqual(["n1", "success", `Dask cluster ${KEY} runs.`]);
  expect(asks()).toBe(false);
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

test("nothing is left when it ends", async () => {
  const { does, end, asks } = setUp(one({}));
  does({ type: "scale", cluster: KEY }, one({ busy: true }));
  end.abort();
  await moment();
  expect([lab.said, asks()]).toEqual([[], false]);
});
