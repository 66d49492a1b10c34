/** What `dist/dask-gateway.js` exports, and the single file too. */
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
export { formatMessage } from "./strings/index.js";
export {
  followLanguage,
  languageToCome,
  pageStrings,
  stringsAt,
  stringsFor,
} from "./strings/languages.js";
export { formatBytes } from "./ui/format.js";
