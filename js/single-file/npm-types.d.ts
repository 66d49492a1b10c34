/**
 * The types of npm's package `@jupyter-dask-gateway/dask-gateway`, whichever of its modules. What else they export is for JupyterLab's
 * extension and for notebooks, and may change with each release.
 */
export type * from "../element/gateway-element.js";
export type * from "../lab/launch-options.js";

/** Starts the WebAssembly modules: the two functions need it. The element does it by itself. */
export function ready(): Promise<void>;

/**
 * What a gateway would store for the options of a create request, as JSON text the way Python writes it. Throws an Error
 * whose message is the server's `error` text. Needs `ready()`.
 *
 * @param specText The JSON text of the gateway's `cluster_options` list.
 * @param requestText The JSON text of `cluster_options` in the request.
 */
export function validateOptions(specText: string, requestText: string): string;

/**
 * What dask_gateway's mapping field makes of a text, as JSON text the way Python writes it. Throws an Error with `line` and
 * `column` (from 1) for what is no YAML, no mapping, or nothing that JSON can hold. Needs `ready()`.
 */
export function parseMapping(yamlText: string): string;
