/**
 * What the scripts share. They are the first thing to run on a fresh clone, so they use nothing but
 * Node itself, and so does everything they import before setup() has run.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** Absolute path of something in the repository. */
export const at = (...parts) => path.join(root, ...parts);
/** Stamps, tools of this repository's own, state of running stacks. Not in git; safe to remove. */
export const cache = (...parts) => at(".cache", ...parts);

const home = process.env.CARGO_HOME ?? path.join(process.env.HOME ?? "", ".cargo");
/** Tools at the versions this repository pins come before the ones of the machine. */
process.env.PATH = [
  cache("tools", "bin"),
  at(".venv", "bin"),
  at("node_modules", ".bin"),
  process.env.PATH,
  path.join(home, "bin"),
].join(path.delimiter);

/** Was this file started from the command line, rather than imported? */
export const isMain = (url) => process.argv[1] === fileURLToPath(url);

/** A failure that needs no stack trace: the message says it all. */
export class Failure extends Error {}

/** Runs a script's main function; a Failure ends it with one line. */
export async function main(url, body) {
  if (!isMain(url)) return;
  try {
    process.exitCode = (await body(process.argv.slice(2))) ?? 0;
  } catch (error) {
    console.error(error instanceof Failure ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

const children = new Set();
/** Ends the programs that run() is waiting for. */
export function stopChildren() {
  for (const child of children) child.kill("SIGTERM");
}

/**
 * Runs a program in the repository's root and resolves to {code, stdout, output}. `capture` keeps
 * what it says to ourselves; `check: false` leaves a failure to the caller.
 */
export function run(
  command,
  args = [],
  { capture = false, check = true, cwd = root, env, input } = {},
) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: [
        input === undefined ? "ignore" : "pipe",
        capture ? "pipe" : "inherit",
        capture ? "pipe" : "inherit",
      ],
    });
    children.add(child);
    child.on("exit", () => children.delete(child));
    let stdout = "";
    let output = "";
    child.stdout?.on("data", (chunk) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr?.on("data", (chunk) => {
      output += chunk;
    });
    child.stdin?.end(input);
    child.on("error", (error) => {
      if (check) reject(new Failure(`${command}: ${error.message}`));
      else resolve({ code: 127, stdout, output: error.message });
    });
    child.on("close", (code, signal) => {
      if (code === 0 || !check) resolve({ code: code ?? 1, stdout, output });
      else
        reject(
          new Failure(`${output}${command} ${args.join(" ")}: ${signal ?? `exit code ${code}`}`),
        );
    });
  });
}

/** What a program prints on its standard output, or null when it is not there or fails. */
export async function ask(command, args, options) {
  const { code, stdout } = await run(command, args, { capture: true, check: false, ...options });
  return code === 0 ? stdout.trim() : null;
}

/** All files at or below the given paths, relative to the root, sorted. Missing ones count as empty. */
export function files(...paths) {
  const found = [];
  for (const each of paths) {
    const full = at(each);
    const stat = fs.statSync(full, { throwIfNoEntry: false });
    if (stat?.isFile()) found.push(each);
    if (!stat?.isDirectory()) continue;
    for (const entry of fs.readdirSync(full, { withFileTypes: true, recursive: true })) {
      if (entry.isFile()) found.push(path.relative(root, path.join(entry.parentPath, entry.name)));
    }
  }
  return found.sort();
}

/** A short hash of names and contents. */
export function hashFiles(names, extra = "") {
  const hash = createHash("sha256").update(extra);
  for (const name of names) {
    hash.update(`\0${name}\0`).update(fs.existsSync(at(name)) ? fs.readFileSync(at(name)) : "");
  }
  return hash.digest("hex").slice(0, 20);
}

/**
 * Runs `body` unless it has already run on the same `inputs` (relative paths) and its `outputs`
 * are still there. Says which of the two it was.
 */
export async function step(name, { inputs, outputs, stamp = cache("stamps", name), extra }, body) {
  const hash = hashFiles(inputs, extra);
  const done = fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === hash;
  if (done && outputs.every((each) => fs.existsSync(at(each)))) {
    console.log(`  ${name}: unchanged`);
    return false;
  }
  const start = Date.now();
  await body();
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(stamp, hash);
  console.log(`  ${name}: ${seconds(start)}`);
  return true;
}

export const seconds = (start) => `${((Date.now() - start) / 1000).toFixed(1)} s`;
