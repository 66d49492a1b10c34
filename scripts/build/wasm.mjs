/**
 * One of the four WebAssembly modules, with its glue and its gzipped form, into build/wasm/<name>/:
 * `node scripts/build/wasm.mjs session`. Cargo.toml has the profiles and what wasm-opt does.
 */
import fs from "node:fs";
import path from "node:path";
import { at, cargoHome, Failure, main, quietly, root, run } from "../lib.mjs";

export const TARGET = "wasm32-unknown-unknown";
/** Each is a feature of the crate. */
export const MODULES = {
  session: ["--release"],
  schema: ["--release"],
  conversion: ["--release"],
  validation: ["--profile", "validation"],
};

/** Panics name their source file: not by where this machine keeps crates, in every user's browser. */
const RUSTFLAGS = [`${path.join(cargoHome, "registry/src")}=crates`, `${root}=.`]
  .map((pair) => `--remap-path-prefix=${pair}`)
  .join(" ");
const only = (name) => ["--no-default-features", "--features", name];

/** They are built at once, and all are called the same: each in a folder of its own. */
const environment = (name) => ({ RUSTFLAGS, CARGO_TARGET_DIR: at("target", name) });

/** What wasm-pack begins with: for when it is not installed yet. */
export function compile(name) {
  const flags = ["--lib", ...MODULES[name], "--target", TARGET, ...only(name)];
  return quietly("cargo", ["build", ...flags], { env: environment(name) });
}

/** `options` are more of wasm-pack's. */
export function pack(name, folder, options = []) {
  const flags = ["--target", "web", "--mode", "no-install", "--no-pack", "--out-name", name];
  const more = [...MODULES[name], "--out-dir", folder, ...options];
  return quietly("wasm-pack", ["build", ...flags, ...more, "--", ...only(name)], {
    env: environment(name),
  });
}

/**
 * wasm-bindgen ends imports' names with hashes, here and there: what does not repeat does not compress. Numbers in their
 * place, as long as the hashes, for the module says how long each is, save 1,775 gzipped bytes of a panel.
 */
function shortenNames(wasm, glue) {
  const hashes = fs.readFileSync(at(glue), "utf8").match(/(?<=__wbg_\w+_)[0-9a-f]{16}\b/g);
  const numbers = new Map([...new Set(hashes)].map((hash, i) => [hash, `${i}`.padStart(16, "0")]));
  for (const name of [wasm, glue]) {
    const text = fs.readFileSync(at(name), "latin1");
    const shortened = text.replace(/(?<=_)[0-9a-f]{16}/g, (hash) => numbers.get(hash) ?? hash);
    fs.writeFileSync(at(name), shortened, "latin1");
  }
}

/**
 * Makes a function of the session's glue, each call of which is a start of its own, with all that it holds: after a fault nothing of
 * the old one is to reach into a new one's memory, as late callbacks and finalizers would. `guard` stands between each start and
 * its exports.
 */
function makeStartable(glue, types, firstHalf) {
  let text = fs.readFileSync(at(glue), "utf8");
  const replace = (from, to) => {
    if (text.split(from).length !== 2) throw new Failure(`${glue}: where is "${from}"?`);
    text = text.replace(from, () => to);
  };
  replace("wasm = instance.exports;", "wasm = guard(instance.exports);");
  replace(
    "export { initSync, __wbg_init as default };",
    `
async function extend({ module_or_path }) {
    await __wbg_load(module_or_path, { ...__wbg_get_imports(), "${firstHalf}": wasmInstance.exports });
}
return { init: __wbg_init, initSync, extend, open };
}`,
  );
  replace("export class Session", "class Session");
  replace("export function open(", "function open(");
  if (/^(export|import) /m.test(text))
    throw new Failure(`${glue}: more imports and exports than known`);
  fs.writeFileSync(at(glue), `export function instantiate(guard) {\n${text}`);
  fs.appendFileSync(
    at(types),
    `
/** Starts nothing yet: \`init\` does. \`guard\` is given what the module exports, and gives what is to be called instead. */
export function instantiate(guard: (exports: WebAssembly.Exports) => WebAssembly.Exports): {
  init: typeof __wbg_init;
  initSync: typeof initSync;
  /** Adds the rest of the module, where \`init\` has been given its first half. */
  extend(from: { module_or_path: Response }): Promise<void>;
  open: typeof open;
};
`,
  );
}

/** gzip like any other, but 5 % smaller than gzip -9. */
const ZOPFLI = `import sys, zopfli.gzip
name = sys.argv[1]
with open(name, "rb") as file, open(name + ".gz", "wb") as packed:
    packed.write(zopfli.gzip.compress(file.read()))`;

const packed = (wasm) => run("python", ["-c", ZOPFLI, wasm]);

/** The session's module in halves: what it takes until a form is in sight, and the rest. */
async function makeHalves(folder, wasm, glue, { halve, instrument }) {
  const bytes = fs.readFileSync(at(wasm));
  const { rehearse } = await import("./rehearsal.mjs");
  const exports = await rehearse(glue, instrument(bytes));
  const halves = halve(bytes, exports);
  for (const [i, half] of halves.entries()) {
    const file = `${folder}/session_${["first", "rest"][i]}.wasm`;
    fs.writeFileSync(at(file), half);
    await packed(file);
  }
}

/** What src/web/schema.rs exports. */
const OF_SCHEMA = ["parseMapping", "quoteMapping", "readVariables"];

/**
 * The conversion's module as its part has it, without what the schema's part is there for: 13 KB gzipped. Compiled without it, it
 * would lose 1 KB more, for its texts and tables stay; but that takes half a minute, and this none.
 */
async function makeConverter(folder, wasm) {
  const { without } = await import("./fewer-exports.mjs");
  const file = `${folder}/conversion_part.wasm`;
  fs.writeFileSync(at(file), without(OF_SCHEMA, fs.readFileSync(at(wasm))));
  await packed(file);
}

async function make(_options, [name]) {
  const folder = `build/wasm/${name}`;
  fs.rmSync(at(folder), { recursive: true, force: true });
  await pack(name, folder);
  const [wasm, glue] = [`${folder}/${name}_bg.wasm`, `${folder}/${name}.js`];
  shortenNames(wasm, glue);
  await packed(wasm);
  // Not before, what imports packages: set-up imports this file, too, when there are none yet.
  if (name === "conversion") await makeConverter(folder, wasm);
  if (name !== "session") return;
  const halves = await import("./halves.mjs");
  makeStartable(glue, `${folder}/${name}.d.ts`, halves.FIRST_HALF);
  await makeHalves(folder, wasm, glue, halves);
}

await main(import.meta.url, make, { names: `which: ${Object.keys(MODULES).join(" or ")}` });
