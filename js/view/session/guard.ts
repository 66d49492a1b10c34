/**
 * Stands between JavaScript and what a start of the core's module exports. Whatever comes out of it as an exception is a fault
 * (a panic, a full stack): its memory may hold anything then. From there on nothing of it is called, not even by the callbacks and
 * finalizers that are still to come.
 *
 * @param onFault Told once. True: whoever has called is not to hear of it.
 */
export function guard(
  exports: WebAssembly.Exports,
  onFault: (error: unknown) => boolean,
): WebAssembly.Exports {
  let hasEnded = false;
  let isSilent = false;
  /** Calls that have not returned, one within another by way of JavaScript. */
  let calls = 0;
  const guarded: WebAssembly.Exports = {};
  for (const [name, value] of Object.entries(exports)) {
    guarded[name] =
      typeof value !== "function"
        ? value
        : (...args: unknown[]) => {
            if (hasEnded) return NOTHING;
            calls += 1;
            try {
              return value(...args);
            } catch (error) {
              if (!hasEnded) {
                hasEnded = true;
                isSilent = onFault(error);
              }
              // The module is not to go on by itself.
              if (!isSilent || calls > 1) throw error;
              return NOTHING;
            } finally {
              calls -= 1;
            }
          };
  }
  return guarded;
}

/** As something that returns nothing, alone or among several. */
const NOTHING: readonly unknown[] = [];
