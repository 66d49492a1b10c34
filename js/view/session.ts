import init, { type Connection, type Session as Core, open } from "#session";
import bytes from "#session.gz" with { type: "bytes" };
import { once, start } from "../load.js";
import type { Event, HostAction, OpenSession, View } from "./model.js";
import { loadSchema } from "./schema.js";

const started = once(() => start(init, bytes));

/** Everything that can be fetched and started beforehand: what panels need, and the schema's functions. */
export async function ready(): Promise<void> {
  await Promise.all([started(), loadSchema()]);
}

const sessions = new Map<string, OpenSession>();

/**
 * The session with a gateway: one for all panels and widgets of the page, for as long as the page lives. While none of
 * them is visible it is idle.
 */
export async function connect(connection: Connection): Promise<OpenSession> {
  await started();
  const key = `${connection.route} ${connection.base}`;
  const session = sessions.get(key) ?? new SharedSession(connection);
  sessions.set(key, session);
  return session;
}

class SharedSession implements OpenSession {
  readonly #listeners = new Set<() => void>();
  readonly #core: Core;

  constructor(connection: Connection) {
    this.#core = open(
      connection,
      () => {
        for (const listener of [...this.#listeners]) listener();
      },
      async (text) => (await loadSchema()).parseMapping(text),
    );
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

  dispatch(event: Event): HostAction[] {
    return this.#core.dispatch(event);
  }

  subscribe(listener: () => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener), { once: true });
  }
}
