import { fileURLToPath } from "node:url";
import { AMD, PARTS, SINGLE_FILE } from "./scripts/build/parts.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * An ES module, with its wasm inside if it has one, for every host and for Node. They import each other, and the Lab
 * plugin imports them, by their URLs alone: the plugin around them is jupyter-builder's business.
 */
export const configuration = ({ folder, file }) => ({
  mode: "production",
  devtool: false,
  context: here("."),
  entry: `./build/js/${folder}/index.js`,
  // Neither "web" nor "node": the bundle brings no loader of its own and touches no global at load.
  target: "es2022",
  output: { path: here("dist"), filename: file, module: true, library: { type: "module" } },
  module: {
    // A chunk made for an `import()` inside would be served by nobody; `import.meta` is the browser's.
    parser: { javascript: { dynamicImportMode: "eager", importMeta: false } },
    rules: [
      {
        // Base64 text of the gzipped file, for that of the raw one compresses 1.4 times worse. (webpack's "asset/bytes"
        // brings its own decoder.)
        test: /\.gz$/,
        type: "asset/inline",
        generator: { dataUrl: (content) => content.toString("base64") },
      },
      { include: here("build/js"), loader: here("scripts/build/collapse-templates.mjs") },
    ],
  },
  resolve: {
    // Lit's "node" build is its browser build with fall-backs where there is no `document`.
    conditionNames: ["node", "import", "module", "default"],
  },
  performance: { hints: false },
});

/** The same as an AMD module, which the loaders of widget managers know how to fetch. */
export const amdConfiguration = (part) => {
  const { output, ...rest } = configuration(part);
  return {
    ...rest,
    target: ["web", "es2022"],
    output: { ...output, module: false, library: { type: "amd" } },
    externals: { "@jupyter-widgets/base": "@jupyter-widgets/base", "amd-module": "module" },
    externalsType: "amd",
  };
};

export default [...[...PARTS, SINGLE_FILE].map(configuration), amdConfiguration(AMD)];
