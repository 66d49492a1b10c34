/**
 * What pages and programs may use of our modules and of npm's packages. Whatever else a module exports is for our own hosts, and may change
 * between releases.
 *
 * @module
 */
export * from "../../js/single-file/single-file-types.js";
