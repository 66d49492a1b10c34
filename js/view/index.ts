/** The exports of `dist/dask-gateway.js`. */
export type { Connection } from "#session";
export type * from "./model.js";
export { type MountHandle, mount } from "./mount.js";
export { parseMapping, validateOptions } from "./schema.js";
export { connect, ready } from "./session.js";
