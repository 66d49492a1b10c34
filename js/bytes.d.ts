/** Gzipped wasm, embedded by webpack: see webpack.config.js. */
declare module "#*.gz" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
