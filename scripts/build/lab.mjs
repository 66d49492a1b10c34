/** JupyterLab's extension: jupyter-builder on js/lab, and our modules beside what it makes. */
import fs from "node:fs";
import path from "node:path";
import { at, hashOf, main, quietly } from "../lib.mjs";
import { LICENSES } from "./licenses.mjs";
import { LAB, MAIN, PARTS } from "./parts.mjs";

/**
 * The shared module goes there under a name that changes with its content, for Jupyter's servers let browsers keep such
 * files for ever. The plugin learns the name from a generated file. jupyter-builder empties the folder, so the copies
 * come after it.
 */
await main(import.meta.url, async () => {
  const hashed = MAIN.file.replace(/js$/, `${hashOf([`dist/${MAIN.file}`])}.js`);
  fs.writeFileSync(at("build/js/lab/module-name.js"), `export const moduleName = "${hashed}";\n`);
  // With the metadata of npm's package: else it would look for them on the net.
  const metadata = "node_modules/@jupyterlab/core-meta/core.package.json";
  await quietly("jupyter-builder", ["build", "--core-package-file", metadata, "."]);
  for (const { file } of PARTS) copy(file, file === MAIN.file ? hashed : file);
  // jupyter-builder's knows nothing of what is inside our modules.
  fs.copyFileSync(at(LICENSES.list), at(LAB, "static", path.basename(LICENSES.list)));
});

function copy(file, name) {
  for (const extension of ["", ".LICENSE.txt"]) {
    const source = at("dist", file + extension);
    if (fs.existsSync(source)) fs.copyFileSync(source, at(LAB, "static", name + extension));
  }
}
