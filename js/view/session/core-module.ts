import { instantiate } from "#session";
import { startModule } from "../../page/load-module.js";
import { PartError } from "../../page/parts.js";
import { guard } from "./guard.js";

/** What opens sessions. */
export interface CoreModule extends Pick<ReturnType<typeof instantiate>, "open"> {
  /** Null: all of the module is there. */
  readonly rest: Rest | null;
  /** A fault has ended it: nothing that it opened does anything. */
  hasEnded(): boolean;
}

/** What of the module is not needed before a form is in sight. */
export interface Rest {
  /** Resolves when it is there. Where it cannot be had it does neither, and the module ends by a fault. */
  readonly added: Promise<void>;
  /** Has it fetched, if it is not on its way. Rejects where it cannot be had. */
  fetch(): Promise<void>;
}

/** `isHalf`: the module had only its first half, and may have missed the rest. The next start has all of it. */
export type OnFault = (error: unknown, isHalf: boolean) => void;

/** Within so many milliseconds so many faults are one that comes again and again: then it is left alone. */
const FAULTS_WITHIN_MS = 60_000;
const MAX_FAULTS = 3;
/** Milliseconds until the rest is asked for once more, each time when it could not be had. */
const PAUSES = [1_000, 2_000, 4_000];

let packed = "";
let loadRest: (() => Promise<string>) | null = null;
let running: Promise<CoreModule> | undefined;
let isWholeWanted = false;
let faults: number[] = [];

/**
 * Gives the core's WebAssembly module, as webpack packs it, to be started when it is needed: all of it, or its first half and what gives
 * the rest.
 */
export function setWasm(text: string, rest: (() => Promise<string>) | null = null): void {
  packed = text;
  loadRest = rest;
}

/** The core's module, as it runs now. `onFault`: it has ended, with all its sessions, and the next call starts another. */
export function startCore(onFault: OnFault): Promise<CoreModule> {
  running ??= start(onFault).catch((error: unknown) => {
    running = undefined;
    throw error;
  });
  return running;
}

async function start(onFault: OnFault): Promise<CoreModule> {
  let isWhole = loadRest === null;
  let hasEnded = false;
  const end = (error: unknown) => {
    if (hasEnded) return !isWhole;
    hasEnded = true;
    running = undefined;
    isWholeWanted = true;
    onFault(error, !isWhole);
    return !isWhole;
  };
  const { init, extend, open } = instantiate((exports) => guard(exports, end));
  await startModule(init, packed);
  const module = { open, hasEnded: () => hasEnded };
  if (loadRest === null) return { ...module, rest: null };

  const load = loadRest;
  const add = async () => {
    await startModule(extend, await again(load));
    isWhole = true;
  };
  if (isWholeWanted) {
    await add();
    return { ...module, rest: null };
  }
  let resolve = () => {};
  const added = new Promise<void>((it) => {
    resolve = it;
  });
  let fetched: Promise<void> | undefined;
  const fetch = () => {
    if (fetched === undefined) {
      fetched = add();
      fetched.then(resolve, end);
    }
    return fetched;
  };
  return { ...module, rest: { added, fetch } };
}

/** Tries it some times: the network may be back in a moment. */
async function again<T>(load: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES) {
    try {
      return await load();
    } catch (error) {
      if (error instanceof PartError && error.reason === "other-version") throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return load();
}

/** Notes a fault, and says whether another start is worth it. */
export function mayStartAgain(): boolean {
  const now = Date.now();
  faults = [...faults.filter((at) => Math.abs(now - at) < FAULTS_WITHIN_MS), now];
  return faults.length < MAX_FAULTS;
}
