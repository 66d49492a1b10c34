/** A WebAssembly module without some of its exports. */
import { exportsOf, read } from "./halves.mjs";

/** The module without these exports, and without all that is there for them alone. */
export function without(names, bytes) {
  const module = read(bytes);
  const exported = exportsOf(module);
  for (const name of names) {
    if (!exported.includes(name)) throw new Error(`the module does not export ${name}`);
    module.removeExport(name);
  }
  module.runPasses(["remove-unused-module-elements"]);
  return module.emitBinary();
}
