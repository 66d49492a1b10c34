import type { PythonState } from "../jupyter/program-status.js";
import { pageGlobal } from "../page/page-global.js";
import { randomId } from "../page/random-id.js";
import type { OpenSession, PresetsView, UserEvent } from "../view/model.js";
import type { FromPython, Stops, ToPython } from "./protocol.js";
import type { Relay } from "./relay.js";
import {
  clusterNamed,
  INITIAL_STATE,
  kernelStopsOf,
  reduce,
  type SyncEffect,
  type SyncEvent,
} from "./sync-state.js";
import { watchKernel } from "./watch-kernel.js";
import { listen, send, type WidgetModel } from "./widget-model.js";

/** Shows a plot of the cluster with this key. */
export type PlotOpener = (cluster: string, plot: string) => void;

/** Keeps one widget's Python and the page's session in step, however often the widget is displayed. */
export class PythonSync {
  /** How many displays of the widget use it. */
  displays = 0;
  readonly #abort = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #openers = new Set<PlotOpener>();
  #state = { ...INITIAL_STATE, page: randomId() };
  /** When the presets were looked at last, and as Python was told them. */
  #seenPresets: PresetsView | null = null;
  #toldPresets = "[]";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly model: WidgetModel,
    private readonly session: OpenSession,
    private readonly relay: Relay | null,
  ) {
    const { signal } = this.#abort;
    listen(
      model,
      (message) => {
        if (message.type === "plot") this.#openPlot(message);
        else if (message.type === "fill") this.#fill(message);
        else this.#take({ type: "message", message });
        // It knows nothing of the page, or has missed something.
        if (message.type === "welcome") this.#tellPresets(true);
      },
      signal,
    );
    session.subscribe(() => {
      this.#take({ type: "session-changed" });
      this.#tellPresets(false);
    }, signal);
    relay?.add(model, signal);
    watchKernel(model, () => this.kernelEnded(), signal);
    this.#take({ type: "start" });
  }

  get python(): PythonState {
    return this.#state.python;
  }

  /** The key of the cluster that Python works with. */
  get chosen(): string | undefined {
    const { session } = this;
    const { cluster } = this.#state;
    return cluster === null ? undefined : clusterNamed(cluster, session, session.view())?.key;
  }

  /** Which clusters the kernel stops when it ends; null: that is not known, or not to be had. */
  get stops(): Stops | null {
    return kernelStopsOf(this.#state);
  }

  /** The user wants the kernel to stop the cluster of this key when it ends, or not to; null: those of later. */
  tick(key: string | null, on: boolean): void {
    const cluster = key === null ? null : this.session.clusterName(key);
    if (cluster !== undefined) this.#take({ type: "tick", cluster, on });
  }

  /** No kernel knows the widget any more. */
  kernelEnded(): void {
    this.relay?.remove(this.model);
    this.#take({ type: "kernel-ended" });
  }

  /** The user wants Python to work with the cluster of this key. */
  choose(key: string): void {
    const cluster = this.session.clusterName(key);
    if (cluster !== undefined) this.#take({ type: "choose", cluster });
  }

  /** The user did this in one of the widget's displays. */
  onUserEvent({ type }: UserEvent): void {
    if (type === "launch") this.#take({ type });
  }

  /** Calls `listener` when `python`, `chosen` or `stops` may have changed, until the signal aborts. */
  subscribe(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener));
  }

  /** Has `open` show a plot that Python code asks for, until the signal aborts: one of the displays does. */
  onPlot(open: PlotOpener, signal: AbortSignal): void {
    this.#openers.add(open);
    signal.addEventListener("abort", () => this.#openers.delete(open));
  }

  #openPlot({ page, cluster, plot }: FromPython & { type: "plot" }): void {
    if (page !== this.#state.page) return;
    const key = clusterNamed(cluster, this.session, this.session.view())?.key;
    const [open] = this.#openers;
    if (key !== undefined) open?.(key, plot);
  }

  #fill({ page, name, options, workers }: FromPython & { type: "fill" }): void {
    if (page !== this.#state.page) return;
    this.session.dispatch({ type: "fill-form", source: "python", name, options, workers });
  }

  /** Python code can use them. `again`: it may not have what it was told. */
  #tellPresets(again: boolean): void {
    const { presets } = this.session.view();
    if (presets === this.#seenPresets && !again) return;
    this.#seenPresets = presets;
    const text = this.session.presets();
    if (text === this.#toldPresets && !(again && text !== "[]")) return;
    this.#toldPresets = text;
    this.#send({ type: "presets", page: this.#state.page, presets: text });
  }

  /** Focus leaves the form: what Python does not know yet goes now. */
  flush(): void {
    this.#take({ type: "flush" });
  }

  dispose(): void {
    this.flush();
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  #take(event: SyncEvent): void {
    const before = this.#state;
    const [after, effects] = reduce(before, event, this.session, performance.now());
    this.#state = after;
    for (const effect of effects) this.#run(effect);
    this.#setTimer();
    const [old, now] = [kernelStopsOf(before), kernelStopsOf(after)];
    const isSame = after.python === before.python && after.cluster === before.cluster;
    if (isSame && JSON.stringify(now) === JSON.stringify(old)) return;
    for (const listener of this.#listeners) listener();
  }

  #run(effect: SyncEffect): void {
    if (effect.type === "send") {
      this.#send(effect.message);
      return;
    }
    const { options, stale } = effect;
    this.session.dispatch({ type: "set-options", options, unseen: stale });
    this.#take({ type: "options-applied", stale });
  }

  /** Where the comm is closed its kernel has ended, or begun anew: not every host says so. */
  #send(message: ToPython): void {
    try {
      send(this.model, message);
    } catch {
      this.kernelEnded();
    }
  }

  #setTimer(): void {
    clearTimeout(this.#timer);
    const { answerDue, sendDue } = this.#state;
    const due = Math.min(answerDue, sendDue);
    if (!Number.isFinite(due)) return;
    this.#timer = setTimeout(() => this.#take({ type: "time" }), due - performance.now());
  }
}

/** By the widgets' `_uid`. */
const syncs = pageGlobal<Map<string, PythonSync>>("python-syncs", () => new Map());

/** The widget's one, for all its displays: it lives until the signal of the last one aborts. */
export function pythonSyncOf(
  model: WidgetModel,
  make: () => PythonSync,
  signal: AbortSignal,
): PythonSync {
  const uid = model.get("_uid");
  const sync = syncs.get(uid) ?? make();
  syncs.set(uid, sync);
  sync.displays += 1;
  signal.addEventListener("abort", () => {
    sync.displays -= 1;
    if (sync.displays > 0) return;
    syncs.delete(uid);
    sync.dispose();
  });
  return sync;
}
