/** The exports of `dist/dask-gateway.js`, which also defines `<dask-gateway>` where there is a DOM. */
import { defineElement } from "../element/define.js";
import { setWasm } from "./session/core-module.js";

export type { Connection, HttpConnection, RelayConnection } from "#session";
export type { GatewayElement } from "../element/types.js";
export { loadPart, setPartSource } from "../page/parts.js";
export type * from "./model.js";
export { connect, ready } from "./session/connect.js";
export { type MountHandle, mount } from "./session/mount.js";
export type {
  ClusterChoice,
  ClusterTick,
  MountOptions,
  ProgramStatus,
} from "./session/mount-options.js";
export { watchSession } from "./session/presence.js";
export { parseMapping, validateOptions } from "./session/schema-part.js";
export { formatMessage, stringsFor } from "./strings/index.js";
export { formatBytes } from "./ui/format.js";

// Imported and used last, so that the bundle ends with it: across 100 KB of packed bytes gzip finds nothing again.
import packed from "#session.gz";

defineElement();
setWasm(packed);
