import { instantiate } from "#session";
import { startModule } from "../../page/load-module.js";
import { guard } from "./guard.js";

/** What opens sessions. */
export type CoreModule = ReturnType<typeof instantiate>;

/** Within so many milliseconds so many faults are one that comes again and again: then it is left alone. */
const FAULTS_WITHIN_MS = 60_000;
const MAX_FAULTS = 3;

let packed = "";
let running: Promise<CoreModule> | undefined;
let faults: number[] = [];

/** Gives the core's WebAssembly module, as webpack packs it, to be started when it is needed. */
export function setWasm(text: string): void {
  packed = text;
}

/** The core's module, as it runs now. `onFault`: it has ended, with all its sessions, and the next call starts another. */
export function startCore(onFault: (error: unknown) => void): Promise<CoreModule> {
  running ??= start(onFault).catch((error: unknown) => {
    running = undefined;
    throw error;
  });
  return running;
}

async function start(onFault: (error: unknown) => void): Promise<CoreModule> {
  const module = instantiate((exports) =>
    guard(exports, (error) => {
      running = undefined;
      onFault(error);
    }),
  );
  await startModule(module.init, packed);
  return module;
}

/** Notes a fault, and says whether another start is worth it. */
export function mayStartAgain(): boolean {
  const now = Date.now();
  faults = [...faults.filter((at) => Math.abs(now - at) < FAULTS_WITHIN_MS), now];
  return faults.length < MAX_FAULTS;
}
