/**
 * npm's package for authors of web pages, in build/npm/dask-gateway, ready for `npm pack` there. The one in the repository's root is
 * JupyterLab's extension and what hosts of ipywidgets fetch.
 */
import fs from "node:fs";
import path from "node:path";
import { at, Failure, main } from "../lib.mjs";
import { LICENSES } from "./licenses.mjs";
import { MAIN, OF_PAGES, SINGLE_FILE } from "./parts.mjs";

export const NPM = { name: "@jupyter-dask-gateway/dask-gateway", folder: "build/npm/dask-gateway" };

/** Of the single file, and of the one with others beside it. */
const TYPES = ["js/single-file/single-file-types.d.ts", "js/single-file/npm-types.d.ts"];
const MANIFEST = "custom-elements.json";

await main(import.meta.url, async () => {
  fs.rmSync(at(NPM.folder), { recursive: true, force: true });
  const files = [SINGLE_FILE, ...OF_PAGES].map(({ file }) => file);
  for (const file of files) copy(`dist/${file}`, file);
  copy(`dist/${MAIN.file}.LICENSE.txt`, `${MAIN.file}.LICENSE.txt`);
  for (const file of declarations(TYPES)) copy(file, file.replace(/^js/, "types"));
  copy(MANIFEST, MANIFEST);
  copy("LICENSE", "LICENSE");
  copy("js/single-file/README.md", "README.md");
  copy(LICENSES.text, path.basename(LICENSES.text));
  write("package.json", `${JSON.stringify(description(files), null, 2)}\n`);
});

function description(files) {
  const { version, license, author, homepage, repository, bugs } = JSON.parse(
    fs.readFileSync(at("package.json"), "utf8"),
  );
  const [types, typesOfParts] = TYPES.map((file) => `./${file.replace(/^js/, "types")}`);
  const single = `./${SINGLE_FILE.file}`;
  return {
    name: NPM.name,
    version,
    description:
      "<dask-gateway>: choose, launch, watch, scale and stop Dask clusters, in any web page",
    keywords: ["dask", "dask-gateway", "web-components", "custom-elements", "anywidget"],
    license,
    author,
    homepage,
    repository,
    bugs,
    type: "module",
    main: single,
    types,
    exports: {
      ".": { types, default: single },
      [single]: { types, default: single },
      [`./${MAIN.file}`]: { types: typesOfParts, default: `./${MAIN.file}` },
      // By its address, for pages and copying: what it exports is for `dask-gateway.js`.
      "./*.js": "./*.js",
      [`./${MANIFEST}`]: `./${MANIFEST}`,
      "./package.json": "./package.json",
    },
    // For CDNs that serve one file of a package.
    unpkg: single,
    jsdelivr: single,
    customElements: MANIFEST,
    // Importing either defines the element.
    sideEffects: [single, `./${MAIN.file}`],
    files: [...files, "*.txt", "types/", MANIFEST],
    publishConfig: { access: "public" },
  };
}

/** The files and those that they take types from, one after the other. */
function declarations(first) {
  const found = [...first];
  for (const file of found) {
    for (const [, from] of fs.readFileSync(at(file), "utf8").matchAll(/\bfrom "([^"]*)"/g)) {
      const other = path.join(path.dirname(file), from.replace(/\.js$/, ".d.ts"));
      if (!fs.existsSync(at(other))) throw new Failure(`${file}: ${from} is no file of types.`);
      if (!found.includes(other)) found.push(other);
    }
  }
  return found;
}

function copy(from, to) {
  fs.mkdirSync(path.dirname(at(NPM.folder, to)), { recursive: true });
  fs.copyFileSync(at(from), at(NPM.folder, to));
}

function write(name, text) {
  fs.writeFileSync(at(NPM.folder, name), text);
}
