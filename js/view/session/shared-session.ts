import type {
  FormText,
  HostAction,
  OpenSession,
  PageText,
  PresetStore,
  UserEvent,
  View,
  WantedPage,
} from "../model.js";
import { pageStrings } from "../strings/languages.js";
import { BoundsMemory } from "./bounds-memory.js";
import { type Core, EarlyCore, isEarlyEdit } from "./early-core.js";
import { HistoryMemory } from "./history-memory.js";
import { LaunchMemory } from "./launch-memory.js";
import { PageReaders } from "./page-readers.js";
import { browserStore, PresetMemory } from "./preset-memory.js";
import { isStanding, Mirror, type Restoration } from "./restoration.js";
import { WholeView } from "./whole-view.js";

/** Milliseconds that an unused session waits for somebody to look again: a cell that is moved is drawn anew. */
export const UNUSED_TIMEOUT_MS = 60_000;

/**
 * Opens a core, which calls `onchange` after changes. The signal aborts when it is used no more. `onWhole` is called by an `EarlyCore`
 * alone.
 */
export type Open = (onchange: () => void, signal: AbortSignal, onWhole: () => void) => Core;

/** What has been done before the core takes it in. `resolve` is given what comes of it. */
interface Queued {
  readonly event: UserEvent;
  readonly resolve?: (actions: HostAction[]) => void;
}

/** Before the core has shown anything. */
const NOTHING_YET: View = {
  connection: "direct",
  address: "",
  version: null,
  loading: true,
  problem: null,
  slow: null,
  remarks: [],
  form: null,
  clusters: null,
  recent: [],
  presets: { items: [], chosen: null, conflicts: [] },
  workers: null,
  confirmStop: null,
  stopAll: null,
  unsettled: null,
};

/** A core for all panels and widgets that show the same gateway. */
export class SharedSession implements OpenSession {
  readonly #listeners = new Set<() => void>();
  /** Null: a fault has ended it, and another is being started. */
  #core: Core | null;
  #bounds = new BoundsMemory();
  readonly #launches: LaunchMemory | undefined;
  #history: HistoryMemory | undefined;
  #presets: PresetMemory | undefined;
  #presetStore: PresetStore = browserStore;
  /** Aborted when presets are kept elsewhere. */
  #presetsEnd = new AbortController();
  readonly #readers = new PageReaders();
  /** Aborted when the core ends. */
  #end = new AbortController();
  #hasClosed = false;
  readonly #mirror = new Mirror();
  /** What a new core is still to be told of what the one before it had. */
  #restoration: Restoration | null = null;
  /** Whether the user is told of the fault. */
  #isFaultTold = true;
  /** The core is not whole, or another one, which is, has not come to where it was: what is done waits for that. */
  #isHeld: boolean;
  #queue: Queued[] = [];
  #isRecalled = false;
  /** The fault after which no other core is tried. */
  #fault: { error: unknown } | null = null;
  #whole = new WholeView();
  #shown: View | null = null;
  /** The core may have changed since it was asked last. */
  #isStale = true;
  /** What there was to draw when the listeners were called last. */
  #told: View | null = null;
  /** Ends it when it has been unused for long. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param onClose Called when the session ends.
   * @param closeUnused Whether it ends by itself some time after its last subscriber has gone.
   * @param hasOneUser Whether the page belongs to one user, for whom the browser may keep what became of his clusters
   *   and launches.
   * @param gateway Names the gateway in the page's origin.
   */
  constructor(
    open: Open,
    private readonly onClose: () => void,
    private readonly closeUnused: boolean,
    private readonly hasOneUser = true,
    gateway = "",
  ) {
    this.#core = this.#open(open);
    this.#isHeld = this.#core instanceof EarlyCore;
    if (hasOneUser) {
      this.#history = new HistoryMemory(this.#core, this.#end.signal);
      this.#launches = new LaunchMemory(gateway);
    }
    if (!this.#isHeld) this.#recall();
    this.#openPresets();
  }

  #open(open: Open): Core {
    const onWhole = () => {
      this.#release();
      this.#onChange();
    };
    return open(() => this.#onChange(), this.#end.signal, onWhole);
  }

  /** Launches of before a reload, once: they are not kept any more after that. */
  #recall(): void {
    if (this.#isRecalled) return;
    this.#isRecalled = true;
    for (const event of this.#launches?.recall() ?? []) this.#tell(event);
  }

  /** The core takes in everything now. */
  #release(): void {
    this.#isHeld = false;
    this.#recall();
    for (const { event, resolve } of this.#queue.splice(0)) {
      let actions: HostAction[] = [];
      try {
        actions = this.dispatch(event);
      } catch (error) {
        console.error(error);
      }
      resolve?.(actions);
    }
  }

  /** Not while somebody looks. */
  #releaseSoon(): void {
    queueMicrotask(() => {
      if (this.#core !== null) this.#release();
    });
  }

  #giveUp(): void {
    for (const { resolve } of this.#queue.splice(0)) resolve?.([]);
  }

  #waits(event: UserEvent): boolean {
    if (!this.#isHeld || this.#hasClosed || isStanding(event)) return false;
    return !(this.#core instanceof EarlyCore && isEarlyEdit(event) && this.#queue.length === 0);
  }

  /** The same object while nothing has changed, and so is each part of it. Who asks looks at it, and is to see all of it soon. */
  view(): View {
    const view = this.#viewNow();
    this.#fetchRestSoon(view.form !== null);
    return view;
  }

  #fetchRestSoon(isFormSeen: boolean): void {
    if (this.#core instanceof EarlyCore) this.#core.fetchSoon(isFormSeen);
  }

  /** The core is asked once for all mounts. */
  #viewNow(): View {
    if (this.#fault !== null) throw this.#fault.error;
    while (this.#isStale && this.#core !== null) {
      const changes = this.#ask((core) => core.changes(false));
      this.#isStale = false;
      if (changes === undefined) break;
      const text = changes.rest?.workers && this.#ask((core) => core.workers());
      const told = typeof text === "string" ? { text, at: Date.now() } : undefined;
      const { address, unsettled } = this.#whole.take(changes, told);
      this.#launches?.look(unsettled);
      const { clusters, order } = changes;
      if (order !== null) this.#bounds.keepOnly(address, order);
      for (const event of this.#bounds.look({ address, clusters })) this.#tell(event);
      if (this.#whole.current !== null) this.#take(this.#whole.current);
    }
    if (this.#core !== null && this.#restoration === null) this.#mirror.look(this.#whole.current);
    if (this.#shown !== null) return this.#shown;
    // A core that ended at once is followed by another.
    if (this.#core === null || this.#isHeld) return NOTHING_YET;
    throw new Error("the core has nothing to show");
  }

  /** Takes in what the core shows, and tells it what it does not know yet of what was there before. */
  #take(view: View): void {
    for (const event of this.#restoration?.next(view) ?? []) this.#tell(event);
    if (this.#core !== null && this.#restoration?.isDone) {
      this.#restoration = null;
      const text = pageStrings().startedAnew;
      if (this.#isFaultTold) this.#tell({ type: "report", cluster: null, level: "error", text });
    }
    const hasCome = this.#restoration === null || view.problem !== null;
    if (this.#isHeld && hasCome && !(this.#core instanceof EarlyCore)) this.#releaseSoon();
    this.#shown = this.#restoration?.show(view) ?? view;
  }

  #tell(event: UserEvent): HostAction[] | undefined {
    this.#isStale = true;
    return this.#ask((core) => core.dispatch(event));
  }

  /** Undefined: the core has met a fault, or there is none for the moment. */
  #ask<T>(question: (core: Core) => T): T | undefined {
    const core = this.#core;
    if (core === null) return undefined;
    try {
      return question(core);
    } catch (error) {
      if (this.#core === core) throw error;
      return undefined;
    }
  }

  /**
   * A fault has ended the core. `again`: what opens another; rejects if none is to be tried any more. `isTold`: the user is to know,
   * for something may look otherwise.
   */
  onFault(again: Promise<Open>, isTold = true): void {
    if (this.#hasClosed) return;
    this.#isFaultTold = isTold;
    this.#isHeld = !isTold;
    this.#core = null;
    this.#end.abort();
    this.#readers.giveUp();
    this.#restoration = this.#restoration?.again() ?? this.#mirror.restoration();
    again.then(
      (open) => {
        if (!this.#hasClosed) this.#start(open);
      },
      (error: unknown) => {
        this.#fault = { error };
        this.#giveUp();
        this.#callListeners();
      },
    );
  }

  #start(open: Open): void {
    this.#end = new AbortController();
    this.#whole = new WholeView();
    this.#bounds = new BoundsMemory();
    this.#core = this.#open(open);
    if (this.hasOneUser) this.#history = new HistoryMemory(this.#core, this.#end.signal);
    this.#openPresets();
    for (const event of this.#mirror.standing()) this.#tell(event);
    const kept = this.#restoration?.unsettled ?? null;
    if (kept !== null) this.#tell({ type: "recall-launches", kept, reloaded: false });
    this.#onChange();
  }

  later(event: UserEvent): Promise<HostAction[]> | null {
    if (this.#fault !== null || !this.#waits(event)) return null;
    if (this.#core instanceof EarlyCore) this.#core.fetch();
    return new Promise((resolve) => this.#queue.push({ event, resolve }));
  }

  options(): string {
    // Of a core that has just ended there is "".
    return this.#ask((core) => core.options()) || "{}";
  }

  presets(): string {
    this.#fetchRestSoon(false);
    return this.#ask((core) => core.presets()) ?? "[]";
  }

  keepPresets(store: PresetStore): void {
    if (store === this.#presetStore) return;
    this.#presetStore = store;
    this.#openPresets();
  }

  /** For the core that there is now, and the store. */
  #openPresets(): void {
    const core = this.#core;
    if (core === null) return;
    this.#presetsEnd.abort();
    const end = new AbortController();
    this.#presetsEnd = end;
    this.#end.signal.addEventListener("abort", () => end.abort(), { signal: end.signal });
    const onFailure = (error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      const text = pageStrings().presetsNotKept(detail);
      this.dispatch({ type: "report", cluster: null, level: "error", text });
    };
    this.#presets = new PresetMemory(
      core,
      this.#presetStore,
      this.hasOneUser,
      onFailure,
      end.signal,
    );
  }

  optionSpec(): string | null {
    return this.#ask((core) => core.optionSpec()) ?? null;
  }

  formText(wanted: FormText): string | null {
    return this.#ask((core) => core.formText(wanted)) ?? null;
  }

  clusterName(key: string): string | undefined {
    return this.#ask((core) => core.clusterName(key));
  }

  readPage(wanted: WantedPage): Promise<PageText> {
    return this.#readers.read((asker) => {
      const event: UserEvent = { type: "read-page", worker: null, ...wanted, asker };
      return this.#waits(event) ? undefined : this.#tell(event);
    });
  }

  close(): void {
    if (this.#hasClosed) return;
    this.#readers.giveUp();
    clearTimeout(this.#timer);
    this.#hasClosed = true;
    this.#giveUp();
    this.onClose();
    this.#end.abort();
    this.#ask((core) => core.free());
    // Who comes late, as a watch that runs out after a logout, would meet a fault of the module, and so end all other sessions.
    this.#core = null;
  }

  dispatch(event: UserEvent): HostAction[] {
    if (this.#fault !== null) throw this.#fault.error;
    this.#mirror.stand(event);
    if (this.#waits(event)) {
      this.#fetchRestSoon(false);
      this.#queue.push({ event });
      return [];
    }
    if (this.#restoration?.isWaitingFor(event)) {
      this.#restoration.add(event);
      return [];
    }
    const actions = this.#tell(event);
    if (actions === undefined) return [];
    this.#mirror.add(event);
    this.#restoration?.add(event);
    // What is sent now is kept now, also where nobody draws: the page may be gone in the next moment.
    if (event.type === "launch" || event.type === "launch-with") this.#viewNow();
    return actions;
  }

  /** Listeners hear of it only if there is something else to draw. */
  #onChange(): void {
    this.#isStale = true;
    this.#keepHistory();
    try {
      if (this.#readers.areWaiting)
        this.#readers.take(this.#ask((core) => core.pageAnswers()) ?? []);
      const view = this.#viewNow();
      if (view === this.#told) return;
      this.#told = view;
    } catch {
      // A fault of the core: whoever looks will meet it.
    }
    this.#callListeners();
  }

  /** Each, whatever another throws: after a fault that is what looking does, and the panel is to say so. */
  #callListeners(): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (error) {
        console.warn(error);
      }
    }
  }

  subscribe(listener: () => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    clearTimeout(this.#timer);
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#unsubscribe(listener), { once: true });
  }

  #keepHistory(): void {
    if (this.#core === null) return;
    try {
      this.#history?.keep();
      this.#presets?.keep();
    } catch {
      // A fault of the core: whoever looks will meet it.
    }
  }

  #unsubscribe(listener: () => void): void {
    this.#listeners.delete(listener);
    if (!this.closeUnused || this.#listeners.size > 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.close(), UNUSED_TIMEOUT_MS);
  }
}
