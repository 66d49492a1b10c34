// @vitest-environment happy-dom

import { expect, test, vi } from "vitest";
import { activeClusters, totalsOf } from "../../js/lab/cluster-summary.js";
import { Live } from "../../js/lab/live.js";
import { fillSection, refresh, stopAll } from "../../js/lab/running-items.js";
import type { RunningItem } from "../../js/lab/running-types.js";
import type { Started } from "../../js/lab/started.js";
import type { ClusterView, UserEvent, View } from "../../js/view/model.js";
import { formatMessage } from "../../js/view/strings/index.js";
import { pageStrings } from "../../js/view/strings/languages.js";
import { formatBytes } from "../../js/view/ui/format.js";
import { FakeSession } from "./fake-session.js";
import { cluster, view } from "./fixtures.js";

/** What JupyterLab's status bar and Running panel tell of clusters, and do with them. */

vi.mock("../../js/lab/icon.js", () => ({ icon: "icon" }));
vi.mock("../../js/lab/load-session-part.js", () => ({
  loadSessionPart: () => import("../../js/lab/first-cluster.js"),
}));

const GIB = 2 ** 30;
const words = { formatBytes, pageStrings };
const running = (key: string, more: Partial<ClusterView> = {}) =>
  cluster(key, { workers: 3, memory: 12 * GIB, canStop: true, ...more });

test.each<[string, Partial<View>, string]>([
  ["no list yet", { clusters: null }, ""],
  ["none", { clusters: [] }, ""],
  ["one that failed holds nothing", { clusters: [running("a", { status: "FAILED" })] }, ""],
  [
    "one",
    { clusters: [running("a", { workers: 1, memory: GIB })] },
    "1 cluster · 1 worker · 1 GiB",
  ],
  ["several", { clusters: [running("a"), running("b")] }, "2 clusters · 6 workers · 24 GiB"],
  [
    "what waits for its machine has no workers",
    { clusters: [running("a"), running("b", { status: "PENDING", workers: null, memory: null })] },
    "2 clusters · 3 workers · 12 GiB",
  ],
  [
    "nothing runs yet",
    { clusters: [running("a", { status: "PENDING", workers: null, memory: null })] },
    "1 cluster",
  ],
  ["no workers", { clusters: [running("a", { workers: 0, memory: 0 })] }, "1 cluster · 0 workers"],
  [
    "memory that is not known of all",
    { clusters: [running("a"), running("b", { memory: null })] },
    "2 clusters · 6 workers",
  ],
  [
    "workers that are not known of all",
    { clusters: [running("a"), running("b", { workers: null, memory: null })] },
    "2 clusters",
  ],
  [
    "figures that are not of now",
    { clusters: [running("a", { noFigures: { id: "scheduler-silent", since: 0 } })] },
    "1 cluster",
  ],
  [
    "a gateway that does not answer",
    { clusters: [running("a")], problem: { level: "error", message: { id: "no-answer" } } },
    "1 cluster · not up to date",
  ],
])("totals: %s", (_, more, totals) => {
  expect(totalsOf(view(more), words)).toBe(totals);
});

function setUp(first: View) {
  const session = Object.assign(new FakeSession(first), {
    options: () => "{}",
    clusterName: () => undefined,
    close: () => {},
  });
  const watched: AbortSignal[] = [];
  const core = {
    ...words,
    formatMessage,
    watchSession: (_: unknown, signal: AbortSignal) => watched.push(signal),
  } as unknown as Started["core"];
  const section = { items: [] as RunningItem[] };
  const shown: string[] = [];
  const told: [UserEvent, boolean | undefined][] = [];
  const live = {
    isStarted: true,
    start: async () => ({ core, session }),
    show: (key: string | null) => shown.push(String(key)),
    tell: async (...[, , , event, , away]: Parameters<Live["tell"]>) =>
      void told.push([event, away]),
  };
  return { session, core, section, live, shown, told, watched };
}

const lines = (items: RunningItem[]) =>
  items.map((item) => `${item.label()}: ${item.detail?.()}${item.shutdown ? "" : " (no stop)"}`);

test("the section lists those that are active, under their aliases", async () => {
  const all = [
    running("a1b2c3d4", { name: "long\u202erun" }),
    running("b1b2c3d4", { status: "STOPPING", canStop: false }),
    running("c1b2c3d4", { status: "FAILED" }),
  ];
  const { session, core, section, live, shown } = setUp(view({ clusters: null }));
  fillSection(section, live, { core, session });
  expect(section.items).toEqual([]);
  session.show(view({ clusters: all }));
  expect(lines(section.items)).toEqual([
    expect.stringMatching(/^long[^\u202e]*run: 3 workers$/),
    "b1b2c3d4: Stopping (no stop)",
  ]);
  expect(section.items[0]?.labelTitle?.()).toBe("a1b2c3d4 · Running · 3 workers · 12 GiB");
  section.items[0]?.open();
  expect(shown).toEqual(["a1b2c3d4"]);
  // What is not shown there changes nothing: JupyterLab draws all of it anew.
  const before = section.items;
  session.show(view({ clusters: all, loading: true }));
  expect(section.items).toBe(before);
});

test("a stop there is that cluster's, and a question that is open in the panel is answered with no", async () => {
  const { session, core, section, live, told } = setUp(view({ clusters: [running("a1b2c3d4")] }));
  fillSection(section, live, { core, session });
  section.items[0]?.shutdown?.();
  const events: UserEvent[] = [
    { type: "answer-stop", stop: false },
    { type: "ask-stop", cluster: "a1b2c3d4" },
    { type: "answer-stop", stop: true },
  ];
  await vi.waitFor(() => expect(session.events).toEqual(events));
  await vi.waitFor(() => expect(told).toEqual(events.map((event) => [event, true])));
});

test("all are stopped together, without a dialog that stays open", async () => {
  const { session, live } = setUp(view({ clusters: [running("a1b2c3d4"), running("b1b2c3d4")] }));
  stopAll(live);
  await vi.waitFor(() =>
    expect(session.events).toEqual([
      { type: "answer-stop", stop: false },
      { type: "ask-stop-all" },
      { type: "answer-stop", stop: true },
      { type: "answer-stop", stop: false },
    ]),
  );
});

test("a refresh asks for a while, and again where the session was open", async () => {
  const { session, live, watched } = setUp(view({}));
  await refresh({ ...live, isStarted: false });
  expect([session.events, watched.length]).toEqual([[], 1]);
  await refresh(live);
  expect(session.events).toEqual([{ type: "refresh" }]);
});

test("nothing is opened before somebody wants it; after a failure it is tried again", async () => {
  const { session, core } = setUp(view({}));
  const activated: string[] = [];
  const shown: string[] = [];
  let opened = 0;
  const panel = { showCluster: async (key: string) => void shown.push(key) };
  const live = new Live(
    panel,
    () => activated.push("panel"),
    async () => {
      opened += 1;
      if (opened === 1) throw new Error("the file is blocked");
      return { core, session };
    },
  );
  const heard: string[] = [];
  live.onStart(() => heard.push("early"));
  expect([opened, live.isStarted]).toEqual([0, false]);
  await expect(live.start()).rejects.toThrow("blocked");
  await Promise.all([live.start(), live.start()]);
  live.onStart(() => heard.push("late"));
  expect([opened, heard]).toEqual([2, ["early", "late"]]);
  live.show("a1b2c3d4");
  live.show(null);
  expect([activated, shown]).toEqual([["panel", "panel"], ["a1b2c3d4"]]);
});

test("nothing outside of the panel speaks of clusters before there is one", async () => {
  const { session, core } = setUp(view({ clusters: null }));
  const ended = new AbortController();
  const starts: Started[] = [
    { core, session, ended: ended.signal },
    { core, session },
  ];
  const live = new Live(
    { showCluster: async () => {} },
    () => {},
    async () => starts[0] as Started,
  );
  const found: Started[] = [];
  live.onCluster((started) => found.push(started));
  await live.start();
  const show = (clusters: ClusterView[]) => session.show(view({ clusters }));
  const aMoment = () => new Promise((done) => setTimeout(done));
  await aMoment();
  show([]);
  expect(found).toEqual([]);
  ended.abort();
  show([running("a1b2c3d4")]);
  await aMoment();
  expect(found, "the user has logged out before").toEqual([]);

  show([]);
  live.end();
  starts.shift();
  await live.start();
  await aMoment();
  expect(found).toEqual([]);
  show([running("a1b2c3d4")]);
  await aMoment();
  expect(found).toEqual(starts);
  live.onCluster(() => found.pop());
  await aMoment();
  expect(found).toEqual([]);
});

test("a widget of another gateway opens no session with the server's", () => {
  const { session, core } = setUp(view({}));
  let opened = 0;
  const live = new Live(
    { showCluster: async () => {} },
    () => {},
    async () => {
      opened += 1;
      return { core, session };
    },
  );
  live.follow(core, session, false);
  expect(opened).toBe(0);
  live.follow(core, session, true);
  expect(opened).toBe(1);
});

test("clusters that ended are not active", () => {
  const clusters = (["PENDING", "STOPPED", "UNKNOWN", "FAILED"] as const).map((status, at) =>
    cluster(`${at}`, { status }),
  );
  expect(activeClusters(view({ clusters })).map(({ key }) => key)).toEqual(["0", "2"]);
});
