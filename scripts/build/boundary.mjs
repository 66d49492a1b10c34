/**
 * The types at the boundary with JavaScript are generated from Rust; their copy in git shows each change of them in a
 * diff. Fails if the two differ; with `--accept`, the copy becomes what was generated.
 */
import fs from "node:fs";
import { at, Failure, main } from "../lib.mjs";

const COPY = "src/web/boundary.d.ts";
const GENERATED = "build/wasm/session/session.d.ts";
/** What follows is the glue's own and holds hashes: wasm-bindgen's first line of it. */
const GLUE = "export type InitInput =";

async function compare({ accept }) {
  const [types, ...glue] = fs.readFileSync(at(GENERATED), "utf8").split(GLUE);
  if (glue.length !== 1) throw new Failure(`${GENERATED}: where do the crate's own types end?`);
  const known = fs.existsSync(at(COPY)) ? fs.readFileSync(at(COPY), "utf8") : "";
  if (types === known) return;
  if (!accept) {
    throw new Failure(
      `The types at the boundary differ from ${COPY}. If that is meant: npm run build -- --accept`,
    );
  }
  fs.writeFileSync(at(COPY), types);
}

await main(import.meta.url, compare, {
  options: { accept: { type: "boolean", about: "makes the copy anew" } },
});
