/**
 * The version of a release. Each package manager wants it in a file of its own; here is where it is written to all of them, and
 * read from all, so that none stays behind.
 */
import fs from "node:fs";
import { at, Failure } from "../lib.mjs";

const LOCKED = /name = "jupyter-dask-gateway"\nversion = "([^"]+)"/g;
/** What stands before the version, and the version. The first is the one that the others are compared with. */
const FILES = {
  "package.json": /^ {2}"version": "([^"]+)"/gm,
  "package-lock.json": /"name": "jupyter-dask-gateway",\n\s+"version": "([^"]+)"/g,
  "Cargo.toml": /^version = "([^"]+)"/gm,
  "Cargo.lock": LOCKED,
  "fuzz/Cargo.lock": LOCKED,
  "jupyter_dask_gateway/_version.py": /^__version__ = "([^"]+)"/gm,
};
const FORM = /^\d+\.\d+\.\d+(-(alpha|beta|rc)\.\d+)?$/;

/** As Python spells it: `1.0.0rc1` for `1.0.0-rc.1`. */
export function pythonVersion(version) {
  return version.replace(/-(a|b|rc)[a-z]*\.(\d+)$/, "$1$2");
}

const expected = (file, version) => (file.endsWith(".py") ? pythonVersion(version) : version);
const read = (file) => fs.readFileSync(at(file), "utf8");

/** The version of the tree; a Failure names the files that say another one. */
export function readVersion() {
  const found = Object.entries(FILES).map(([file, pattern]) => [
    file,
    [...read(file).matchAll(pattern)].map(([, version]) => version),
  ]);
  const [[, [version]]] = found;
  const wrong = found.filter(
    ([file, all]) => all.length === 0 || all.some((each) => each !== expected(file, version)),
  );
  if (wrong.length > 0) {
    const list = wrong.map(([file, all]) => `  ${file}: ${all.join(", ") || "none"}`).join("\n");
    throw new Failure(
      `The version is ${version} in package.json, but not in\n${list}\nnpm run release -- --version ${version} writes it.`,
    );
  }
  return version;
}

export function writeVersion(version) {
  if (!FORM.test(version)) {
    throw new Failure(`${version} is no version such as 1.2.0 or 1.2.0-rc.1.`);
  }
  for (const [file, pattern] of Object.entries(FILES)) {
    const text = read(file).replaceAll(pattern, (all, old) =>
      all.replace(`"${old}"`, `"${expected(file, version)}"`),
    );
    fs.writeFileSync(at(file), text);
  }
}
