/** What a release consists of, made in build/release from what the build has made, and what each of it is judged by. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { NPM } from "../build/npm.mjs";
import { TOKEN } from "../build/token.mjs";
import { at, cache, Failure, filesIn, quietly } from "../lib.mjs";
import { pythonEnvironment } from "../python.mjs";
import { billOfMaterials, checksums } from "./bill.mjs";
import { tryPackage } from "./npm.mjs";
import { pythonVersion } from "./version.mjs";

export const FOLDER = "build/release";
/** Of npm's packages. */
export const PACKAGES = [".", NPM.folder, TOKEN.folder];
const SUMS = "SHA256SUMS";
/** twine, rattler-build's parser and CycloneDX's schemas. */
const JUDGES = cache("release", "venv");

/** Makes everything, and resolves to the names in the folder. `repository` is its address on the web. */
export async function makeArtifacts({ version, notes, repository }) {
  fs.rmSync(at(FOLDER), { recursive: true, force: true });
  fs.mkdirSync(at(FOLDER), { recursive: true });
  await quietly("hatchling", [
    "build",
    "--target",
    "wheel",
    "--target",
    "sdist",
    "--directory",
    FOLDER,
  ]);
  await sameFromSdist();
  const npm = [];
  for (const folder of PACKAGES) {
    const pack = ["pack", "--silent", "--pack-destination", at(FOLDER)];
    const { stdout } = await quietly("npm", pack, { cwd: at(folder) });
    const { name, dependencies } = JSON.parse(fs.readFileSync(at(folder, "package.json"), "utf8"));
    npm.push({ file: at(FOLDER, stdout.trim()), name, dependencies });
  }
  const [sdist] = names(/\.tar\.gz$/);
  const [sum] = checksums(at(FOLDER), [sdist]).split(" ");
  const recipe = fs.readFileSync(at("scripts/release/recipe.yaml"), "utf8");
  write(
    "recipe.yaml",
    recipe
      .replaceAll("REPOSITORY", repository)
      .replace("VERSION", pythonVersion(version))
      .replace("RELEASE", version)
      .replace("SHA256", sum),
  );
  write(
    `jupyter-dask-gateway-${version}.cdx.json`,
    await billOfMaterials(version, await commitTime(), {
      python: names(/\.(whl|tar\.gz)$/).map((name) => at(FOLDER, name)),
      npm,
    }),
  );
  write(SUMS, checksums(at(FOLDER), names(/\.(whl|gz|tgz|json|yaml)$/)));
  write("notes.md", `${notes}\n`);
  return names(/./);
}

/** What PyPI, npm, conda-forge and readers of bills would refuse is a Failure. */
export async function judgeArtifacts() {
  await pythonEnvironment(JUDGES, "scripts/release/requirements.txt");
  const distributions = names(/\.(whl|tar\.gz)$/).map((name) => `${FOLDER}/${name}`);
  await quietly(`${JUDGES}/bin/twine`, ["check", "--strict", ...distributions]);
  const { output } = await quietly(`${JUDGES}/bin/python`, ["scripts/release/judge.py", FOLDER]);
  process.stdout.write(output);
  await quietly("sha256sum", ["--check", "--strict", "--quiet", SUMS], { cwd: at(FOLDER) });
  for (const name of names(/\.tgz$/)) await tryPackage(at(FOLDER, name));
}

/** Fails unless the wheel that the tests have tried is, byte for byte, the one to be released. */
export function requireTested(wheel) {
  requireSame(at(FOLDER, path.basename(wheel)), at(wheel), "The wheel of the tests");
}

/** Whoever builds from the sdist gets the same wheel. */
async function sameFromSdist() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sdist-"));
  try {
    const [sdist] = names(/\.tar\.gz$/);
    await quietly("tar", ["-xzf", at(FOLDER, sdist), "-C", folder]);
    const [source] = fs.readdirSync(folder);
    const target = path.join(folder, "wheel");
    await quietly("hatchling", ["build", "--target", "wheel", "--directory", target], {
      cwd: path.join(folder, source),
    });
    const [wheel] = fs.readdirSync(target);
    requireSame(at(FOLDER, wheel), path.join(target, wheel), "The wheel made of the sdist");
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function requireSame(released, other, what) {
  if (fs.existsSync(released) && fs.readFileSync(released).equals(fs.readFileSync(other))) return;
  throw new Failure(`${what} is not the one to be released: compare ${other} with ${released}.`);
}

/** The same for the same commit, whenever it is made. */
async function commitTime() {
  const { stdout } = await quietly("git", ["log", "-1", "--format=%cI"]);
  return new Date(stdout.trim());
}

const names = (pattern) =>
  filesIn(FOLDER)
    .map((file) => path.basename(file))
    .filter((name) => pattern.test(name));
const write = (name, text) => fs.writeFileSync(at(FOLDER, name), text);
