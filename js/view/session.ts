import init, { type Connection, type Session as Core, open } from "#wasm";
import bytes from "#wasm.gz" with { type: "bytes" };
import type { Event, HostAction, Session, View } from "./model.js";

let loading: Promise<void> | undefined;

/** Unpacks and starts the WebAssembly module, once per page. Everything else needs it. A failure can be tried again. */
export function ready(): Promise<void> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<void> {
  // Jupyter servers send files as they are: the wasm is packed here, and unpacked by the browser itself.
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const response = new Response(unpacked, { headers: { "Content-Type": "application/wasm" } });
  await init({ module_or_path: response });
}

const sessions = new Map<string, Session>();

/**
 * The session with a gateway: one for all panels and widgets of the page, for as long as the page lives. While none of
 * them is visible it is idle. Needs `ready()`.
 */
export function connect(connection: Connection): Session {
  const key = `${connection.route} ${connection.base}`;
  const session = sessions.get(key) ?? new SharedSession(connection);
  sessions.set(key, session);
  return session;
}

class SharedSession implements Session {
  readonly #listeners = new Set<() => void>();
  readonly #core: Core;

  constructor(connection: Connection) {
    this.#core = open(connection, () => {
      for (const listener of [...this.#listeners]) listener();
    });
  }

  view(): View {
    return this.#core.view();
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
