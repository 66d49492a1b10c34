/** The exports of `dist/dask-gateway.js`, which also defines `<dask-gateway>` where there is a DOM. */
// Before `connect`, which brings 100 KB of packed bytes: gzip finds nothing again across them (2 KB), so all script goes first.
export { type MountHandle, mount } from "./session/mount.js";

import { defineElement } from "../element/define.js";

export type { Connection, HttpConnection, RelayConnection } from "#session";
export type { GatewayElement } from "../element/types.js";
export { loadPart, setPartSource } from "../page/parts.js";
export type * from "./model.js";
export { connect, ready } from "./session/connect.js";
export type { ClusterChoice, MountOptions, ProgramStatus } from "./session/mount-options.js";
export { parseMapping, validateOptions } from "./session/schema-part.js";

defineElement();
