/** The exports of `dist/dask-gateway.js`. */
export { type Connection, validateOptions } from "#wasm";
export type * from "./model.js";
export { type MountHandle, mount } from "./mount.js";
export { connect, ready } from "./session.js";
