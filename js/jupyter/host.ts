import type { Host } from "../view/model.js";

/**
 * Where the JupyterLab plugin leaves what only JupyterLab can do, for notebook widgets: their scripts come from
 * the kernel and know nothing of the application around them.
 */
const KEY = Symbol.for("jupyter-dask-gateway.host");
const scope = globalThis as unknown as Record<symbol, Host | undefined>;

export function offerHost(host: Host): void {
  scope[KEY] = host;
}

export function offeredHost(): Host | undefined {
  return scope[KEY];
}
