import type { JupyterFrontEnd } from "@jupyterlab/application";
import { Notification, type WidgetTracker } from "@jupyterlab/apputils";
import type { ReadonlyPartialJSONObject } from "@lumino/coreutils";
import { plainText } from "../page/plain-text.js";
import { LAYOUT, plotPath } from "../page/plots.js";
import type { PlotAddress } from "../view/model.js";
import { keyOf } from "./cluster-key.js";
import { strings } from "./dashboard-strings.js";
import { languageCame } from "./language-came.js";
import { later } from "./later-strings.js";
import type { Live } from "./live.js";
import type { Choice } from "./plot-bar.js";
import { type PaneActions, PlotPane } from "./plot-pane.js";
import { nextPlace, placeInLayout } from "./plot-places.js";
import type { Started } from "./started.js";
import { untilWatched } from "./until.js";

type Args = ReadonlyPartialJSONObject;

/**
 * The panes of all plots. One that follows shows the cluster that the user works with, of the Jupyter server's gateway: each plot
 * is there once. Others stay with their cluster.
 */
export class PlotPanes implements PaneActions {
  #started: Started | undefined;
  #watching: AbortController | null = null;
  /** JupyterLab has restored its workspace: what is opened now was opened by somebody. */
  #isRestored = false;
  /** The full names that commands gave, by what is kept of them, until the list is there: they are secrets. */
  readonly #named = new Map<PlotPane, string>();
  /** For which cluster there was no address, by pane: it is not asked for again by itself. */
  readonly #refused = new Map<PlotPane, string>();

  constructor(
    private readonly app: JupyterFrontEnd,
    private readonly hasTabs: boolean,
    private readonly tracker: WidgetTracker<PlotPane>,
    private readonly live: Live,
  ) {
    void tracker.restored.then(() => {
      this.#isRestored = true;
    });
    live.onChosen = () => {
      this.#refused.clear();
      this.#update();
    };
    live.onStart((started) => {
      this.#started = started;
      const { ended = new AbortController().signal } = started;
      started.session.subscribe(() => this.#update(), ended);
      ended.addEventListener("abort", () => this.#end());
      this.#update();
      this.#watch();
    });
  }

  /** Shows what a mount opened. */
  async show(plots: readonly PlotAddress[], cluster: string): Promise<void> {
    const made = plots.map(({ plot, url }) => {
      const isOurs = this.#addressOf(cluster, plot) === url;
      const pane = this.#pane(plot, cluster, true, isOurs);
      if (!isOurs) pane.showPlot(cluster, url);
      return pane;
    });
    if (made.some(({ isForeign }) => !isForeign)) this.live.choose(cluster);
    await this.#place(made);
    this.#update();
  }

  /** The command; JupyterLab restores panes with it, too. */
  async "open-plot"({ cluster, plot, follow }: Args): Promise<void> {
    const path = typeof plot === "string" ? plotPath(plot) : null;
    if (path === null) throw new Error(strings().noPlot(plainText(String(plot).slice(0, 100))));
    await this.#open([path], cluster, follow !== false);
  }

  async "open-layout"({ cluster }: Args): Promise<void> {
    await this.#open(LAYOUT, cluster, true);
  }

  /** What distributed's Client asks for: the layout of the cluster whose dashboard has this address. */
  async openAt(address: string): Promise<void> {
    const { session } = await this.live.start();
    await this.#settled();
    const named = segmentsOf(address);
    const cluster = session.view().clusters?.find(({ key, hasDashboard }) => {
      const name = hasDashboard ? session.clusterName(key) : undefined;
      return name !== undefined && named.includes(name);
    });
    // A notebook's markdown can run the command too, with any address.
    const why = session.view().clusters === null ? strings().silent : strings().notOurs;
    if (cluster === undefined) Notification.error(why, { autoClose: false });
    else await this.#open(LAYOUT, cluster.key, true);
  }

  choose(pane: PlotPane, cluster: string): void {
    if (pane.follows) {
      this.live.choose(cluster);
      return;
    }
    pane.cluster = cluster;
    this.#changed(pane);
  }

  follow(pane: PlotPane, on: boolean): void {
    pane.follows = on;
    this.#changed(pane);
  }

  onVisible(pane: PlotPane): void {
    // Its session is opened for what can be seen, and for nothing that waits in a hidden tab.
    if (pane.isVisible && this.#started === undefined)
      this.live.start().catch((error: unknown) => {
        console.error(error);
        pane.say(strings().notLoaded);
      });
    this.#watch();
  }

  async #open(plots: readonly string[], given: unknown, follows: boolean): Promise<void> {
    const cluster = typeof given === "string" ? given : "";
    if (!this.hasTabs) return this.#openOutside(plots, cluster);
    // Known by the panel, it may be called there so.
    if (this.#isRestored && follows && cluster !== "") this.live.choose(keyOf(cluster));
    const panes = plots.map((plot) => {
      const pane = this.#pane(plot, keyOf(cluster), follows, true);
      if (cluster !== "") this.#named.set(pane, cluster);
      return pane;
    });
    await this.#place(panes);
    this.#update();
  }

  async #openOutside(plots: readonly string[], cluster: string): Promise<void> {
    const { session } = await this.live.start();
    await this.#settled();
    if (session.view().clusters === null) throw new Error(strings().silent);
    // Another than was asked for is not opened in its place.
    const key = cluster === "" ? this.#only()?.key : this.#find(cluster);
    if (key === undefined) throw new Error(later.noCluster);
    for (const plot of plots) {
      const url = this.#addressOf(key, plot);
      if (url) window.open(url, "_blank", "noopener,noreferrer");
    }
  }

  /** The pane that is there for it, or a new one. */
  #pane(plot: string, cluster: string, follows: boolean, isOurs: boolean): PlotPane {
    const made = new PlotPane(plot, cluster, follows, isOurs ? this : null);
    const there = isOurs ? this.tracker.find(({ slot }) => slot === made.slot) : undefined;
    if (there === undefined) return made;
    made.dispose();
    return there;
  }

  /** Those that are there stay where they are. */
  async #place(panes: readonly PlotPane[]): Promise<void> {
    const { shell } = this.app;
    const kept: Promise<void>[] = [];
    for (const [index, pane] of panes.entries()) {
      if (pane.isAttached) continue;
      const others = [...this.#all()];
      const place = panes.length > 1 ? placeInLayout(panes, index) : nextPlace(others);
      shell.add(pane, "main", { ...place, activate: false });
      pane.disposed.connect(() => {
        this.#named.delete(pane);
        this.#refused.delete(pane);
        this.#watch();
      });
      // All at once: who asks for the same meanwhile is to find them there.
      kept.push(this.tracker.add(pane));
    }
    await Promise.all(kept);
    const [first] = panes;
    if (first !== undefined && this.#isRestored) shell.activateById(first.id);
    this.#watch();
  }

  /** The user has logged out. */
  #end(): void {
    this.#watching?.abort();
    this.#watching = null;
    this.#started = undefined;
  }

  #all(): PlotPane[] {
    return this.tracker.filter(() => true);
  }

  /** Its slot may be another now, and one that another pane has. */
  #changed(pane: PlotPane): void {
    this.#named.delete(pane);
    const other = this.tracker.find((each) => each !== pane && each.slot === pane.slot);
    if (other !== undefined) {
      pane.dispose();
      this.app.shell.activateById(other.id);
      return;
    }
    void this.tracker.save(pane);
    this.#update();
  }

  #update(): void {
    for (const pane of this.#all()) if (!pane.isForeign) this.#updatePane(pane);
  }

  #updatePane(pane: PlotPane): void {
    const { clusters, problem } = this.#started?.session.view() ?? {
      clusters: null,
      problem: null,
    };
    if (clusters === null) {
      const looking = pane.cluster === "" ? strings().waiting : strings().looking(pane.cluster);
      pane.say(problem?.level === "error" ? strings().silent : looking);
      pane.offer([], pane.cluster);
      return;
    }
    const choices = clusters.filter(({ hasDashboard }) => hasDashboard);
    const named = this.#named.get(pane);
    const own = (named && this.#find(named)) ?? pane.cluster;
    const chosen = pane.follows ? this.live.chosen : undefined;
    const wanted =
      choices.find(({ key }) => key === chosen) ??
      choices.find(({ key }) => key === own) ??
      (pane.follows ? this.#only() : undefined);
    if (wanted !== undefined) {
      this.#named.delete(pane);
      if (!pane.isShown || pane.cluster !== wanted.key) this.#attach(pane, wanted.key);
    } else if (own === "") {
      pane.say(choices.length === 0 ? strings().none : strings().several);
    } else
      pane.say(pane.follows ? strings().ended(pane.cluster) : strings().pinnedEnded(pane.cluster));
    const { name = pane.cluster } = clusters.find(({ key }) => key === pane.cluster) ?? {};
    pane.offer(choices, name);
  }

  #attach(pane: PlotPane, cluster: string): void {
    if (this.#refused.get(pane) === cluster) return;
    const address = this.#addressOf(cluster, pane.plot);
    if (address === undefined) {
      this.#refused.set(pane, cluster);
      pane.say(strings().noAddress);
      return;
    }
    this.#refused.delete(pane);
    pane.showPlot(cluster, address);
    void this.tracker.save(pane);
  }

  /** The key of the cluster with this key or full name. */
  #find(named: string): string | undefined {
    const session = this.#started?.session;
    return session
      ?.view()
      .clusters?.find(({ key }) => key === named || session.clusterName(key) === named)?.key;
  }

  /** The only cluster that has plots. */
  #only(): Choice | undefined {
    const all = this.#started?.session.view().clusters?.filter(({ hasDashboard }) => hasDashboard);
    return all?.length === 1 ? all[0] : undefined;
  }

  /** Where the plot of a cluster of ours is; undefined: it is none, or nobody knows. Its card says why. */
  #addressOf(cluster: string, plot: string): string | undefined {
    const actions = this.#started?.session.dispatch({
      type: "open-plots",
      cluster,
      plots: plot,
      outside: false,
    });
    const action = actions?.find((each) => each.type === "open-plots");
    return action && action.below + action.plots;
  }

  /** The list is there, or it is known why not. */
  async #settled(): Promise<void> {
    if (this.#started === undefined) return;
    await untilWatched(
      this.#started,
      ({ clusters, problem }) => clusters !== null || problem?.level === "error",
    );
  }

  /** The session asks while a pane can be seen: whether its cluster is there still. */
  #watch(): void {
    const isSeen = this.tracker.find((pane) => pane.isVisible && !pane.isForeign) !== undefined;
    if (!isSeen) {
      this.#watching?.abort();
      this.#watching = null;
    } else if (this.#watching === null && this.#started !== undefined) {
      this.#watching = new AbortController();
      this.#started.core.watchSession(this.#started.session, this.#watching.signal);
    }
  }
}

/** Of the path of an address, which may be none. */
function segmentsOf(address: string): string[] {
  try {
    return new URL(address, document.baseURI).pathname.split("/");
  } catch {
    return [];
  }
}

/** Where a workspace brings panes back, they are drawn before anything of the view is there. */
export async function plotPanes(
  ...around: ConstructorParameters<typeof PlotPanes>
): Promise<PlotPanes> {
  await languageCame();
  return new PlotPanes(...around);
}
