import type { JupyterFrontEnd } from "@jupyterlab/application";
import { Signal } from "@lumino/signaling";
import type { IDaskGateway } from "../token/index.js";
import {
  act,
  commandOf,
  doHere,
  execute,
  follow,
  heard,
  launch,
  start,
  type Told,
} from "./extension-calls.js";
import { strings } from "./extension-strings.js";
import type { Live } from "./live.js";

type How = IDaskGateway.IHow;
const QUIETLY = { ask: false, show: false };

/** What the token `IDaskGateway` gives to other extensions. `live`: null where there is no gateway. */
export class ForExtensions implements IDaskGateway {
  readonly clustersChanged = new Signal<this, void>(this);
  readonly stateChanged = new Signal<this, void>(this);
  #told: Told;

  constructor(
    readonly app: JupyterFrontEnd,
    readonly live: Live | null,
  ) {
    const problem = live === null ? strings().unavailable : null;
    this.#told = { state: live ? "idle" : "unavailable", problem, clusters: null };
    live?.onStart((started) => follow(this, started));
  }

  get state() {
    return this.told.state;
  }

  get problem() {
    return this.told.problem;
  }

  get clusters() {
    return this.told.clusters;
  }

  /** As it is now. */
  get told(): Told {
    return this.#told;
  }

  set told(told: Told) {
    const before = this.#told;
    this.#told = told;
    if (told.clusters !== before.clusters) this.clustersChanged.emit();
    if (told.state !== before.state || told.problem !== before.problem) this.stateChanged.emit();
  }

  async ready() {
    await heard(this);
    return this.clusters ?? [];
  }

  watch() {
    const watching = new AbortController();
    const { signal } = watching;
    this.live?.onStart(({ core, session }) => core.watchSession(session, signal));
    // Why not is in the state.
    start(this).catch(() => {});
    return {
      get isDisposed() {
        return signal.aborted;
      },
      dispose: () => watching.abort(),
    };
  }

  async refresh() {
    await heard(this);
    await execute(this, "refresh", {}, QUIETLY);
  }

  launch(wish?: IDaskGateway.ILaunch, how?: How) {
    return launch(this, wish, how);
  }

  scale(cluster: string, workers: number, how?: How) {
    return act(this, "scale", cluster, { workers }, how);
  }

  adapt(cluster: string, minimum: number, maximum: number, how?: How) {
    return act(this, "adapt", cluster, { minimum, maximum }, how);
  }

  stop(cluster: string, how?: How) {
    return act(this, "stop", cluster, {}, { ask: true, ...how }, ({ canStop }) => !canStop);
  }

  connect(cluster: string, how?: How) {
    return doHere(this, "connect", cluster, {}, how);
  }

  insertCode(cluster: string, how?: How) {
    return doHere(this, "insert-code", cluster, {}, how);
  }

  async openPanel() {
    if (this.live === null) throw new Error(strings().unavailable);
    await this.app.commands.execute(commandOf(this, "open"));
  }

  async openDashboard(cluster: string) {
    await doHere(this, "open-dashboard", cluster);
  }

  async openPlot(cluster: string, plot?: string) {
    if (plot === undefined) await doHere(this, "open-layout", cluster);
    else await doHere(this, "open-plot", cluster, { plot });
  }

  async openLogs(cluster: string, worker?: string) {
    await doHere(this, "open-logs", cluster, worker === undefined ? {} : { worker });
  }
}
