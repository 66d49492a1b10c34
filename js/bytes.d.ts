/** The gzipped wasm, embedded by webpack: see webpack.config.js. */
declare module "#wasm.gz" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
