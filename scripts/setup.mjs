/**
 * npm run setup: everything a build, a run or a test needs. Idempotent; says what it installs and is
 * quick when there is nothing to do.
 */
import fs from "node:fs";
import path from "node:path";
import { compile, MODULES, TARGET } from "./build/wasm.mjs";
import { ask, at, cache, Failure, hashOf, main, once, quietly, seconds } from "./lib.mjs";
import { developerEnvironment } from "./python.mjs";

const WASM_PACK = "0.15.1";

/**
 * `browser`: Chromium and its driver too, which only tests and benchmarks need: looked for, and only with `apt` installed
 * for the whole machine.
 */
export async function setup({ browser = false, apt = false } = {}) {
  const start = Date.now();
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Failure(`Node.js 20.19 or later is needed; this is ${process.version}.`);
  }
  // Each waits mostly for a network or a compiler of its own.
  const jobs = [rust(), nodeModules(), developerEnvironment(install)];
  if (browser) jobs.push(debian("What runs in a browser", CHROMIUM, { install: apt }));
  const failed = (await Promise.allSettled(jobs)).find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
  console.log(`  setup: ${seconds(start)}`);
}

/** Announces an installation, runs it, and says how long it took. */
async function install(what, body) {
  const start = Date.now();
  console.log(`  installing ${what} …`);
  await body();
  console.log(`  installed ${what}: ${seconds(start)}`);
}

async function rust() {
  const sysroot = await ask("rustc", "--print sysroot");
  if (sysroot === null) throw new Failure("Rust is needed: install it with rustup.");
  if (!fs.existsSync(path.join(sysroot, "lib/rustlib", TARGET))) {
    await install(`Rust target ${TARGET}`, () => quietly("rustup", ["target", "add", TARGET]));
  }
  // The glue that the tool writes and the crate that it talks to must be of one version.
  const lock = fs.readFileSync(at("Cargo.lock"), "utf8");
  const bindgen = /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock)?.[1];
  if (!bindgen) throw new Failure("Cargo.lock names no wasm-bindgen.");
  await cargoTools({ "wasm-bindgen-cli": bindgen, "wasm-pack": WASM_PACK }, () =>
    // Meanwhile: a compiler of many crates leaves a processor idle now and then. If it fails, the build will say.
    Promise.allSettled(Object.keys(MODULES).map(compile)),
  );
}

/** What a crate's program is called, if not as the crate. */
const PROGRAMS = { "wasm-bindgen-cli": "wasm-bindgen" };
/** These tools run for a second and compile for minutes: nothing is optimized, so that the crates of build scripts serve twice. */
const FAST = { CARGO_PROFILE_RELEASE_OPT_LEVEL: "0", CARGO_PROFILE_RELEASE_LTO: "false" };

/**
 * Into the repository's own cache, beside whatever versions the machine has: `crates` maps names to versions. All of them
 * in one run, so that what they share is compiled once. (For that they do without their own lock files, with which
 * wasm-bindgen-cli does not build anyway; and without default features, which are TLS for downloads of their own.)
 * `meanwhile` runs beside an installation.
 */
export async function cargoTools(crates, meanwhile = () => {}) {
  const missing = [];
  for (const [crate, version] of Object.entries(crates)) {
    const found = await ask(PROGRAMS[crate] ?? crate, "--version");
    if (found?.split(" ")[1] !== version) missing.push(`${crate}@${version}`);
  }
  if (missing.length === 0) return;
  const flags = ["--no-default-features", "--root", cache("tools")];
  const env = { CARGO_TARGET_DIR: cache("tools", "target"), ...FAST };
  await install(missing.join(", "), async () => {
    const beside = meanwhile();
    await quietly("cargo", ["install", ...missing, ...flags], { env });
    await beside;
  });
}

async function nodeModules() {
  await once(at("node_modules", ".setup"), hashOf(["package-lock.json"]), () =>
    install("node modules", () => quietly("npm", ["ci"])),
  );
}

const CHROMIUM = { chromium: "chromium", chromedriver: "chromium-driver" };

/**
 * What only the system can give: `packages` maps programs to Debian's packages, `what` says what needs them. Without
 * `install`, or where it cannot be, missing ones are a failure that names the one command to run.
 */
export async function debian(what, packages, { install: may }) {
  const path = [process.env.PATH, "/usr/sbin", "/sbin"].join(":");
  const found = async (program) =>
    (await ask("which", [program], { env: { PATH: path } })) !== null;
  const missing = [];
  for (const [program, name] of Object.entries(packages)) {
    if (!(await found(program))) missing.push(name);
  }
  if (missing.length === 0) return;
  const command = ["apt-get", "install", "-y", "--no-install-recommends", ...missing];
  if (!may || process.getuid?.() !== 0 || !(await found("apt-get"))) {
    throw new Failure(
      `${what} needs ${missing.join(" and ")}. On Debian:\n  sudo ${command.join(" ")}`,
    );
  }
  await install(missing.join(" and "), async () => {
    await quietly("apt-get", "update");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await quietly(command[0], command.slice(1), { env });
  });
}

await main(import.meta.url, () => setup({ browser: true }));
