import type { Session as Core } from "#session";
import type { PresetStore } from "../model.js";
import { ownerOfPage } from "./history-memory.js";
import { StoredEntries } from "./stored-entries.js";

/** Where the browser keeps the user's own presets, and his last launches: a text of the core's for each gateway and user. */
export const PRESETS_KEY = "dask-gateway:presets";
export const LAUNCHES_KEY = "dask-gateway:recent-launches";
/** Gateways come and go, too. */
const MOST_GATEWAYS = 8;

type Asked = Pick<Core, "presetMemory" | "dispatch">;

/**
 * Keeps presets and the last launches, and tells the core what others wrote there. What is in the texts is the core's affair:
 * `src/core/form/preset_text.rs`. Whoever wrote last, all come to the same, so that it does not matter when a store answers.
 */
export class PresetMemory {
  #gateway: string | undefined;
  /** What the core has to be kept, as it said last. */
  #own = "";
  /** What the store has, as far as is known; undefined: that is not. */
  #kept: string | undefined;
  /** One after the other. */
  #work = Promise.resolve();

  /**
   * @param keepsLaunches Whether the page belongs to one user, for whom the browser may keep what nobody asked it to.
   * @param onFailure Presets could not be kept.
   */
  constructor(
    private readonly core: Asked,
    private readonly store: PresetStore,
    private readonly keepsLaunches: boolean,
    private readonly onFailure: (error: unknown) => void,
    private readonly signal: AbortSignal,
  ) {
    store.subscribe(() => this.#sync(), signal);
    globalThis.window?.addEventListener(
      "storage",
      ({ key }) => {
        if (key === LAUNCHES_KEY && this.#gateway !== undefined)
          this.#recallLaunches(this.#gateway);
      },
      { signal },
    );
  }

  /** To be called after each change of the core. */
  keep(): void {
    const news = this.core.presetMemory();
    if (news === undefined) return;
    this.#gateway = news.gateway;
    this.#own = news.own;
    if (this.keepsLaunches) this.#keepLaunches(news.gateway, news.launches);
    if (this.#own !== this.#kept) this.#sync();
  }

  #keepLaunches(gateway: string, before: string): void {
    this.#recallLaunches(gateway);
    const launches = this.#ask() ?? before;
    const name = nameOf(gateway);
    if (storedLaunches.all().get(name) !== launches) storedLaunches.set(name, launches);
  }

  /** What is to be kept of launches by now; undefined: as it was. */
  #ask(): string | undefined {
    const news = this.core.presetMemory();
    if (news !== undefined) this.#own = news.own;
    return news?.launches;
  }

  #recallLaunches(gateway: string): void {
    const launches = storedLaunches.all().get(nameOf(gateway)) ?? null;
    if (launches !== null) this.core.dispatch({ type: "recall-presets", own: null, launches });
  }

  /** Brings the core and the store to the same. */
  #sync(): void {
    const gateway = this.#gateway;
    if (gateway === undefined) return;
    this.#work = this.#work
      .then(async () => {
        const kept = (await this.store.read(gateway)) ?? "";
        if (this.signal.aborted) return;
        if (kept !== "") this.core.dispatch({ type: "recall-presets", own: kept, launches: null });
        this.#ask();
        this.#kept = this.#own;
        if (this.#own !== kept) await this.store.write(gateway, this.#own);
      })
      .catch((error: unknown) => {
        if (!this.signal.aborted) this.onFailure(error);
      });
  }
}

function nameOf(gateway: string): string {
  return `${gateway} ${ownerOfPage()}`;
}

function isEntry(entry: unknown): entry is [string, string] {
  return (
    Array.isArray(entry) &&
    entry.length === 2 &&
    entry.every((it) => typeof it === "string" && it.length <= 200 * 1024)
  );
}

const storedPresets = new StoredEntries(() => localStorage, PRESETS_KEY, isEntry, MOST_GATEWAYS);
const storedLaunches = new StoredEntries(() => localStorage, LAUNCHES_KEY, isEntry, MOST_GATEWAYS);

/** The browser itself, where no host has a better place. */
export const browserStore: PresetStore = {
  read: async (gateway) => storedPresets.all().get(nameOf(gateway)),
  write: async (gateway, text) => {
    if (!storedPresets.set(nameOf(gateway), text)) throw new Error("the browser keeps nothing");
  },
  subscribe(listener, signal) {
    globalThis.window?.addEventListener(
      "storage",
      ({ key }) => {
        if (key === PRESETS_KEY) listener();
      },
      { signal },
    );
  },
};
