/** The example of an extension of JupyterLab, built by JupyterLab's builder with the npm package that has the token. */
import fs from "node:fs";
import path from "node:path";
import { TOKEN } from "../../scripts/build/token.mjs";
import { at, quietly } from "../../scripts/lib.mjs";

export const EXAMPLE = "dask-gateway-example";
const SOURCE = at("examples/jupyterlab-extension");
/** In the clone, so that all but the token's package is found in its `node_modules`: nothing is fetched. */
const FOLDER = at("build/example");

/** Builds it, and resolves to a folder that JupyterLab can be told as one more of extensions. */
export async function buildExample() {
  fs.rmSync(FOLDER, { recursive: true, force: true });
  const made = ["node_modules", "lib", "labextension"];
  fs.cpSync(SOURCE, FOLDER, {
    recursive: true,
    filter: (file) => !made.includes(path.basename(file)),
  });
  const token = path.join(FOLDER, "node_modules", TOKEN.name);
  fs.cpSync(at(TOKEN.folder), token, { recursive: true });
  await quietly("tsc", ["-p", FOLDER]);
  const metadata = at("node_modules/@jupyterlab/core-meta/core.package.json");
  await quietly("jupyter-builder", ["build", "--core-package-file", metadata, FOLDER]);
  const extensions = path.join(FOLDER, "labextensions");
  const built = path.join(FOLDER, "dask_gateway_example/labextension");
  fs.cpSync(built, path.join(extensions, EXAMPLE), { recursive: true });
  return extensions;
}
