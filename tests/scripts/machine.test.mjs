/** A machine that lacks things: all of them are told at once, and nothing is installed before. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { at } from "../../scripts/lib.mjs";
import {
  diskLacks,
  memoryRemark,
  nodeLacks,
  onPath,
  rustLacks,
  systemLacks,
} from "../../scripts/machine.mjs";

/** A fresh clone on a machine with the programs named, whose files are empty scripts; Node is the real one. */
function freshClone(t, programs) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "fresh-clone-"));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const bin = path.join(folder, "bin");
  const clone = path.join(folder, "clone");
  fs.mkdirSync(bin);
  fs.cpSync(at("scripts"), path.join(clone, "scripts"), { recursive: true });
  for (const name of ["package.json", "Cargo.lock", "requirements-dev.txt"]) {
    fs.copyFileSync(at(name), path.join(clone, name));
  }
  fs.symlinkSync(process.execPath, path.join(bin, "node"));
  for (const [name, text] of Object.entries(programs)) {
    fs.writeFileSync(path.join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  const before = fs.readdirSync(clone);
  const env = { PATH: bin, HOME: folder, CARGO_HOME: path.join(folder, "cargo") };
  const { status, stdout, stderr } = spawnSync("node", ["scripts/setup.mjs"], {
    cwd: clone,
    env,
    encoding: "utf8",
  });
  assert.deepEqual(fs.readdirSync(clone), before);
  return { status, stdout, stderr };
}

test("with Node alone, all that is missing is told before anything is installed", (t) => {
  const { status, stdout, stderr } = freshClone(t, {});
  assert.equal(status, 1);
  assert.doesNotMatch(stdout, /installing/);
  for (const each of ["rustup", "C compiler", "Python 3.11", "chromium and chromium-driver"]) {
    assert.match(stderr, new RegExp(`^  - .*${each}`, "m"));
  }
});

test("an old Python is told with its version, and one without venv is none", (t) => {
  assert.match(
    freshClone(t, { python3: "echo 3.9" }).stderr,
    /or later as python3 \(this is 3\.9\)/,
  );
  assert.match(freshClone(t, { python3: "exit 1" }).stderr, /with its module venv/);
});

test("each is judged by itself", () => {
  assert.deepEqual(nodeLacks("20.19.0"), []);
  assert.deepEqual(nodeLacks("22.1.0"), []);
  assert.match(nodeLacks("20.18.1")[0], /20\.19 or later \(this is 20\.18\.1\)/);
  const has =
    (...names) =>
    (name) =>
      names.includes(name) ? `/bin/${name}` : undefined;
  assert.deepEqual(rustLacks(has("cargo", "rustc", "cc")), []);
  assert.match(rustLacks(has("cargo", "cc"))[0], /rustup/);
  assert.equal(rustLacks(has()).length, 2);
  assert.deepEqual(diskLacks(5e9, 5), []);
  assert.match(diskLacks(1.25e9, 5)[0], /^5 GB .* \(there are 1\.3 GB\)$/);
  assert.equal(memoryRemark(16e9), undefined);
  assert.match(memoryRemark(2e9), /^This machine has 2\.0 GB of memory/);
  assert.match(systemLacks("win32")[0], /WSL/);
  assert.deepEqual([...systemLacks("linux"), ...systemLacks("darwin")], []);
});

test("a program is a file that may be run, in the first folder that has one", (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "on-path-"));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const [none, plain, real] = ["none", "plain", "real"].map((name) => path.join(folder, name));
  fs.mkdirSync(path.join(plain, "folder"), { recursive: true });
  fs.mkdirSync(real);
  fs.writeFileSync(path.join(plain, "tool"), "", { mode: 0o644 });
  fs.writeFileSync(path.join(real, "tool"), "", { mode: 0o755 });
  fs.chmodSync(path.join(real, "tool"), 0o755);
  assert.equal(onPath("tool", [none, plain, real]), path.join(real, "tool"));
  assert.equal(onPath("folder", [plain]), undefined);
});
