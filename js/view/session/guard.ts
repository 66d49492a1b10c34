/**
 * Stands between JavaScript and what a start of the core's module exports. Whatever comes out of it as an exception is a fault
 * (a panic, a full stack): its memory may hold anything then. From there on nothing of it is called, not even by the callbacks and
 * finalizers that are still to come.
 */
export function guard(
  exports: WebAssembly.Exports,
  onFault: (error: unknown) => void,
): WebAssembly.Exports {
  let hasEnded = false;
  const guarded: WebAssembly.Exports = {};
  for (const [name, value] of Object.entries(exports)) {
    guarded[name] =
      typeof value !== "function"
        ? value
        : (...args: unknown[]) => {
            // As something that returns nothing, alone or among several.
            if (hasEnded) return [];
            try {
              return value(...args);
            } catch (error) {
              if (!hasEnded) {
                hasEnded = true;
                onFault(error);
              }
              throw error;
            }
          };
  }
  return guarded;
}
