import type { Connection, Outside, Session } from "#session";
import type { CoreModule } from "./core-module.js";
import { exchange } from "./exchange.js";

/** Milliseconds after which it is looked whether a time has come: the computer may have slept. */
const LONGEST_STEP = 5_000;

/** Calls the function of the schema's module that has this name. */
export type ReadMapping = (name: Parameters<Outside["read"]>[1], text: string) => Promise<string>;

/**
 * Opens a core and does for it what it wants done, until the signal aborts: that ends its requests and timers. `onchange` is called in a
 * microtask, after one or more changes.
 */
export function drive(
  module: Pick<CoreModule, "open">,
  connection: Connection,
  onchange: () => void,
  readMapping: ReadMapping,
  signal: AbortSignal,
): Session {
  const inFlight = new Map<number, AbortController>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hasChanged = false;
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    for (const abort of inFlight.values()) abort.abort();
  });

  const outside: Outside = {
    async send(id, ...request) {
      const abort = new AbortController();
      inFlight.set(id, abort);
      // No code of a host's is called while the core is at work.
      await null;
      const outcome = await exchange(connection, request, abort);
      inFlight.delete(id);
      if (signal.aborted) return;
      if (typeof outcome === "string") core.failed(id, outcome);
      else core.answered(id, ...outcome);
    },
    cancel: (id) => inFlight.get(id)?.abort(),
    async read(id, name, text) {
      const tell = await readMapping(name, text).then(
        (json) => () => core.mappingRead(id, json),
        (error: unknown) => () => {
          const { line, column, detail } = placeOf(error);
          core.mappingRefused(id, line, column, detail);
        },
      );
      if (!signal.aborted) tell();
    },
    // In steps: a browser's timers stand still while the computer sleeps, and what was due meanwhile is due when it wakes. And the clock
    // may be set back: then the time would not come for hours, and the core must know.
    wake(at) {
      clearTimeout(timer);
      const begun = Date.now();
      const step = Math.ceil(Math.min(Math.max(at - begun, 0), LONGEST_STEP));
      timer = setTimeout(() => {
        const now = Date.now();
        if (signal.aborted) return;
        if (now >= begun && now < at) outside.wake(at);
        else core.woke();
      }, step);
    },
    changed() {
      if (hasChanged) return;
      hasChanged = true;
      queueMicrotask(() => {
        hasChanged = false;
        if (signal.aborted) return;
        try {
          onchange();
        } catch {
          // What a listener throws is its own affair.
        }
      });
    },
  };
  const core = module.open(connection, outside);
  return core;
}

/** Where a text cannot be read, and why. */
type Unreadable = Error & { line?: number; column?: number; detail?: string };

/** Line 0: what reads it could not be had. */
function placeOf(error: unknown) {
  const { line = 0, column = 0, detail, message = "" } = Object(error) as Unreadable;
  return { line, column, detail: detail ?? message };
}
