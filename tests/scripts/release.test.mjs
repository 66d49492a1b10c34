/** What a release says of itself: one version, one address, one list of requirements, and notes. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { at } from "../../scripts/lib.mjs";
import { PACKAGES } from "../../scripts/release/artifacts.mjs";
import { notesOf, released } from "../../scripts/release/notes.mjs";
import { USES } from "../../scripts/release/npm.mjs";
import { pythonVersion, readVersion } from "../../scripts/release/version.mjs";

const read = (file) => fs.readFileSync(at(file), "utf8");
const FILES = [
  "package.json",
  "package-lock.json",
  "Cargo.toml",
  "Cargo.lock",
  "fuzz/Cargo.lock",
  "jupyter_dask_gateway/_version.py",
];

test("one version stands in all files that have one", () => {
  assert.match(readVersion(), /^\d+\.\d+\.\d+/);
});

test("whatever the build makes for npm is released", () => {
  const scripts = fs.readdirSync(at("scripts/build")).map((name) => read(`scripts/build/${name}`));
  const made = scripts.flatMap((text) => [...text.matchAll(/folder: "(build\/npm\/[^"]+)"/g)]);
  assert.equal(made.length, 2);
  assert.deepEqual(PACKAGES, [".", ...made.map(([, folder]) => folder)]);
  // And tried, and named where somebody prepares the registry for it.
  const named = scripts.flatMap((text) => [...text.matchAll(/name: "(@[\w-]+\/[\w-]+)"/g)]);
  const names = ["jupyter-dask-gateway", ...named.map(([, name]) => name)];
  assert.equal(names.length, PACKAGES.length);
  assert.deepEqual(Object.keys(USES).sort(), [...names].sort());
  for (const name of names) assert.ok(read("CONTRIBUTING.md").includes(`\`${name}\``), name);
});

test("the workflow publishes each of npm's packages, those of a pre-release as such, and none twice", (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "release-"));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const write = (file, text, mode = 0o644) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text, { mode });
  };
  const versions = { a: "1.0.0", "@dask-x/b": "1.0.0-rc.1", "@dask-x/c": "1.0.0" };
  for (const [i, [name, version]] of Object.entries(versions).entries()) {
    write("package/package.json", JSON.stringify({ name, version }));
    const made = spawnSync("tar", ["-czf", `${i}.tgz`, "package"], { cwd: folder });
    assert.equal(made.status, 0);
  }
  // The last one is there already.
  const npm =
    '#!/bin/sh\n[ "$1 $2" = "view @dask-x/c@1.0.0" ] && exit 0\n[ $1 = view ] && exit 1\necho "$@"\n';
  write("bin/npm", npm, 0o755);
  const [, step] = /^ {6}- run: \|\n((?: {10}.*\n)+)/m.exec(
    read(".github/workflows/release.yml").split("\n  npm:\n")[1],
  );
  const program = step.replace(/^ {10}/gm, "");
  // As GitHub runs it.
  const { status, stdout, stderr } = spawnSync("bash", ["-e", "-c", program], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, PATH: `${folder}/bin:${process.env.PATH}` },
  });
  assert.equal(status, 0, stderr);
  const how = "--access public --provenance --tag";
  assert.deepEqual(stdout.trim().split("\n"), [
    `publish ./0.tgz ${how} latest`,
    `publish ./1.tgz ${how} next`,
  ]);
});

test("Python spells a version its own way", () => {
  assert.equal(pythonVersion("1.2.0"), "1.2.0");
  assert.equal(pythonVersion("1.2.0-rc.1"), "1.2.0rc1");
  assert.equal(pythonVersion("1.2.0-alpha.10"), "1.2.0a10");
});

test("the command writes a version into all of them, and names those that were changed by hand", (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "release-"));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  fs.cpSync(at("scripts"), path.join(folder, "scripts"), { recursive: true });
  for (const file of [...FILES, "CHANGELOG.md"]) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.copyFileSync(at(file), path.join(folder, file));
  }
  const release = (...args) =>
    spawnSync(process.execPath, ["scripts/release/main.mjs", ...args], {
      cwd: folder,
      encoding: "utf8",
    });
  const written = release("--version", "7.8.9-rc.1");
  assert.equal(written.status, 0, written.stderr);
  for (const file of FILES) {
    const [old, now] = [read(file), fs.readFileSync(path.join(folder, file), "utf8")].map((text) =>
      text.split("\n"),
    );
    const changed = now.filter((line, i) => line !== old[i]);
    assert.equal(changed.length, file === "package-lock.json" ? 2 : 1, file);
    for (const line of changed) assert.match(line, /"7\.8\.9(-rc\.|rc)1"/);
  }
  fs.copyFileSync(at("Cargo.toml"), path.join(folder, "Cargo.toml"));
  const { status, stderr } = release("--dry-run");
  assert.equal(status, 1);
  assert.match(stderr, /7\.8\.9-rc\.1 in package\.json, but not in\n {2}Cargo\.toml: /);
  assert.match(release("--version", "soon").stderr, /^\nsoon is no version such as/);
});

const CHANGELOG = `# Changelog

## Unreleased

### Added
- New.

## 0.1.0 (2026-01-02)

### Added
- Old.
`;

test("the notes are the section of the version, or what is not released yet", () => {
  assert.equal(notesOf(CHANGELOG, "0.1.0"), "### Added\n- Old.");
  assert.equal(notesOf(CHANGELOG, "0.2.0"), "### Added\n- New.");
  assert.throws(
    () => notesOf("# Changelog\n\n## Unreleased\n", "0.2.0"),
    /says nothing of 0\.2\.0/,
  );
  const after = released(CHANGELOG, "0.2.0", "2026-03-04");
  assert.equal(notesOf(after, "0.2.0"), "### Added\n- New.");
  assert.match(after, /^## Unreleased\n\n## 0\.2\.0 \(2026-03-04\)\n\n### Added\n- New\.$/m);
  assert.throws(() => notesOf(after, "0.3.0"), /says nothing/);
  assert.equal(released(after, "0.2.0", "2026-03-05"), after);
});

test("all that publish it name the same address", () => {
  const { homepage, repository, bugs } = JSON.parse(read("package.json"));
  assert.equal(repository.url, `git+${homepage}.git`);
  assert.equal(bugs.url, `${homepage}/issues`);
  const urls = [...read("pyproject.toml").matchAll(/^\w+ = "(https:[^"]+)"$/gm)];
  assert.equal(urls.length, 5);
  for (const [, url] of urls) assert.ok(url === homepage || url.startsWith(`${homepage}/`), url);
  assert.match(read("Cargo.toml"), new RegExp(`^repository = "${homepage}"$`, "m"));
});

test("the recipe asks for what the wheel asks for", () => {
  const [, list] = /^dependencies = \[\n(.*?)^\]/ms.exec(read("pyproject.toml"));
  const wanted = [...list.matchAll(/"([^"]+)"/g)].map(([, each]) => each).sort();
  const [, run] = /^ {2}run:\n(.*?)\n\n/ms.exec(read("scripts/release/recipe.yaml"));
  const asked = [...run.matchAll(/- (.*)/g)].map(([, each]) => each.replace(" ", ""));
  assert.deepEqual(asked.filter((each) => !each.startsWith("python>=")).sort(), wanted);
});
