import type { LogLine } from "./read.js";

/** A worker whose log can be read. */
export interface LoggedWorker {
  address: string;
  /** As its log calls it; its address where that does not. */
  name: string;
}

const ADDRESS = /\b(?:tls|tcp|ucxx?|wss?):\/\/[\w.:[\]-]{1,255}/;
const NAME = /\bname: ([^\s,>()]{1,100})/;
/** Where an event says which worker it is about. */
const BEGINNING = 400;

/** The workers that a scheduler's log says are there: it tells who comes and who goes, in words that differ with its version. */
export function workersIn(lines: readonly LogLine[]): LoggedWorker[] {
  const workers = new Map<string, LoggedWorker>();
  for (const { text } of lines) {
    const comes = /^(?:Register worker|Starting worker)/.test(text);
    if (!comes && !/^Remov(?:e|ing) worker/.test(text)) continue;
    const beginning = text.slice(0, BEGINNING);
    const address = ADDRESS.exec(beginning)?.[0];
    if (address === undefined) continue;
    const name = NAME.exec(beginning)?.[1] ?? workers.get(address)?.name ?? address;
    workers.delete(address);
    if (comes) workers.set(address, { address, name });
  }
  return [...workers.values()];
}
