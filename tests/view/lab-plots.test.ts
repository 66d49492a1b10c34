// @vitest-environment happy-dom
import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { WidgetTracker } from "@jupyterlab/apputils";
import { Widget } from "@lumino/widgets";
import { beforeEach, expect, test, vi } from "vitest";
import { Live } from "../../js/lab/live.js";
import type { PlotPane } from "../../js/lab/plot-pane.js";
import { PlotPanes } from "../../js/lab/plot-panes.js";
import { addPlots } from "../../js/lab/plots.js";
import type { Started } from "../../js/lab/started.js";
import { LAYOUT } from "../../js/page/plots.js";
import type { ClusterView, UserEvent } from "../../js/view/model.js";
import { FakeSession } from "./fake-session.js";
import { cluster, view } from "./fixtures.js";

/** Plots as panes of JupyterLab: whose plots they show, and what is kept of them. */

const lab = vi.hoisted(() => ({ errors: [] as string[] }));

vi.mock("../../js/lab/icon.js", () => ({ icon: undefined }));
vi.mock("@jupyterlab/apputils", async () => {
  const { Widget } = await import("@lumino/widgets");
  class MainAreaWidget extends Widget {
    readonly content: Widget;
    readonly toolbar = { hide: () => {} };
    readonly contentHeader = { addWidget: (widget: Widget) => this.node.append(widget.node) };
    constructor({ content }: { content: Widget }) {
      super();
      this.id = `pane-${Math.random()}`;
      this.content = content;
      this.node.append(content.node);
    }
  }
  return {
    Clipboard: {},
    MainAreaWidget,
    Notification: { error: (text: string) => lab.errors.push(text) },
    WidgetTracker: class {},
  };
});
vi.mock("@jupyterlab/ui-components", async () => {
  const { Widget } = await import("@lumino/widgets");
  return {
    IFrame: class extends Widget {
      set url(url: string) {
        this.node.dataset.src = url;
      }
    },
  };
});

const FULL = { a1b2c3d4: "a1b2c3d4e5f60718293a4b5c6d7e8f90", b1b2c3d4: "b1b2c3d4aaaa" } as const;
const TASKS = "/individual-task-stream";
const PROGRESS = "/individual-progress";

class Tracker {
  readonly panes = new Set<PlotPane>();
  readonly kept = new Map<string, unknown>();
  restored = Promise.resolve();
  find = (fits: (pane: PlotPane) => boolean) => [...this.panes].find(fits);
  filter = (fits: (pane: PlotPane) => boolean) => [...this.panes].filter(fits);
  async add(pane: PlotPane): Promise<void> {
    this.panes.add(pane);
    pane.disposed.connect(() => this.panes.delete(pane));
    await this.save(pane);
  }
  async save(pane: PlotPane): Promise<void> {
    if (pane.slot !== "") this.kept.set(pane.slot, pane.saved);
  }
}

/** Of the core, for what is told of it. */
const told = { watchSession: () => {} } as unknown as Parameters<Live["follow"]>[0];

function setUp(clusters: ClusterView[] | null, hasTabs = true) {
  const session = Object.assign(new FakeSession(view({ clusters })), {
    clusterName: (key: string) => (FULL as Record<string, string>)[key],
  });
  session.answer = (event: UserEvent) => {
    if (event.type !== "open-plots") return [];
    const { cluster: key, plots, outside } = event;
    const found = session.view().clusters?.find((each) => each.key === key)?.hasDashboard;
    const below = `http://gateway.example/clusters/${session.clusterName(key)}`;
    return found ? [{ type: "open-plots", below, plots, outside, cluster: key }] : [];
  };
  const watching: AbortSignal[] = [];
  const core = { watchSession: (_: unknown, signal: AbortSignal) => watching.push(signal) };
  const live = new Live(
    { showCluster: async () => {} },
    () => {},
    async () => ({ core, session }) as unknown as Started,
  );
  const placed: [string, string | undefined][] = [];
  const activated: string[] = [];
  const app = {
    shell: {
      add: (pane: PlotPane, _: string, { mode }: { mode?: string }) => {
        placed.push([pane.plot, mode]);
        Widget.attach(pane, document.body);
      },
      activateById: (id: string) => activated.push(id),
    },
  } as unknown as JupyterFrontEnd;
  const tracker = new Tracker();
  const panes = new PlotPanes(app, hasTabs, tracker as unknown as WidgetTracker<PlotPane>, live);
  return { session, live, tracker, panes, placed, activated, watching };
}

const shown = (pane: PlotPane | undefined) =>
  pane?.node.querySelector("[data-src]")?.getAttribute("data-src");
const said = (pane: PlotPane | undefined) => pane?.node.querySelector("[role=status]")?.textContent;
const at = (key: keyof typeof FULL, plot = TASKS) =>
  `http://gateway.example/clusters/${FULL[key]}${plot}`;
const A = cluster("a1b2c3d4");
const B = cluster("b1b2c3d4");
const ended = (each: ClusterView): ClusterView => ({
  ...each,
  status: "FAILED",
  hasDashboard: false,
});

beforeEach(() => {
  document.body.replaceChildren();
  lab.errors.length = 0;
});

test("a pane that follows shows the cluster that the user works with", async () => {
  const { session, live, tracker, panes } = setUp([A, B]);
  await panes["open-plot"]({ cluster: "a1b2c3d4", plot: "task stream" });
  await vi.waitFor(() => expect(shown([...tracker.panes][0])).toBe(at("a1b2c3d4")));
  const [pane] = [...tracker.panes];
  live.follow(told, session, true)({ type: "insert-code", cluster: "b1b2c3d4" }, session.view());
  expect(shown(pane)).toBe(at("b1b2c3d4"));
  expect(tracker.kept.get(TASKS)).toEqual({ plot: TASKS, cluster: "b1b2c3d4", follow: true });
  // It is there once, whatever the cluster.
  await panes["open-plot"]({ cluster: "a1b2c3d4", plot: TASKS });
  expect(tracker.panes.size).toBe(1);
  expect(shown(pane)).toBe(at("a1b2c3d4"));
});

test.each(["connect", "drag-code", "copy-code", "open-dashboard"] as const)(
  "who does %s works with that cluster",
  async (type) => {
    const { session, live, tracker, panes } = setUp([A, B]);
    await panes["open-plot"]({ cluster: "a1b2c3d4", plot: "task stream" });
    await vi.waitFor(() => expect(shown([...tracker.panes][0])).toBe(at("a1b2c3d4")));
    const tell = live.follow(told, session, true);
    tell({ type, cluster: "b1b2c3d4", outside: false }, session.view());
    expect(shown([...tracker.panes][0])).toBe(at("b1b2c3d4"));
  },
);

test("what an action of another gateway's cluster means is not followed", async () => {
  const { session, live, tracker, panes } = setUp([A, B]);
  await panes["open-plot"]({ cluster: "a1b2c3d4", plot: "task stream" });
  const tell = live.follow(told, session, false);
  tell({ type: "insert-code", cluster: "b1b2c3d4" }, session.view());
  await vi.waitFor(() => expect(shown([...tracker.panes][0])).toBe(at("a1b2c3d4")));
});

test("when its cluster has ended, the last picture stays below a sentence, and the next cluster is shown", async () => {
  const { session, tracker, panes } = setUp([A]);
  await panes["open-plot"]({ cluster: "a1b2c3d4", plot: "task stream" });
  await vi.waitFor(() => expect(shown([...tracker.panes][0])).toBe(at("a1b2c3d4")));
  const [pane] = [...tracker.panes];
  session.show(view({ clusters: [ended(A)] }));
  expect([said(pane), shown(pane)]).toEqual([
    expect.stringMatching(/^Cluster a1b2c3d4 has ended\./),
    at("a1b2c3d4"),
  ]);
  session.show(view({ clusters: [ended(A), { ...B, hasDashboard: false, status: "PENDING" }] }));
  expect(shown(pane)).toBe(at("a1b2c3d4"));
  session.show(view({ clusters: [ended(A), B] }));
  expect([said(pane), shown(pane)]).toEqual([undefined, at("b1b2c3d4")]);
});

test("one that does not follow stays with its cluster", async () => {
  const { session, live, tracker, panes } = setUp([A, B]);
  await panes["open-plot"]({ cluster: "a1b2c3d4", plot: "task stream", follow: false });
  await panes["open-plot"]({ cluster: "b1b2c3d4", plot: "task stream" });
  await vi.waitFor(() =>
    expect([...tracker.panes].map(shown)).toEqual([at("a1b2c3d4"), at("b1b2c3d4")]),
  );
  expect([...tracker.kept.keys()]).toEqual([`${TASKS} a1b2c3d4`, TASKS]);
  live.choose("b1b2c3d4");
  session.show(view({ clusters: [ended(A), B] }));
  const [pinned] = [...tracker.panes];
  expect([said(pinned), shown(pinned)]).toEqual([
    "Cluster a1b2c3d4 has ended. Choose another one above.",
    at("a1b2c3d4"),
  ]);
  // One that follows now is there already.
  if (pinned) panes.follow(pinned, true);
  expect([...tracker.panes].map(shown)).toEqual([at("b1b2c3d4")]);
});

test("a restored pane finds its cluster by the key, and nothing is opened for one that cannot be seen", async () => {
  const { session, tracker, panes, activated, live } = setUp(null);
  tracker.restored = new Promise(() => {});
  const other = new PlotPanes(
    { shell: { add: () => {} } } as unknown as JupyterFrontEnd,
    true,
    tracker as unknown as WidgetTracker<PlotPane>,
    live,
  );
  await other["open-plot"]({ cluster: "a1b2c3d4", plot: PROGRESS, follow: true });
  await Promise.resolve();
  expect(live.isStarted).toBe(false);
  await panes["open-plot"]({ cluster: "a1b2c3d4", plot: TASKS, follow: true });
  const pane = tracker.find(({ plot }) => plot === TASKS);
  expect(said(pane)).toBe("Looking for cluster a1b2c3d4…");
  expect(shown(pane)).toBeUndefined();
  session.show(view({ clusters: [B, A] }));
  await vi.waitFor(() => expect(shown(pane)).toBe(at("a1b2c3d4")));
  expect(activated.length).toBeLessThanOrEqual(1);
});

test("one whose cluster is gone takes the only one there is, and of several none", async () => {
  const { session, tracker, panes } = setUp([B]);
  await panes["open-plot"]({ cluster: "c1b2c3d4", plot: TASKS });
  await vi.waitFor(() => expect(shown([...tracker.panes][0])).toBe(at("b1b2c3d4")));
  const several = setUp([A, B]);
  await several.panes["open-plot"]({ cluster: "c1b2c3d4", plot: TASKS });
  await vi.waitFor(() =>
    expect(said([...several.tracker.panes][0])).toMatch(/^Cluster c1b2c3d4 has ended/),
  );
  const none = setUp([A, B]);
  await none.panes["open-plot"]({ plot: TASKS });
  await vi.waitFor(() =>
    expect(said([...none.tracker.panes][0])).toMatch(/^Several clusters are running/),
  );
  session.show(view({ clusters: null, problem: { level: "error", message: { id: "no-answer" } } }));
});

test("a full name leads to its cluster, and is neither kept nor shown", async () => {
  const { session, tracker, panes } = setUp(null);
  await panes["open-plot"]({ cluster: `site.${FULL.a1b2c3d4}`, plot: TASKS });
  const [pane] = [...tracker.panes];
  const texts = () =>
    JSON.stringify([...tracker.kept]) + pane?.node.textContent + pane?.title.caption;
  expect(texts()).not.toContain(FULL.a1b2c3d4);
  session.show(view({ clusters: [A] }));
  await vi.waitFor(() => expect(shown(pane)).toBe(at("a1b2c3d4")));
  expect(texts()).not.toContain(FULL.a1b2c3d4);
  expect(tracker.kept.get(TASKS)).toEqual({ plot: TASKS, cluster: "a1b2c3d4", follow: true });
});

test("the layout is four panes, beside what is there; those that are open stay where they are", async () => {
  const { panes, placed, tracker, watching } = setUp([A]);
  await panes["open-layout"]({ cluster: "a1b2c3d4" });
  expect(placed).toEqual(
    LAYOUT.map((plot, at) => [
      plot,
      ["split-right", "split-bottom", "split-bottom", "split-right"][at],
    ]),
  );
  await panes["open-layout"]({ cluster: "a1b2c3d4" });
  expect(placed).toHaveLength(4);
  await vi.waitFor(() =>
    expect([...tracker.panes].map(shown)).toEqual(LAYOUT.map((plot) => at("a1b2c3d4", plot))),
  );
  // The session is kept asking while one can be seen, and no longer.
  expect(watching.filter(({ aborted }) => !aborted)).toHaveLength(1);
  for (const pane of [...tracker.panes]) pane.dispose();
  expect(watching.filter(({ aborted }) => !aborted)).toHaveLength(0);
});

test("the layout that is asked for twice at once is there once", async () => {
  const { panes, placed, tracker } = setUp([A]);
  const layout = () => panes["open-layout"]({ cluster: "a1b2c3d4" });
  await Promise.all([layout(), layout(), panes["open-plot"]({ plot: PROGRESS })]);
  expect([placed.length, tracker.panes.size]).toEqual([4, 4]);
});

test("what a saved workspace calls a cluster steers nothing", async () => {
  const { session, tracker, panes } = setUp([A, B]);
  const cluster = "\u202e\x1b]0;x\x07<b>";
  await panes["open-plot"]({ cluster, plot: TASKS, follow: "no" as never });
  await panes["open-plot"]({ cluster, plot: TASKS, follow: false });
  session.show(view({ clusters: [A, B], loading: true }));
  const all = [...tracker.panes];
  await vi.waitFor(() => expect(all.every((pane) => said(pane)?.includes("has ended"))).toBe(true));
  for (const pane of all) {
    const texts = `${pane.node.textContent} ${pane.title.caption} ${pane.title.label}`;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
    expect(texts).not.toMatch(/[\u202e\x00-\x08\x1b]/);
    expect(pane.node.querySelector("b")).toBeNull();
  }
});

test("a further plot goes to the highest of the others: below it, or beside it as a tab where that is low", async () => {
  const { panes, placed, tracker } = setUp([A]);
  const heights = new Map([
    [TASKS, 300],
    [PROGRESS, 500],
  ]);
  for (const plot of [TASKS, PROGRESS]) {
    await panes["open-plot"]({ cluster: "a1b2c3d4", plot });
    const pane = tracker.find((each) => each.plot === plot);
    if (pane) Object.defineProperty(pane.node, "clientHeight", { get: () => heights.get(plot) });
  }
  await panes["open-plot"]({ cluster: "a1b2c3d4", plot: "cpu" });
  heights.set(PROGRESS, 200);
  await panes["open-plot"]({ cluster: "a1b2c3d4", plot: "profile" });
  expect(placed.map(([, mode]) => mode)).toEqual([
    "split-right",
    "tab-after",
    "split-bottom",
    "tab-after",
  ]);
});

test("plots of a mount with another gateway are shown as they are, and not kept", async () => {
  const { panes, tracker, live } = setUp([A]);
  await live.start();
  const url = "https://other.example/clusters/b1b2c3d4/individual-task-stream";
  await panes.show([{ plot: TASKS, url }], "b1b2c3d4");
  expect([...tracker.panes].map(shown)).toEqual([url]);
  expect([tracker.kept.size, live.chosen]).toEqual([0, undefined]);
  await panes.show([{ plot: TASKS, url: at("a1b2c3d4") }], "a1b2c3d4");
  expect([...tracker.panes].map(shown)).toEqual([url, at("a1b2c3d4")]);
  expect(live.chosen).toBe("a1b2c3d4");
});

test("an address that cannot be known is asked for once", async () => {
  const { panes, tracker, session } = setUp([A]);
  session.answer = () => [];
  await panes["open-plot"]({ cluster: "a1b2c3d4", plot: TASKS });
  await vi.waitFor(() => expect(said([...tracker.panes][0])).toMatch(/^It is not known/));
  const asked = session.events.length;
  for (const loading of [true, false, true]) session.show(view({ clusters: [A], loading }));
  expect(session.events).toHaveLength(asked);
});

test.each(["//evil.example/x", "javascript:alert(1)", "../status", "", null, 7, {}])(
  "no pane is opened for %j",
  async (plot) => {
    const { panes, tracker } = setUp([A]);
    await panes["open-plot"]({ cluster: "a1b2c3d4", plot: plot as never }).catch((error: Error) =>
      expect(error.message).toContain("is no plot of Dask’s dashboard"),
    );
    const paths = [...tracker.panes].map((pane) => pane.plot);
    for (const path of paths) expect(path).toMatch(/^\/individual-\w+$/);
  },
);

test("what a Client asks for is shown if it is a cluster of ours", async () => {
  const { panes, tracker } = setUp([A]);
  for (const address of [
    "http://127.0.0.1:8787/status",
    "https://evil.example/clusters/a1b2c3d4/status",
    "javascript:alert(1)",
    "undefined",
    "http://[",
    "http://a:b:c/",
  ]) {
    await panes.openAt(address);
  }
  expect([lab.errors.length, tracker.panes.size]).toEqual([6, 0]);
  await panes.openAt(at("a1b2c3d4", "/status"));
  await vi.waitFor(() =>
    expect([...tracker.panes].map(shown)).toEqual(LAYOUT.map((plot) => at("a1b2c3d4", plot))),
  );
});

test("while the gateway is silent nobody says that there is no such cluster", async () => {
  const silent = { level: "error", message: { id: "no-answer" } } as const;
  const notebook7 = setUp(null, false);
  notebook7.session.show(view({ clusters: null, problem: silent }));
  await expect(
    notebook7.panes["open-plot"]({ plot: "task stream", cluster: "a1b2c3d4" }),
  ).rejects.toThrow("The gateway does not answer.");
  const { session, panes } = setUp(null);
  session.show(view({ clusters: null, problem: silent }));
  await panes.openAt(at("a1b2c3d4", "/status"));
  expect(lab.errors).toEqual([expect.stringContaining("The gateway does not answer.")]);
});

test("in Notebook 7 they are browser tabs", async () => {
  const open = vi.spyOn(window, "open").mockReturnValue(null);
  const { panes, tracker } = setUp([A], false);
  await panes["open-plot"]({ plot: "task stream" });
  expect(tracker.panes.size).toBe(0);
  expect(open.mock.calls).toEqual([[at("a1b2c3d4"), "_blank", "noopener,noreferrer"]]);
  // Not those of another cluster than was asked for.
  await expect(panes["open-plot"]({ plot: "task stream", cluster: "c1b2c3d4" })).rejects.toThrow(
    "There is no such cluster.",
  );
  expect(open).toHaveBeenCalledTimes(1);
});

test.each([
  [true, ["dask-gateway:open-plot", "dask-gateway:open-layout"]],
  [
    false,
    ["dask-gateway:open-plot", "dask-gateway:open-layout", "dask:populate-and-launch-layout"],
  ],
])("the Client's button is left to dask-labextension where that is (%j)", (isThere, commands) => {
  const added: string[] = [];
  const app = {
    commands: { addCommand: (id: string) => added.push(id) },
    hasPlugin: (id: string) => isThere && id === "dask-labextension:plugin",
  } as unknown as JupyterFrontEnd;
  addPlots(app, true, null, () => {
    throw new Error("nothing is needed yet");
  });
  expect(added).toEqual(commands);
});
