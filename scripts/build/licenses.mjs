/**
 * The licenses of what is inside our modules: Lit, and the Rust crates of both WebAssembly modules. A text for both of npm's packages and
 * the wheel, and the list that JupyterLab shows below Help.
 */
import fs from "node:fs";
import path from "node:path";
import { at, cargoHome, main, quietly } from "../lib.mjs";
import { TARGET } from "./wasm.mjs";

export const LICENSES = {
  text: "dist/THIRD-PARTY-LICENSES.txt",
  list: "build/third-party-licenses.json",
};

const LIT = ["lit", "lit-html"];

await main(import.meta.url, async () => {
  const packages = (await bundledPackages()).map(({ name, version, license, folder }) => ({
    name,
    versionInfo: version,
    licenseId: license,
    extractedText: textIn(folder) ?? "",
  }));
  for (const file of Object.values(LICENSES)) {
    fs.mkdirSync(path.dirname(at(file)), { recursive: true });
  }
  fs.writeFileSync(at(LICENSES.text), textOf(packages));
  fs.writeFileSync(at(LICENSES.list), `${JSON.stringify({ packages }, null, 2)}\n`);
});

/** One text, with the names of all that have the same one before it. */
function textOf(packages) {
  const names = new Map();
  for (const { name, versionInfo, licenseId, extractedText } of packages) {
    const text = extractedText || "Its package has no text of it.";
    names.set(text, [...(names.get(text) ?? []), `${name} ${versionInfo} (${licenseId})`]);
  }
  const blocks = [...names].map(([text, those]) => `${those.join("\n")}\n\n${text.trim()}\n`);
  return [
    "What is inside the modules of this package, besides its own program.\n",
    ...blocks,
    "The standard library of Rust (MIT OR Apache-2.0): https://github.com/rust-lang/rust\n",
  ].join(`\n${"-".repeat(79)}\n\n`);
}

/** All that is in there: {ecosystem, name, version, license, folder}; `folder` has the package's sources. */
export async function bundledPackages() {
  return [...lit(), ...(await crates())];
}

function lit() {
  return LIT.map((name) => {
    const folder = at("node_modules", name);
    const { version, license } = JSON.parse(fs.readFileSync(`${folder}/package.json`, "utf8"));
    return { ecosystem: "npm", name, version, license, folder };
  });
}

async function crates() {
  const flags = ["--locked", "--edges", "normal,no-proc-macro", "--target", TARGET];
  const format = ["--prefix", "none", "--no-dedupe", "--format", "{p}|{l}"];
  const { stdout } = await quietly("cargo", ["tree", ...flags, ...format]);
  const [own, ...others] = stdout.trim().split("\n");
  return [...new Set(others.filter((line) => line !== own))].sort().map((line) => {
    const [, name, version, license] = /^(\S+) v(\S+).*\|(.*)$/.exec(line);
    const folder = sourceOf(`${name}-${version}`);
    return { ecosystem: "cargo", name, version, license, folder };
  });
}

/** Where cargo has unpacked it. */
function sourceOf(crate) {
  const registries = path.join(cargoHome, "registry/src");
  const folders = fs.readdirSync(registries).map((each) => path.join(registries, each, crate));
  return folders.find((folder) => fs.existsSync(folder));
}

/** MIT's, where one may choose. */
function textIn(folder) {
  const files = fs.readdirSync(folder).filter((name) => /^licen[cs]e/i.test(name));
  const file = files.find((name) => /mit/i.test(name)) ?? files[0];
  return file && fs.readFileSync(path.join(folder, file), "utf8").replaceAll("\r\n", "\n");
}
