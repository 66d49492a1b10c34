/**
 * What pages and programs may use of our modules and of npm's packages. Whatever else a module exports is for our own hosts, and may change
 * between releases.
 *
 * @module
 */
export type * from "../../js/npm-types.js";
export { ready } from "../../js/view/session/connect.js";
export { parseMapping, validateOptions } from "../../js/view/session/schema-part.js";
