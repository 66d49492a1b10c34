/**
 * Pyodide with what JupyterLite's kernel asks for at its start, so that it starts without the network: npm has Pyodide itself, and PyPI
 * the wheels. Some of those are built anew for Pyodide's own distribution: so the lock is told the hashes of PyPI's.
 */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { at, cache, once, quietly } from "../lib.mjs";

/** The one that jupyterlite-pyodide-kernel 0.8.6 is made for. */
const VERSION = "314.0.6";
/** What its kernel installs; and what IPython asks for follows from the lock. */
const PACKAGES = ["micropip", "packaging", "ipython", "jedi"];
/** What Pyodide does not have. The kernel takes it from an index of the site. */
const OTHERS = ["comm==0.2.3"];

/** Makes the folder, and resolves to its path: with `static/pyodide` and `pypi`, as a site's own folder has them. */
export async function pyodideFolder() {
  const folder = cache("lite", "pyodide");
  await once(path.join(folder, ".made"), `${VERSION} ${PACKAGES} ${OTHERS}`, () => make(folder));
  return folder;
}

async function make(folder) {
  fs.rmSync(folder, { recursive: true, force: true });
  const own = path.join(folder, "static/pyodide");
  fs.mkdirSync(own, { recursive: true });
  await quietly("npm", ["pack", "--silent", `pyodide@${VERSION}`], { cwd: folder });
  const archive = path.join(folder, `pyodide-${VERSION}.tgz`);
  await quietly("tar", ["xzf", archive, "--strip-components=1", "-C", own]);
  fs.rmSync(archive);
  const lockFile = path.join(own, "pyodide-lock.json");
  const lock = JSON.parse(fs.readFileSync(lockFile, "utf8"));
  const names = withDependencies(lock, PACKAGES);
  await download(
    names.map((name) => `${lock.packages[name].name}==${lock.packages[name].version}`),
    own,
  );
  for (const name of names) {
    const { file_name: file } = lock.packages[name];
    const content = fs.readFileSync(path.join(own, file));
    lock.packages[name].sha256 = createHash("sha256").update(content).digest("hex");
  }
  fs.writeFileSync(lockFile, JSON.stringify(lock));
  await download(OTHERS, path.join(folder, "pypi"));
}

function withDependencies({ packages }, names) {
  const all = new Set(names);
  for (const name of all)
    for (const needed of packages[name].depends) all.add(needed.replaceAll(/[-_.]+/g, "-"));
  return [...all];
}

/** Wheels for any Python, as they are on PyPI. */
function download(requirements, folder) {
  const flags = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"];
  return quietly(at(".venv/bin/python"), [
    ...["-m", "pip", "download", ...flags, "--python-version=3.14"],
    ...["--dest", folder, ...requirements],
  ]);
}
