/**
 * npm run release: makes the release that package.json's version names, in build/release, tries it and tags the commit; about
 * 6 minutes on two processors where all is installed. Publishing is what .github/workflows/release.yml does with the tag. The release consists of the wheel, an sdist that builds the same wheel,
 * npm's three packages, a recipe for conda-forge, a bill of materials (CycloneDX), sums of all, and the notes from CHANGELOG.md.
 */
import fs from "node:fs";
import { build } from "../build/main.mjs";
import { wheels } from "../build/package.mjs";
import { ask, at, Failure, main, quietly, seconds } from "../lib.mjs";
import { setup } from "../setup.mjs";
import { runSuites } from "../test/counting.mjs";
import { suites } from "../test/suites.mjs";
import { FOLDER, judgeArtifacts, makeArtifacts, requireTested } from "./artifacts.mjs";
import { notesOf, released } from "./notes.mjs";
import { readVersion, writeVersion } from "./version.mjs";

const CHANGELOG = "CHANGELOG.md";
const OPTIONS = {
  version: { type: "string", about: "writes this version into all files that have one, and ends" },
  "dry-run": {
    type: "boolean",
    about: "writes nothing into the tree and makes no tag; says what would stop a release",
  },
  artifacts: { type: "boolean", about: "makes and tries the release of a commit that has its tag" },
};

async function release(options) {
  if (options.version) return writeVersion(options.version);
  const start = Date.now();
  const version = readVersion();
  const changelog = fs.readFileSync(at(CHANGELOG), "utf8");
  const notes = notesOf(changelog, version);
  const obstacles = options.artifacts ? [] : await whatStops(version);
  if (obstacles.length > 0 && !options["dry-run"]) throw new Failure(obstacles.join("\n"));

  const isReal = !options["dry-run"] && !options.artifacts;
  const day = new Date().toISOString().slice(0, 10);
  // First, for the sdist has the changelog, and the bill the commit's time.
  if (isReal) await commit(released(changelog, version, day), version);
  const failed = await makeAndTry(version, notes);
  if (failed) return failed;
  console.log(`  ${version}: made and tried in ${seconds(start)}`);
  if (isReal) {
    await quietly("git", ["tag", "--annotate", `v${version}`, "--message", version]);
    console.log(`  Tagged v${version}. To publish it: git push --follow-tags`);
  }
  if (options["dry-run"]) {
    for (const each of obstacles) console.log(`  It would stop at: ${each}`);
    const done = `"${version} (${day})" in ${CHANGELOG}, a commit, and the tag v${version}`;
    console.log(`  Without --dry-run: ${done}`);
  }
  return 0;
}

async function commit(changelog, version) {
  fs.writeFileSync(at(CHANGELOG), changelog);
  const message = ["--message", `Release ${version}`];
  await quietly("git", ["commit", "--quiet", "--allow-empty", ...message, CHANGELOG]);
}

/** Resolves to an exit code. */
async function makeAndTry(version, notes) {
  await setup({ browser: true });
  await build();
  const { repository } = JSON.parse(fs.readFileSync(at("package.json"), "utf8"));
  const address = repository.url.replace(/^git\+/, "").replace(/\.git$/, "");
  const names = await makeArtifacts({ version, notes, repository: address });
  await judgeArtifacts();
  const failed = await runSuites({ package: suites.package });
  if (failed) return failed;
  requireTested(wheels()[0]);
  for (const name of names) {
    console.log(`  ${FOLDER}/${name}: ${fs.statSync(at(FOLDER, name)).size} bytes`);
  }
  return 0;
}

/** In sentences. */
async function whatStops(version) {
  const { stdout } = await quietly("git", ["status", "--porcelain"]);
  const tag = await ask("git", ["rev-parse", "--verify", "--quiet", `refs/tags/v${version}`]);
  return [
    ...(stdout === "" ? [] : ["There are changes that are not committed."]),
    ...(tag === null ? [] : [`The tag v${version} is there already.`]),
  ];
}

await main(import.meta.url, release, { options: OPTIONS });
