/** What webpack makes of a WebAssembly module: gzipped, as base64 text. */
declare module "#*.gz" {
  const packed: string;
  export default packed;
}
