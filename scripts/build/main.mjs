/**
 * npm run build: Rust and TypeScript in, the modules of dist/ and the JupyterLab extension out. The steps, with what each
 * reads and writes, are in package.json below "wireit"; those whose inputs are what they were are skipped.
 * npm run watch: again after each change.
 */
import fs from "node:fs";
import { at, Failure, main, run, stopChildren } from "../lib.mjs";
import { setup } from "../setup.mjs";
import { report } from "./sizes.mjs";

/** One step, with those before it: as `npm run` would, which hands no signal on, however. */
function step(name, { check, ...env } = {}) {
  const npm = { npm_lifecycle_event: name, npm_config_user_agent: "npm/" };
  return run("wireit", [], { check, env: { ...npm, ...env } });
}

/** `strict`: too many bytes are a failure, not a remark. */
export async function build({ strict = true } = {}) {
  // The compiler of Rust is silent meanwhile.
  if (!fs.existsSync(at("build/wasm"))) console.log("  building (about 2 minutes) …");
  await step("build:all");
  const excess = report();
  if (excess && strict) throw new Failure(excess);
  if (excess) console.log(`  ${excess}`);
}

async function command({ accept, watch }) {
  await setup();
  if (accept) {
    await step("build:wasm:session");
    await run("node", "scripts/build/boundary.mjs --accept");
  }
  if (!watch) return build();
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, stopChildren);
  await step("build:all", { check: false, WIREIT_WATCH: "true" });
}

await main(import.meta.url, command, {
  options: {
    accept: { type: "boolean", about: "changed types at the boundary are meant" },
    watch: { type: "boolean", about: "again after each change, until Ctrl-C" },
  },
});
