import type { Session as Core } from "#session";
import type { HostAction, OpenSession, UserEvent, View } from "../model.js";

/** Milliseconds that a session waits for somebody to look again: a cell that is moved is drawn anew. */
export const LINGER = 60_000;

/** A core for all panels and widgets that show the same gateway. */
export class SharedSession implements OpenSession {
  readonly #listeners = new Set<() => void>();
  readonly #core: Core;
  #lingering: ReturnType<typeof setTimeout> | undefined;

  /** `forget` is called when it ends; if it is `fleeting`, some time after its last subscriber has gone. */
  constructor(
    open: (onchange: () => void) => Core,
    private readonly forget: () => void,
    private readonly fleeting: boolean,
  ) {
    this.#core = open(() => {
      for (const listener of [...this.#listeners]) listener();
    });
  }

  view(): View {
    return this.#core.view();
  }

  options(): string {
    return this.#core.options();
  }

  clusterName(key: string): string | undefined {
    return this.#core.clusterName(key);
  }

  close(): void {
    clearTimeout(this.#lingering);
    this.forget();
    this.#core.free();
  }

  dispatch(event: UserEvent): HostAction[] {
    return this.#core.dispatch(event);
  }

  subscribe(listener: () => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    clearTimeout(this.#lingering);
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#leave(listener), { once: true });
  }

  #leave(listener: () => void): void {
    this.#listeners.delete(listener);
    if (!this.fleeting || this.#listeners.size > 0) return;
    clearTimeout(this.#lingering);
    this.#lingering = setTimeout(() => this.close(), LINGER);
  }
}
