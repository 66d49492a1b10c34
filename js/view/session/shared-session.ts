import type { Session as WholeCore } from "#session";
import type { HostAction, OpenSession, UserEvent, View } from "../model.js";
import { BoundsMemory } from "./bounds-memory.js";

/** Milliseconds that an unused session waits for somebody to look again: a cell that is moved is drawn anew. */
export const UNUSED_TIMEOUT_MS = 60_000;

/** Tabs are another's business. */
type Core = Pick<WholeCore, "view" | "options" | "clusterName" | "dispatch" | "free">;

/** A core for all panels and widgets that show the same gateway. */
export class SharedSession implements OpenSession {
  readonly #listeners = new Set<() => void>();
  readonly #core: Core;
  readonly #bounds = new BoundsMemory();
  /** Aborted when it ends. */
  readonly #end = new AbortController();
  /** Ends it when it has been unused for long. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param open Opens the core, which calls `onchange` after changes. The signal aborts when the session ends.
   * @param onClose Called when the session ends.
   * @param closeUnused Whether it ends by itself some time after its last subscriber has gone.
   */
  constructor(
    open: (onchange: () => void, signal: AbortSignal) => Core,
    private readonly onClose: () => void,
    private readonly closeUnused: boolean,
  ) {
    this.#core = open(() => {
      for (const listener of [...this.#listeners]) listener();
    }, this.#end.signal);
  }

  view(): View {
    const view = this.#core.view();
    const recalled = this.#bounds.look(view);
    if (recalled.length === 0) return view;
    for (const event of recalled) this.#core.dispatch(event);
    return this.#core.view();
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
    return this.#core.dispatch(event);
  }

  subscribe(listener: () => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    clearTimeout(this.#timer);
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#unsubscribe(listener), { once: true });
  }

  #unsubscribe(listener: () => void): void {
    this.#listeners.delete(listener);
    if (!this.closeUnused || this.#listeners.size > 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.close(), UNUSED_TIMEOUT_MS);
  }
}
