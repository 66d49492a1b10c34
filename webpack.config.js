import { fileURLToPath } from "node:url";

/**
 * One ES module with the wasm inside, for every host and for Node. The Lab plugin around it is
 * jupyter-builder's business; the two meet only by the module's URL.
 */
export default {
  mode: "production",
  devtool: false,
  context: fileURLToPath(new URL(".", import.meta.url)),
  entry: "./build/js/view/index.js",
  // Neither "web" nor "node": the bundle brings no loader of its own and touches no global at load.
  target: "es2022",
  output: {
    path: fileURLToPath(new URL("dist", import.meta.url)),
    filename: "dask-gateway.js",
    module: true,
    library: { type: "module" },
  },
  module: {
    // `import bytes from "#wasm.gz" with { type: "bytes" }` becomes base64 text: of the gzipped
    // file, for base64 of the raw one compresses 1.4 times worse.
    // One file: a chunk made for an `import()` inside would be served by nobody.
    parser: { javascript: { dynamicImportMode: "eager" } },
    rules: [{ test: /\.gz$/, with: { type: "bytes" }, type: "asset/bytes" }],
  },
  resolve: {
    // Lit's "node" build is its browser build with fall-backs where there is no `document`.
    conditionNames: ["node", "import", "module", "default"],
  },
  performance: { hints: false },
};
