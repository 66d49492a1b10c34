import type { UserEvent } from "../model.js";
import { StoredEntries } from "./stored-entries.js";

/** Where the browser keeps them, for this tab alone and over a reload: JSON text, by gateway. */
export const STORAGE_KEY = "dask-gateway:launches";
/** Milliseconds after which what became of a launch is no news any more. */
const TOLD_FOR_MS = 600_000;

/** What the core wants to be kept, and when it said so. */
type Kept = [kept: string, at: number];

/** Launches that are not settled, kept for a core that follows after a reload: it finds what they created. */
export class LaunchMemory {
  #seen: string | null = null;

  /** @param gateway Names the gateway in the page's origin. */
  constructor(private readonly gateway: string) {}

  /** What is to be dispatched first: launches that a page before this one had not settled. */
  recall(): UserEvent[] {
    const [kept, at] = stored.all().get(this.gateway) ?? [];
    if (kept === undefined || at === undefined) return [];
    stored.set(this.gateway, null);
    const isNews = Math.abs(Date.now() - at) < TOLD_FOR_MS;
    return isNews ? [{ type: "recall-launches", kept, reloaded: true }] : [];
  }

  /** Takes in `View.unsettled`. */
  look(unsettled: string | null): void {
    if (unsettled === this.#seen) return;
    this.#seen = unsettled;
    stored.set(this.gateway, unsettled === null ? null : [unsettled, Date.now()]);
  }
}

const stored = new StoredEntries(() => sessionStorage, STORAGE_KEY, isEntry);

function isEntry(entry: unknown): entry is [string, Kept] {
  if (!Array.isArray(entry) || typeof entry[0] !== "string" || !Array.isArray(entry[1]))
    return false;
  const [kept, at] = entry[1];
  return typeof kept === "string" && typeof at === "number";
}
