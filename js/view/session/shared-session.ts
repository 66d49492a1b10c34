import type { Session as WholeCore } from "#session";
import type { HostAction, OpenSession, UserEvent, View } from "../model.js";
import { BoundsMemory } from "./bounds-memory.js";
import { HistoryMemory } from "./history-memory.js";
import { WholeView } from "./whole-view.js";

/** Milliseconds that an unused session waits for somebody to look again: a cell that is moved is drawn anew. */
export const UNUSED_TIMEOUT_MS = 60_000;

/** Tabs are another's business. */
type Core = Pick<WholeCore, "changes" | "options" | "clusterName" | "dispatch" | "memory" | "free">;

/** A core for all panels and widgets that show the same gateway. */
export class SharedSession implements OpenSession {
  readonly #listeners = new Set<() => void>();
  readonly #core: Core;
  readonly #bounds = new BoundsMemory();
  readonly #history: HistoryMemory | undefined;
  /** Aborted when it ends. */
  readonly #end = new AbortController();
  readonly #whole = new WholeView();
  /** The core may have changed since it was asked last. */
  #isStale = true;
  /** What there was to draw when the listeners were called last. */
  #told: View | null = null;
  /** Ends it when it has been unused for long. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param open Opens the core, which calls `onchange` after changes. The signal aborts when the session ends.
   * @param onClose Called when the session ends.
   * @param closeUnused Whether it ends by itself some time after its last subscriber has gone.
   * @param hasOneUser Whether the page belongs to one user, for whom the browser may keep what became of his clusters.
   */
  constructor(
    open: (onchange: () => void, signal: AbortSignal) => Core,
    private readonly onClose: () => void,
    private readonly closeUnused: boolean,
    hasOneUser = true,
  ) {
    this.#core = open(() => this.#onChange(), this.#end.signal);
    if (hasOneUser) this.#history = new HistoryMemory(this.#core, this.#end.signal);
  }

  /** The same object while nothing has changed, and so is each part of it. The core is asked once for all mounts. */
  view(): View {
    while (this.#isStale) {
      const changes = this.#core.changes(false);
      this.#isStale = false;
      if (changes === undefined) break;
      const { address } = this.#whole.take(changes);
      const { clusters, order } = changes;
      if (order !== null) this.#bounds.keepOnly(address, order);
      for (const event of this.#bounds.look({ address, clusters })) this.dispatch(event);
    }
    const { current } = this.#whole;
    if (current === null) throw new Error("the core has nothing to show");
    return current;
  }

  options(): string {
    return this.#core.options();
  }

  clusterName(key: string): string | undefined {
    return this.#core.clusterName(key);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.onClose();
    this.#end.abort();
    this.#core.free();
  }

  dispatch(event: UserEvent): HostAction[] {
    this.#isStale = true;
    return this.#core.dispatch(event);
  }

  /** Listeners hear of it only if there is something else to draw. */
  #onChange(): void {
    this.#isStale = true;
    this.#keepHistory();
    try {
      const view = this.view();
      if (view === this.#told) return;
      this.#told = view;
    } catch {
      // A fault of the core: whoever looks will meet it.
    }
    for (const listener of [...this.#listeners]) listener();
  }

  subscribe(listener: () => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    clearTimeout(this.#timer);
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#unsubscribe(listener), { once: true });
  }

  #keepHistory(): void {
    try {
      this.#history?.keep();
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
