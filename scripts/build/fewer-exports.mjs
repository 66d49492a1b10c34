/** A WebAssembly module without some of its exports. */
import { read } from "./halves.mjs";

/** The module without these exports, and without all that is there for them alone. */
export function without(names, bytes) {
  const module = read(bytes);
  for (const name of names) module.removeExport(name);
  module.runPasses(["remove-unused-module-elements"]);
  return module.emitBinary();
}
