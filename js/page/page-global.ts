/** A value that all scripts of the page share: a notebook widget's come from its kernel, each a module of its own. */
export function pageGlobal<T extends object>(name: string, make: () => T): T {
  const scope = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`jupyter-dask-gateway.${name}`);
  scope[key] ??= make();
  return scope[key];
}
