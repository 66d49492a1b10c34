/** The licenses of what is inside our modules: Lit, and the Rust crates of both WebAssembly modules. */
import fs from "node:fs";
import path from "node:path";
import { at, cargoHome, quietly } from "../lib.mjs";
import { TARGET } from "./wasm.mjs";

const LIT = ["lit", "lit-html"];

/** One text, with the names of all that have the same one before it. */
export async function licenseTexts() {
  const names = new Map();
  const add = (text, name) => names.set(text, [...(names.get(text) ?? []), name]);
  for (const name of LIT) {
    const { version } = JSON.parse(fs.readFileSync(at("node_modules", name, "package.json")));
    add(fs.readFileSync(at("node_modules", name, "LICENSE"), "utf8"), `${name} ${version}`);
  }
  for (const { name, version, license } of await crates()) {
    const text = textOf(`${name}-${version}`);
    add(text ?? "Its package has no text of it.", `${name} ${version} (${license})`);
  }
  const blocks = [...names].map(([text, those]) => `${those.join("\n")}\n\n${text.trim()}\n`);
  return [
    "What is inside the modules of this package, besides its own program.\n",
    ...blocks,
    "The standard library of Rust (MIT OR Apache-2.0): https://github.com/rust-lang/rust\n",
  ].join(`\n${"-".repeat(79)}\n\n`);
}

/** Those whose code is in there. */
async function crates() {
  const flags = ["--locked", "--edges", "normal,no-proc-macro", "--target", TARGET];
  const format = ["--prefix", "none", "--no-dedupe", "--format", "{p}|{l}"];
  const { stdout } = await quietly("cargo", ["tree", ...flags, ...format]);
  const [own, ...others] = stdout.trim().split("\n");
  return [...new Set(others.filter((line) => line !== own))].sort().map((line) => {
    const [, name, version, license] = /^(\S+) v(\S+).*\|(.*)$/.exec(line);
    return { name, version, license };
  });
}

/** MIT's, where one may choose. */
function textOf(folder) {
  const registries = path.join(cargoHome, "registry/src");
  for (const registry of fs.readdirSync(registries)) {
    const source = path.join(registries, registry, folder);
    if (!fs.existsSync(source)) continue;
    const files = fs.readdirSync(source).filter((name) => /^licen[cs]e/i.test(name));
    const file = files.find((name) => /mit/i.test(name)) ?? files[0];
    return file && fs.readFileSync(path.join(source, file), "utf8").replaceAll("\r\n", "\n");
  }
}
