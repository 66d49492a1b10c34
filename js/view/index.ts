/** The exports of `dist/dask-gateway.js`. */
export type { Connection, HttpConnection, RelayConnection } from "#session";
export type { Choice, Look } from "./look.js";
export type * from "./model.js";
export { type MountHandle, mount } from "./mount.js";
export { importSchemaBy, parseMapping, validateOptions } from "./schema.js";
export { connect, ready } from "./session.js";
