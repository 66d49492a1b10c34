/**
 * What the scripts share. They are the first thing to run on a fresh clone, so they use nothing but
 * Node itself, and so does everything they import before setup() has run.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import util from "node:util";

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** Absolute path of something in the repository. */
export const at = (...parts) => path.join(root, ...parts);
/** Tools of this repository's own, environments, reports. Not in git; safe to remove. */
export const cache = (...parts) => at(".cache", ...parts);
/** Where cargo keeps the sources of crates, and what it installs for the user. */
export const cargoHome = process.env.CARGO_HOME ?? path.join(process.env.HOME ?? "", ".cargo");

/** Tools at the versions this repository pins come before the ones of the machine. */
const own = [cache("tools", "bin"), at(".venv", "bin"), at("node_modules", ".bin")];
const others = (process.env.PATH ?? "").split(path.delimiter).filter((each) => !own.includes(each));
process.env.PATH = [...own, ...others, path.join(cargoHome, "bin")].join(path.delimiter);
// wireit is to skip what is unchanged, but not to keep a copy of everything that was ever built.
process.env.WIREIT_CACHE ??= "none";

/** A failure that needs no stack trace: the message says it all. */
export class Failure extends Error {}

/**
 * Runs a script's main function if the script was started from the command line; a Failure ends it with one line.
 * `body(values, names)` gets what the command line says: `options` are those of Node's parseArgs, each with `about` for
 * `--help`, which prints the comment at the top of the script besides. `names`: what arguments without a dash are.
 */
export async function main(url, body, { options = {}, names } = {}) {
  const script = fileURLToPath(url);
  if (process.argv[1] !== script) return;
  try {
    const { values, positionals } = commandLine(options, names !== undefined);
    if (values.help) console.log(helpOf(script, options, names));
    else process.exitCode = (await body(values, positionals)) ?? 0;
  } catch (error) {
    console.error(error instanceof Failure ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

function commandLine(options, allowPositionals) {
  const help = { type: "boolean", short: "h" };
  try {
    return util.parseArgs({ options: { ...options, help }, allowPositionals });
  } catch (error) {
    throw new Failure(`${error.message.split(". ")[0]}.\n--help lists what there is.`);
  }
}

function helpOf(script, options, names) {
  const [, comment] = /^\/\*\*\s?(.*?)\s*\*\//s.exec(fs.readFileSync(script, "utf8"));
  const rows = Object.entries(options).map(([name, { type, about }]) => [
    `--${name}${type === "string" ? " …" : ""}`,
    about,
  ]);
  if (names) rows.unshift(["names", names]);
  const width = Math.max(...rows.map(([left]) => left.length));
  const list = rows.map(([left, about]) => `  ${left.padEnd(width)}  ${about}`);
  return [
    comment.replaceAll(/^ *\* ?/gm, "").trim(),
    ...(rows.length > 0 ? ["", ...list] : []),
  ].join("\n");
}

/** The names given, or all that `table` has; unknown ones are a failure. `what` says what they name. */
export function chosen(names, table, what) {
  const unknown = names.filter((name) => !(name in table));
  const all = Object.keys(table);
  if (unknown.length > 0) throw new Failure(`No ${what} ${unknown}. There are: ${all.join(", ")}.`);
  return names.length > 0 ? names : all;
}

const children = new Set();
/** Ends the programs that run() is waiting for, as Ctrl-C in the terminal would. */
export function stopChildren() {
  for (const child of children) child.kill("SIGINT");
}

/**
 * Runs a program in the repository's root and resolves to {code, stdout, output}. Arguments without blanks may be one
 * text. `capture` keeps what it says to ourselves; `check: false` leaves a failure to the caller.
 */
export function run(command, args = [], { capture = false, check = true, cwd = root, env } = {}) {
  const words = typeof args === "string" ? args.split(" ") : args;
  const out = capture ? "pipe" : "inherit";
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, ...env }, stdio: ["ignore", out, out] };
    const child = spawn(command, words, options);
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
    const end = (code, why) => {
      if (code === 0 || !check) resolve({ code, stdout, output });
      else reject(new Failure(`${output}${command} ${words.join(" ")}: ${why}`));
    };
    child.on("error", (error) => end(127, error.message));
    child.on("close", (code, signal) => end(code ?? 1, signal ?? `exit code ${code}`));
  });
}

/** run() that is heard only when it fails. */
export const quietly = (command, args, options) =>
  run(command, args, { capture: true, ...options });

/** What a program prints on its standard output, or null when it is not there or fails. */
export async function ask(command, args, options) {
  const { code, stdout } = await quietly(command, args, { check: false, ...options });
  return code === 0 ? stdout.trim() : null;
}

/** Paths of all files below a folder of the repository, sorted; none if it is not there. */
export function filesIn(folder) {
  if (!fs.existsSync(at(folder))) return [];
  const entries = fs.readdirSync(at(folder), { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  return files
    .map(({ parentPath, name }) => path.relative(root, path.join(parentPath, name)))
    .sort();
}

/** A short hash of contents; `extra` is text. Paths are relative to the root. */
export function hashOf(names, extra = "") {
  const hash = createHash("sha256").update(extra);
  for (const name of names) hash.update("\0").update(fs.readFileSync(at(name)));
  return hash.digest("hex").slice(0, 20);
}

/**
 * Runs `body` unless it has run for the same `key`: `stamp` is the file that remembers it, within what the body makes.
 */
export async function once(stamp, key, body) {
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === key) return;
  await body();
  fs.writeFileSync(stamp, key);
}

export const seconds = (start) => `${((Date.now() - start) / 1000).toFixed(1)} s`;
