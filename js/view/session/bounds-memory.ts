import type { UserEvent, View } from "../model.js";
import { StoredEntries } from "./stored-entries.js";

/** Where the browser keeps them: JSON text, the oldest first. */
export const STORAGE_KEY = "dask-gateway:adaptive";
/** Clusters come and go, and most go while no page is open. */
const MOST = 100;

type Bounds = [minimum: number, maximum: number];

/**
 * The bounds of adaptive scaling that were set in this browser, kept over a reload: the gateway does not tell them. A cluster is
 * named by its key and its gateway's address, never in full.
 */
export class BoundsMemory {
  /** The bounds of each running cluster as they were last seen, as text. */
  readonly #seen = new Map<string, string>();

  /** Of the clusters that are not there any more nothing was seen: a gateway that starts anew may have lost sight of one for a moment. */
  keepOnly(address: string | null, keys: readonly string[]): void {
    const present = new Set(keys.map((key) => `${address ?? ""} ${key}`));
    for (const name of this.#seen.keys()) if (!present.has(name)) this.#seen.delete(name);
  }

  /**
   * Takes in a view, or of its clusters those that have changed, and says what is to be dispatched: bounds that clusters had
   * before the page was loaded.
   */
  look({ address, clusters }: Pick<View, "address" | "clusters">): UserEvent[] {
    const recalled: UserEvent[] = [];
    // Read once, for there may be a thousand clusters.
    let known: Map<string, Bounds> | undefined;
    for (const { key: cluster, status, adaptive } of clusters ?? []) {
      const name = `${address ?? ""} ${cluster}`;
      if (status !== "RUNNING") {
        this.#seen.delete(name);
        continue;
      }
      const now: Bounds | null = adaptive && [adaptive.minimum, adaptive.maximum];
      const before = this.#seen.get(name);
      if (before === String(now)) continue;
      this.#seen.set(name, String(now));
      if (now !== null) stored.set(name, now);
      else if (before !== undefined) stored.set(name, null);
      else {
        known ??= stored.all();
        const bounds = known.get(name);
        if (bounds === undefined) continue;
        const [minimum, maximum] = bounds;
        recalled.push({ type: "recall-bounds", cluster, minimum, maximum });
      }
    }
    return recalled;
  }
}

const stored = new StoredEntries(() => localStorage, STORAGE_KEY, isEntry, MOST);

function isEntry(entry: unknown): entry is [string, Bounds] {
  if (!Array.isArray(entry) || typeof entry[0] !== "string" || !Array.isArray(entry[1]))
    return false;
  const isCount = (n: unknown) => Number.isInteger(n) && Number(n) >= 0 && Number(n) < 2 ** 32;
  return entry[1].length === 2 && entry[1].every(isCount);
}
