/**
 * npm run build: Rust and TypeScript in, the modules of dist/ and the JupyterLab extension out. The steps, with what each
 * reads and writes, are in package.json below "wireit"; those whose inputs are what they were are skipped.
 * `-- --accept`: changed types at the boundary are meant. npm run watch: again after each change.
 */
import { Failure, main, run } from "../lib.mjs";
import { setup } from "../setup.mjs";
import { report } from "./sizes.mjs";

/** `strict`: too many bytes are a failure, not a remark. */
export async function build({ strict = true } = {}) {
  await run("npm", "run --silent build:all");
  const excess = report();
  if (excess && strict) throw new Failure(excess);
  if (excess) console.log(`  ${excess}`);
}

await main(import.meta.url, async (args) => {
  await setup();
  if (args.includes("--accept")) {
    await run("npm", "run --silent build:wasm:session");
    await run("node", "scripts/build/boundary.mjs --accept");
  }
  if (!args.includes("--watch")) return build();
  await run("npm", "run --silent build:all", { env: { WIREIT_WATCH: "true" } });
});
