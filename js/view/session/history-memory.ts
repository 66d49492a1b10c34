import type { Session as Core } from "#session";
import { StoredEntries } from "./stored-entries.js";

/** Where the browser keeps what became of clusters: JSON text, a text of the core's for each gateway, the last used last. */
export const HISTORY_KEY = "dask-gateway:clusters";
/** Gateways come and go, too. */
const MOST_GATEWAYS = 8;

/**
 * Keeps over a reload what the core knows of clusters' ends and names, and tells it what other tabs write there. What is in the
 * texts, and that it is harmless, is the core's affair: `src/core/clusters/memory.rs`.
 */
export class HistoryMemory {
  /** Whose clusters they are, and of which gateway; undefined until known. */
  #name: string | undefined;

  constructor(
    private readonly core: Pick<Core, "memory" | "dispatch">,
    signal: AbortSignal,
  ) {
    if (typeof window === "undefined") return;
    const onStorage = ({ key }: StorageEvent) => {
      if (key === HISTORY_KEY && this.#name !== undefined) this.#recall(this.#name, true);
    };
    window.addEventListener("storage", onStorage, { signal });
  }

  /** To be called after each change of the core. */
  keep(): void {
    const news = this.core.memory();
    if (news === undefined) return;
    this.#name = `${news.gateway} ${ownerOfPage()}`;
    // What other tabs wrote meanwhile is not to be lost.
    this.#recall(this.#name, false);
    const text = this.core.memory()?.text ?? news.text;
    if (stored.all().get(this.#name) !== text) stored.set(this.#name, text);
  }

  #recall(name: string, isOtherTabs: boolean): void {
    const memory = stored.all().get(name);
    if (memory !== undefined) this.core.dispatch({ type: "recall", memory, live: isOtherTabs });
  }
}

/** On a JupyterHub all users' servers may have one origin, and so one storage in a browser that several of them use. */
export function ownerOfPage(): string {
  return /^.*?\/user\/[^/]+/.exec(location.pathname)?.[0] ?? "";
}

const stored = new StoredEntries(() => localStorage, HISTORY_KEY, isEntry, MOST_GATEWAYS);

function isEntry(entry: unknown): entry is [string, string] {
  return (
    Array.isArray(entry) &&
    entry.length === 2 &&
    entry.every((it) => typeof it === "string" && it.length < 200_000)
  );
}
