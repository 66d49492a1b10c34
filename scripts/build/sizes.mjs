/**
 * npm run sizes: what browsers fetch, part by part, and what the four WebAssembly modules consist of: by crate, and by
 * module for our own. README.md says how to read it.
 */
import fs from "node:fs";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { at, filesIn, main, quietly } from "../lib.mjs";
import { cargoTools } from "../setup.mjs";
import { AMD, BUDGETS, CHUNKS, LAB, MAIN, PARTS, SINGLE_FILE } from "./parts.mjs";
import { MODULES, pack } from "./wasm.mjs";

const TWIGGY = "0.8.0";

/** Prints what a browser fetches. Returns sentences about what is over its budget, or "". `brotli` takes seconds more. */
export function report({ brotli = false } = {}) {
  const scripts = filesIn(`${LAB}/static`).filter((name) => name.endsWith(".js"));
  const starts =
    (...names) =>
    (file) =>
      names.some((name) => path.basename(file).startsWith(name));
  const isOurs = starts(...PARTS.map(({ file }) => file.replace(/js$/, "")));
  const isChunk = starts(...CHUNKS.map(({ name }) => `${name}.`));
  // jupyter-builder makes a file of styles for whoever has some.
  const isUnused = starts("style.js");
  const entry = scripts.filter((file) => !isOurs(file) && !isChunk(file) && !isUnused(file));
  const rows = [
    ["JupyterLab's entry", entry, "at JupyterLab's start", BUDGETS.entry],
    ["entry and panel", [...entry, `dist/${MAIN.file}`], "for a working panel", BUDGETS.panel],
  ];
  for (const { file, wasm, fetched, budget } of [...PARTS, AMD, SINGLE_FILE]) {
    rows.push([file, [`dist/${file}`], fetched, budget]);
    if (wasm) rows.push(["  its wasm", [`build/wasm/${wasm}.wasm`], "inside it"]);
  }
  for (const { name, fetched, budget } of CHUNKS) {
    rows.push([`${name}.js`, scripts.filter(starts(`${name}.`)), fetched, budget]);
  }
  const over = [];
  console.log(line("", ["bytes", "gzip", ...(brotli ? ["brotli"] : []), "budget"], "fetched"));
  for (const [name, files, fetched, budget = ""] of rows) {
    const contents = files.map((file) => fs.readFileSync(at(file)));
    const sum = (size) => contents.reduce((total, each) => total + size(each), 0);
    const gzipped = sum((each) => gzipSync(each, { level: 9 }).length);
    const sizes = [sum((each) => each.length), gzipped];
    if (brotli) sizes.push(sum((each) => brotliCompressSync(each).length));
    console.log(line(name, [...sizes, budget], fetched));
    if (gzipped > (budget || Infinity)) over.push(`Over budget: ${name}: ${gzipped} > ${budget}.`);
  }
  return over.join("\n");
}

const line = (name, sizes, fetched) =>
  `  ${name.padEnd(26)}${sizes.map((each) => String(each).padStart(8)).join("")}  ${fetched}`;

/** Prints what a WebAssembly module consists of: built once more, with the names of its functions. */
async function contents(name) {
  const folder = `build/sizes/${name}`;
  const wasm = `${folder}/${name}_bg.wasm`;
  await pack(name, folder, ["--no-opt"]);
  const metadata = (await quietly("cargo", "metadata --no-deps --format-version 1")).stdout;
  const { profile } = JSON.parse(metadata).packages[0].metadata["wasm-pack"];
  const flags = profile[MODULES[name][0] === "--release" ? "release" : "custom"]["wasm-opt"];
  const named = flags.map((flag) => (flag === "--strip-debug" ? "-g" : flag));
  await quietly("wasm-opt", [...named, wasm, "-o", wasm]);
  const { stdout } = await quietly("twiggy", ["top", "-n", "1000000", "-f", "json", wasm]);
  const sizes = {};
  for (const { name, shallow_size } of JSON.parse(stdout)) {
    for (const group of groups(name)) sizes[group] = (sizes[group] ?? 0) + shallow_size;
  }
  console.log(`\n  bytes in the wasm of ${name}`);
  // Crates first, then our modules, each by size.
  const isModule = (group) => Number(group.startsWith(" "));
  const sorted = Object.entries(sizes).sort(
    ([a, sizeOfA], [b, sizeOfB]) => isModule(a) - isModule(b) || sizeOfB - sizeOfA,
  );
  for (const [group, size] of sorted) console.log(`${String(size).padStart(10)}  ${group}`);
}

/** What a function counts to, by the first crate in its name: `<dask_gateway::core::View as serde::Serialize>::…`. */
function groups(name) {
  if (/^"(function|data) names"/.test(name)) return [];
  if (/^(data|elem|import|export|type|table|"|code)\b/.test(name)) return ["(data and tables)"];
  // What JavaScript calls, with all that is inlined there.
  if (name.endsWith(" shim")) return ["dask_gateway", "  exports"];
  const [, crate = "(others)", rest] =
    /(?:^|[^\w:])([a-z_]\w*)::(.*)/.exec(name.replaceAll(/\[[0-9a-f]{16}\]/g, "")) ?? [];
  if (crate !== "dask_gateway") return [crate];
  const [modules] = /^(?:[a-z]\w*::){0,2}/.exec(rest);
  return [crate, `  ${modules.slice(0, -2)}`];
}

await main(import.meta.url, async () => {
  const { code, output } = await quietly("npm", "run --silent build", { check: false });
  if (code !== 0) console.log(output);
  report({ brotli: true });
  await cargoTools({ twiggy: TWIGGY });
  for (const name of Object.keys(MODULES)) await contents(name);
});
