import type { Session as Core } from "#session";

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
    this.#name = `${news.gateway} ${owner()}`;
    // What other tabs wrote meanwhile is not to be lost.
    this.#recall(this.#name, false);
    write(this.#name, this.core.memory()?.text ?? news.text);
  }

  #recall(name: string, isOtherTabs: boolean): void {
    const memory = all().get(name);
    if (memory !== undefined) this.core.dispatch({ type: "recall", memory, live: isOtherTabs });
  }
}

/** On a JupyterHub all users' servers may have one origin, and so one storage in a browser that several of them use. */
function owner(): string {
  return /^.*?\/user\/[^/]+/.exec(location.pathname)?.[0] ?? "";
}

function write(name: string, text: string): void {
  const texts = all();
  if (texts.get(name) === text) return;
  texts.delete(name);
  texts.set(name, text);
  try {
    localStorage.setItem(HISTORY_KEY, JSON.stringify([...texts].slice(-MOST_GATEWAYS)));
  } catch {
    // The browser keeps nothing: then it is forgotten with the page.
  }
}

/** What any page of this origin may have written there. */
function all(): Map<string, string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(HISTORY_KEY) ?? "[]");
    return new Map(Array.isArray(kept) ? kept.filter(isEntry) : []);
  } catch {
    return new Map();
  }
}

function isEntry(entry: unknown): entry is [string, string] {
  return (
    Array.isArray(entry) &&
    entry.length === 2 &&
    entry.every((it) => typeof it === "string" && it.length < 100_000)
  );
}
