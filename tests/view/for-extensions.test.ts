// @vitest-environment happy-dom
import type { JupyterFrontEnd } from "@jupyterlab/application";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ForExtensions } from "../../js/lab/for-extensions.js";
import { Live } from "../../js/lab/live.js";
import { runCommand } from "../../js/lab/run-command.js";
import type { Core } from "../../js/lab/started.js";
import type { ClusterView, HostAction, Message, UserEvent, View } from "../../js/view/model.js";
import { en } from "../../js/view/strings/en.js";
import { formatMessage } from "../../js/view/strings/index.js";
import { FakeSession } from "./fake-session.js";
import { cluster, form, view } from "./fixtures.js";

/** What other extensions get by the token, on commands that are the real ones. */

const lab = vi.hoisted(() => ({ answer: true, asked: [] as string[] }));

vi.mock("@jupyterlab/apputils", () => ({
  Dialog: { cancelButton: () => ({}), okButton: () => ({}) },
  Notification: { emit: () => {} },
  showDialog: async ({ title }: { title: string }) => {
    lab.asked.push(title);
    return { button: { accept: lab.answer } };
  },
}));

const KEY = "a1b2c3d4";
const NAME = `${KEY}0123456789abcdef01234567`;
const error = (id: Message["id"], text = "no") =>
  ({ level: "error", message: { id, text } }) as ClusterView["message"];

let session: FakeSession;
/** What becomes of what the core asks of JupyterLab: why it failed, or nothing. */
let perform: (action: HostAction) => Promise<string | undefined>;
let ended: AbortController;
let watched: AbortSignal[];
let shows: number;
let opens: number;
let failure: Error | null;
let executed: [string, Record<string, unknown>][];
let live: Live;
/** Of plugins that are switched off. */
const missing = new Set<string>();
let gateway: ForExtensions;

beforeEach(() => {
  vi.useFakeTimers();
  lab.answer = true;
  lab.asked.length = 0;
  [watched, executed, shows, opens, failure] = [[], [], 0, 0, null];
  ended = new AbortController();
  perform = async () => undefined;
  session = new FakeSession(view({ form: form([]), clusters: [cluster(KEY)] }));
  const core = {
    watchSession: (_: unknown, signal: AbortSignal) => watched.push(signal),
    formatMessage,
    pageStrings: () => en,
  } as unknown as Core;
  const panel = {
    showCluster: async () => {},
    needsLogin: false,
    start: async () => ({
      core,
      session,
      view: {
        send: (event: UserEvent) =>
          Promise.all(session.dispatch(event).map((action) => perform(action))),
      },
    }),
  };
  live = new Live(
    panel,
    () => {},
    async () => {
      opens += 1;
      if (failure) throw failure;
      return { core, session: session as never, ended: ended.signal };
    },
  );
  const app = {
    commands: {
      hasCommand: (id: string) => !missing.has(id),
      execute: async (id: string, args: Record<string, unknown> = {}) => {
        executed.push([id, args]);
        const name = id.replace("dask-gateway:", "");
        if (/^(open(?!-dashboard)|refresh)/.test(name)) return;
        await runCommand(name as never, args as never, {
          panel: panel as never,
          live,
          show: () => {
            shows += 1;
          },
        });
      },
    },
  } as unknown as JupyterFrontEnd;
  gateway = new ForExtensions(app, live);
});

afterEach(() => void vi.useRealTimers());

/** Shows what `change` makes of the only cluster, when `type` is sent. */
function answer(
  type: UserEvent["type"],
  change: Partial<ClusterView> | null,
  more: Partial<View> = {},
) {
  session.answer = (event) => {
    if (event.type === type) {
      const clusters = change === null ? [] : [cluster(KEY, change)];
      session.show({ ...session.view(), clusters, ...more });
    }
    return [];
  };
}

const types = () => session.events.map(({ type }) => type);

test("nothing is asked before somebody wants to know", async () => {
  const heard = vi.fn();
  gateway.clustersChanged.connect(heard);
  expect([gateway.state, gateway.clusters, gateway.problem, opens]).toEqual([
    "idle",
    null,
    null,
    0,
  ]);
  const list = await gateway.ready();
  expect(opens).toBe(1);
  expect(gateway.state).toBe("ready");
  expect(list).toBe(gateway.clusters);
  expect(heard).toHaveBeenCalledTimes(1);
  // Whoever has asked has no more asked for than that.
  expect(watched.every(({ aborted }) => aborted)).toBe(true);
});

test("what a cluster tells holds neither its options nor whatever else the view has", async () => {
  session.show({
    ...session.view(),
    clusters: [
      cluster(KEY, {
        workers: 3,
        options: [{ label: "K", value: "s3cret", isBytes: false, secret: true }],
      }),
    ],
  });
  const [only] = await gateway.ready();
  expect(JSON.stringify(only)).not.toContain("s3cret");
  expect(Object.keys(only ?? {}).sort()).toEqual(
    [
      ...["key", "name", "status", "start", "asked", "adaptive", "noFigures", "workers", "threads"],
      ...["memory", "results", "tasks", "canScale", "canAdapt", "canStop", "hasDashboard"],
    ].sort(),
  );
  expect(only).toMatchObject({ key: KEY, workers: 3 });
  expect(Object.isFrozen(only)).toBe(true);
});

test("a list is told when it has changed, and a cluster that has not is the same object", async () => {
  session.show({ ...session.view(), clusters: [cluster(KEY), cluster("b1b2c3d4")] });
  const [first] = await gateway.ready();
  const heard = vi.fn();
  gateway.clustersChanged.connect(heard);
  session.show({ ...session.view(), slow: { id: "no-answer-yet", seconds: 3 } });
  expect(heard).not.toHaveBeenCalled();
  session.show({
    ...session.view(),
    clusters: [cluster(KEY), cluster("b1b2c3d4", { workers: 9 })],
  });
  expect(heard).toHaveBeenCalledTimes(1);
  expect(gateway.clusters?.[0]).toBe(first);
  expect(gateway.clusters?.[1]?.workers).toBe(9);
});

test("it is watched until that is disposed of, also after the user has logged in again", async () => {
  const watching = gateway.watch();
  await vi.advanceTimersByTimeAsync(0);
  expect(watched).toHaveLength(1);
  ended.abort();
  live.end();
  expect([gateway.state, gateway.clusters]).toEqual(["idle", null]);
  ended = new AbortController();
  await live.start();
  expect(watched).toHaveLength(2);
  expect(gateway.state).toBe("ready");
  watching.dispose();
  expect(watching.isDisposed).toBe(true);
  expect(watched.every(({ aborted }) => aborted)).toBe(true);
});

test("a gateway that cannot be used is told with its sentence, and asked again at the next call", async () => {
  const problem = {
    level: "error",
    message: { id: "said", text: "No Dask Gateway is configured." },
  };
  session.show({ ...session.view(), form: null, clusters: null, problem: problem as never });
  const changed = vi.fn();
  gateway.stateChanged.connect(changed);
  const first = gateway.ready().catch((it: Error) => it.message);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await first).toBe("No Dask Gateway is configured.");
  expect(types()).toEqual(["refresh"]);
  expect([gateway.state, gateway.problem]).toEqual(["failed", "No Dask Gateway is configured."]);
  expect(changed).toHaveBeenCalled();
  answer("refresh", {}, { problem: null });
  expect(await gateway.ready()).toHaveLength(1);
  expect([gateway.state, gateway.problem]).toEqual(["ready", null]);
});

test("one that does not answer", async () => {
  session.show({ ...session.view(), form: null, clusters: null });
  const waits = gateway.scale(KEY, 2).catch((it: Error) => it.message);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await waits).toMatch(/has not answered yet/);
  expect(gateway.state).toBe("loading");
  expect(executed).toEqual([]);
});

test("a core that cannot be loaded is tried again", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  failure = new Error("Failed to fetch");
  await expect(gateway.ready()).rejects.toThrow("could not be loaded");
  expect(gateway.state).toBe("failed");
  failure = null;
  expect(await gateway.ready()).toHaveLength(1);
  expect(gateway.state).toBe("ready");
});

test("a core that begins again has no list for a moment, and calls wait for it", async () => {
  const [before] = await gateway.ready();
  const told: string[] = [];
  gateway.stateChanged.connect(({ state }) => void told.push(state));
  session.show({ ...session.view(), form: null, clusters: null });
  expect(gateway.clusters).toBeNull();
  const again = gateway.ready();
  session.show({ ...session.view(), form: form([]), clusters: [cluster(KEY)] });
  expect(await again).toEqual([before]);
  expect(told).toEqual(["loading", "ready"]);
});

test("where there is no gateway, each call says so", async () => {
  const none = new ForExtensions({} as JupyterFrontEnd, null);
  expect([none.state, none.clusters]).toEqual(["unavailable", null]);
  for (const call of [
    none.ready(),
    none.launch(),
    none.stop(KEY),
    none.openPanel(),
    none.refresh(),
  ])
    await expect(call).rejects.toThrow("There is no Dask Gateway in this page.");
  none.watch().dispose();
});

test("a scale is the command's, without a question and out of sight", async () => {
  answer("scale", { busy: true });
  const scaling = gateway.scale(NAME, 3);
  await vi.advanceTimersByTimeAsync(100);
  expect(session.events).toEqual([
    { type: "edit-cluster", cluster: KEY, input: "workers", text: "3" },
    { type: "scale", cluster: KEY },
  ]);
  let isOver = false;
  void scaling.then(() => (isOver = true));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(isOver).toBe(false);
  session.show({ ...session.view(), clusters: [cluster(KEY, { asked: 3 })] });
  expect(await scaling).toBe(true);
  expect([lab.asked, shows]).toEqual([[], 0]);
  answer("scale", { asked: 3 });
  await gateway.scale(KEY, 3, { show: true });
  expect(shows).toBe(1);
});

test("what the gateway refuses is rejected with its words", async () => {
  answer("adapt", { message: error("said", "maximum must be <= 4") });
  await expect(gateway.adapt(KEY, 0, 99)).rejects.toThrow("maximum must be <= 4");
});

test("an answer that was lost is waited for, and then it is not known", async () => {
  answer("scale", { message: error("scale-unknown") });
  const scaling = gateway.scale(KEY, 3).catch((it: Error) => it.message);
  await vi.advanceTimersByTimeAsync(45_000);
  expect(await scaling).toMatch(/not known whether this was done/);
});

test("wrong arguments reach nobody", async () => {
  await expect(gateway.scale("ffffffff", 1)).rejects.toThrow("There is no cluster ffffffff.");
  // Of a name that somebody else knows, no more is said than the key.
  await expect(gateway.scale(`ffffffff${"0".repeat(24)}`, 1)).rejects.toThrow(/ffffffff\.$/);
  for (const workers of [-1, 1.5, Number.NaN, "2", null, undefined, {}])
    await expect(gateway.scale(KEY, workers as number)).rejects.toThrow(/"workers"/);
  await expect(gateway.launch({ workers: [4, 1] })).rejects.toThrow(/workers/);
  await expect(gateway.stop(undefined as never)).rejects.toThrow("There is no cluster undefine.");
  expect(types()).toEqual([]);
});

test("a stop asks, unless the extension has", async () => {
  lab.answer = false;
  expect(await gateway.stop(KEY)).toBe(false);
  expect(lab.asked).toHaveLength(1);
  expect(types()).toEqual([]);
  session.answer = (event) => {
    if (event.type === "answer-stop" && event.stop)
      session.show({ ...session.view(), clusters: [] });
    return [];
  };
  expect(await gateway.stop(KEY, { ask: false })).toBe(true);
  expect(lab.asked).toHaveLength(1);
  expect(types()).toEqual(["answer-stop", "ask-stop", "answer-stop"]);
});

test("a launch gives the key of what it made", async () => {
  const made = form([], { launched: "b1b2c3d4" });
  answer("launch-with", {}, { form: made });
  expect(await gateway.launch({ options: { worker_cores: 2 }, workers: [0, 4] })).toBe("b1b2c3d4");
  expect(session.events).toEqual([
    { type: "launch-with", options: '{"worker_cores":2}', workers: "[0,4]" },
  ]);
  expect(lab.asked).toEqual([]);
  lab.answer = false;
  expect(await gateway.launch({}, { ask: true })).toBeNull();
  expect(session.events).toHaveLength(1);
});

test("a launch of a preset, and of one that there is not", async () => {
  answer("launch", {}, { form: form([], { launched: "b1b2c3d4" }) });
  expect(await gateway.launch({ preset: "big memory" })).toBe("b1b2c3d4");
  expect(types()).toEqual(["choose-preset", "launch"]);
  const message = { level: "error", message: { id: "no-preset", name: "x", known: "a" } } as never;
  answer("choose-preset", {}, { form: form([], { message }) });
  await expect(gateway.launch({ preset: "x" })).rejects.toThrow(/“x”/);
  expect(types().filter((type) => type === "launch")).toHaveLength(1);
});

test("a launch that is refused, here or by the gateway", async () => {
  const message = { level: "error", message: { id: "said", text: "Too many clusters" } } as never;
  answer("launch", {}, { form: form([], { message }) });
  await expect(gateway.launch()).rejects.toThrow("Too many clusters");
});

/** The core asks JupyterLab for this, when it hears of `type`. */
function asksFor(type: "connect" | "insert") {
  const sent = type === "insert" ? "insert-code" : type;
  session.answer = (event) =>
    event.type === sent ? [{ type, code: "client", cluster: KEY } satisfies HostAction] : [];
}

test.each([
  ["connect", (how?: object) => gateway.connect(KEY, how)],
  ["insert", (how?: object) => gateway.insertCode(KEY, how)],
] as const)("%s ends when JupyterLab has done it, and not before", async (type, call) => {
  asksFor(type);
  let end!: (why: string | undefined) => void;
  const performed: string[] = [];
  perform = (action) => {
    performed.push(action.type);
    return new Promise((resolve) => {
      end = resolve;
    });
  };
  let isOver = false;
  const calling = call().finally(() => {
    isOver = true;
  });
  // A busy kernel may take its time, and what is said of the cluster meanwhile is no outcome.
  await vi.advanceTimersByTimeAsync(600_000);
  answer("refresh", { message: error("bare", "of another tab") });
  session.dispatch({ type: "refresh" });
  await vi.advanceTimersByTimeAsync(0);
  expect([performed, isOver]).toEqual([[type], false]);
  end(undefined);
  expect(await calling).toBe(true);
  asksFor(type);
  perform = async () => "The code raised an error in a.ipynb: it says there what is wrong.";
  await expect(call()).rejects.toThrow("The code raised an error in a.ipynb");
  // The same where the user sees it.
  await expect(call({ show: true })).rejects.toThrow("The code raised an error in a.ipynb");
  lab.answer = false;
  expect(await call({ ask: true })).toBe(false);
});

test("nobody is connected to a cluster that ended while the user was asked", async () => {
  answer("connect", null);
  await expect(gateway.connect(KEY, { ask: true })).rejects.toThrow(`There is no cluster ${KEY}.`);
});

test("what cannot be opened is rejected", async () => {
  session.answer = ({ type }) =>
    type === "open-dashboard" ? [{ type: "open", url: "x", outside: false, cluster: KEY }] : [];
  expect(await gateway.openDashboard(KEY)).toBeUndefined();
  perform = async () => "The dashboard’s address is not a web address: javascript:";
  await expect(gateway.openDashboard(KEY)).rejects.toThrow("is not a web address");
});

test("dashboards, plots, logs and the panel are opened by their commands", async () => {
  await gateway.openDashboard(KEY);
  await gateway.openPlot(NAME);
  await gateway.openPlot(KEY, "task stream");
  await gateway.openLogs(KEY, "tls://10.0.0.1:8788");
  await gateway.openPanel();
  expect(executed.map(([id, { cluster, plot, worker }]) => [id, cluster, plot, worker])).toEqual([
    ["dask-gateway:open-dashboard", KEY, undefined, undefined],
    ["dask-gateway:open-layout", KEY, undefined, undefined],
    ["dask-gateway:open-plot", KEY, "task stream", undefined],
    ["dask-gateway:open-logs", KEY, undefined, "tls://10.0.0.1:8788"],
    ["dask-gateway:open", undefined, undefined, undefined],
  ]);
});

test("where nobody has logged in yet it is not waited for: nothing happens when somebody does", async () => {
  let login = (_: never): void => {};
  vi.spyOn(live, "start").mockReturnValue(
    new Promise<never>((done) => {
      login = done;
    }),
  );
  const launched = expect(gateway.launch()).rejects.toThrow("not answered yet");
  await vi.advanceTimersByTimeAsync(10_000);
  await launched;
  login({ core: {}, session } as never);
  await vi.advanceTimersByTimeAsync(0);
  expect([types(), executed]).toEqual([[], []]);
});

test("what a plugin does that is switched off is said in a sentence", async () => {
  for (const id of ["open", "open-logs", "open-plot"]) missing.add(`dask-gateway:${id}`);
  const off =
    "Dask Gateway cannot do this here: its plugin for that is not there, or switched off.";
  await expect(gateway.openPanel()).rejects.toThrow(off);
  await expect(gateway.openLogs(KEY)).rejects.toThrow(off);
  await expect(gateway.openPlot(KEY, "profile")).rejects.toThrow(off);
  expect(executed).toEqual([]);
  missing.clear();
});
