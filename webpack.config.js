import { fileURLToPath } from "node:url";

/**
 * ES modules for every host and for Node: `dask-gateway.js`, and the parts that are imported when they are asked for; two
 * have their wasm inside. The Lab plugin around them is jupyter-builder's business; they meet only by their URLs.
 */
const bundle = (entry, filename) => ({
  mode: "production",
  devtool: false,
  context: fileURLToPath(new URL(".", import.meta.url)),
  entry,
  // Neither "web" nor "node": the bundle brings no loader of its own and touches no global at load.
  target: "es2022",
  output: {
    path: fileURLToPath(new URL("dist", import.meta.url)),
    filename,
    module: true,
    library: { type: "module" },
  },
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
      {
        include: fileURLToPath(new URL("build/js", import.meta.url)),
        loader: fileURLToPath(new URL("scripts/collapse-templates.mjs", import.meta.url)),
      },
    ],
  },
  resolve: {
    // Lit's "node" build is its browser build with fall-backs where there is no `document`.
    conditionNames: ["node", "import", "module", "default"],
  },
  performance: { hints: false },
});

export const schema = bundle("./build/js/schema/index.js", "dask-gateway-schema.js");
/** What the tag `<dask-gateway>` does, for pages that have one. */
export const element = bundle("./build/js/element/index.js", "dask-gateway-element.js");
/** The check of the connection. */
export const doctor = bundle("./build/js/doctor/index.js", "dask-gateway-doctor.js");
export const main = bundle("./build/js/view/index.js", "dask-gateway.js");
/** The script that each notebook widget brings along; it imports the first. */
export const widget = bundle("./build/js/widget/index.js", "widget.js");
