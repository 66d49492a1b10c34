/**
 * What the machine itself must have, told in full before anything is installed: nobody wants to hear of a missing Rust
 * after the packages of Node, and of a full disk after the Rust. Programs are looked for, not run, where running one
 * would install something (rustup's `rustc` does).
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ask, at, Failure } from "./lib.mjs";

const NODE = [20, 19];
const PYTHON = [3, 11];
const GB = 1e9;
/** What linking the module, or a browser beside the stack, takes at the most; less may do, slowly. */
const MEMORY = 4;
/** What a fresh clone grows by, in GB: measured after `npm start` and after `npm test`, and a little more. */
const DISK = { run: 4, test: 10 };

/**
 * Fails with all that is missing, each with how to get it; little memory is a remark. `tests`: for `npm test`, which compiles
 * everything a second time. `more` are sentences of whoever knows of more that is missing.
 */
export async function requireMachine({ tests = false, more = [] } = {}) {
  const lacks = [
    ...systemLacks(process.platform),
    ...nodeLacks(process.versions.node),
    ...rustLacks(onPath),
    ...(await pythonLacks()),
    ...diskLacks(free(), tests ? DISK.test : DISK.run),
    ...more,
  ];
  if (lacks.length > 0) {
    const list = lacks.map((each) => `  - ${each.replaceAll("\n", "\n    ")}`).join("\n");
    throw new Failure(`This machine lacks something; nothing was installed yet:\n${list}`);
  }
  const memory = memoryRemark(Math.min(os.totalmem(), process.constrainedMemory?.() || Infinity));
  if (memory) console.log(`  ${memory}`);
}

/** Where a program is, or undefined. As a shell finds it, but without a shell or `which`. */
export function onPath(program, folders = (process.env.PATH ?? "").split(path.delimiter)) {
  const endings = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];
  const files = folders.flatMap((folder) => endings.map((end) => path.join(folder, program + end)));
  return files.find((file) => {
    try {
      fs.accessSync(file, fs.constants.X_OK);
      return fs.statSync(file).isFile();
    } catch {
      return false;
    }
  });
}

const isAtLeast = (found, [major, minor]) =>
  found[0] > major || (found[0] === major && found[1] >= minor);
const numbers = (version) => version.split(".").map(Number);

export function systemLacks(platform) {
  if (platform !== "win32") return [];
  return [
    "Linux or macOS; on Windows a clone inside of WSL: the gateway and its clusters are programs of Unix",
  ];
}

export function nodeLacks(version) {
  if (isAtLeast(numbers(version), NODE)) return [];
  return [`Node.js ${NODE.join(".")} or later (this is ${version}): https://nodejs.org`];
}

/** `find` says where a program is. */
export function rustLacks(find) {
  const lacks = [];
  if (!find("cargo") || !find("rustc")) {
    lacks.push("Rust, installed with rustup: https://rustup.rs");
  }
  if (!find("cc") && !find("gcc") && !find("clang")) {
    lacks.push(
      "A C compiler, for Rust to link with. On Debian: sudo apt-get install gcc libc6-dev",
    );
  }
  return lacks;
}

async function pythonLacks() {
  if (fs.existsSync(at(".venv/bin/python"))) return [];
  const code = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])";
  const version = onPath("python3") && (await ask("python3", ["-c", code]));
  if (version && isAtLeast(numbers(version), PYTHON)) return [];
  const wanted = `Python ${PYTHON.join(".")} or later as python3`;
  if (version) return [`${wanted} (this is ${version})`];
  return [`${wanted}, with its module venv. On Debian: sudo apt-get install python3 python3-venv`];
}

/** A clone that was set up before has most of it already. */
function free() {
  if (fs.existsSync(at("node_modules/.setup"))) return Infinity;
  const { bavail, bsize } = fs.statfsSync?.(at()) ?? { bavail: Infinity, bsize: 1 };
  return bavail * bsize;
}

export function diskLacks(bytes, needed) {
  if (bytes >= needed * GB) return [];
  return [`${needed} GB of free disk where the clone is (there are ${(bytes / GB).toFixed(1)} GB)`];
}

export function memoryRemark(bytes) {
  if (bytes >= MEMORY * GB * 0.9) return undefined;
  return (
    `This machine has ${(bytes / GB).toFixed(1)} GB of memory: with less than ${MEMORY} GB a compiler or a browser ` +
    "may be ended by the system. If one is, close other programs or add swap."
  );
}
