/** The exports of `dist/dask-gateway.js`, which also defines `<dask-gateway>` where there is a DOM. */
import { defineElement } from "../element/define.js";

export type { Connection, HttpConnection, RelayConnection } from "#session";
export type { GatewayElement } from "../element/define.js";
export type { Choice, Look } from "./look.js";
export type * from "./model.js";
export { type MountHandle, mount } from "./mount.js";
export { importSchemaBy, parseMapping, validateOptions } from "./schema.js";
export { connect, ready } from "./session.js";

defineElement();
