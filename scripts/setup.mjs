/**
 * npm run setup: everything a build, a run or a test needs. Idempotent; says what it installs and is
 * quick when there is nothing to do.
 */
import fs from "node:fs";
import path from "node:path";
import { compile, MODULES, TARGET } from "./build/wasm.mjs";
import { ask, at, cache, Failure, hashOf, main, once, quietly, seconds } from "./lib.mjs";
import { onPath, requireMachine } from "./machine.mjs";
import { developerEnvironment } from "./python.mjs";

const WASM_PACK = "0.15.1";

const CHROMIUM = { chromium: "chromium", chromedriver: "chromium-driver" };

/**
 * `browser`: Chromium and its driver too, which only tests and benchmarks need. `system`: further programs that only the system
 * can give, by what needs them: `{ Slurm: { slurmctld: "slurm-wlm" } }`. They are looked for, and only with `apt` installed
 * for the whole machine. `tests`: all suites are to run, which takes more disk.
 */
export async function setup({ browser = false, system = {}, apt = false, tests = false } = {}) {
  const start = Date.now();
  const needed = { ...(browser ? { "What runs in a browser": CHROMIUM } : {}), ...system };
  const missing = Object.entries(needed)
    .map(([what, packages]) => [what, missingPackages(packages)])
    .filter(([, names]) => names.length > 0);
  const names = [...new Set(missing.flatMap(([, packages]) => packages))];
  const mayInstall = apt && process.getuid?.() === 0 && onPath("apt-get") !== undefined;
  const more = missing.map(
    ([what, packages]) =>
      `${what} needs ${packages.join(" and ")}. On Debian:\n  sudo ${APT.join(" ")} ${packages.join(" ")}`,
  );
  await requireMachine({ tests, more: mayInstall ? [] : more });
  // Each waits mostly for a network or a compiler of its own.
  const jobs = [rust(), nodeModules(), developerEnvironment(install)];
  if (names.length > 0) jobs.push(install(names.join(", "), "a minute", () => aptInstall(names)));
  const failed = (await Promise.allSettled(jobs)).find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
  console.log(`  setup: ${seconds(start)}`);
}

/** Announces an installation and how long one takes on two processors, runs it, and says how long it took. */
async function install(what, lasts, body) {
  const start = Date.now();
  console.log(`  installing ${what} (about ${lasts}) …`);
  await body();
  console.log(`  installed ${what}: ${seconds(start)}`);
}

async function rust() {
  // With rustup this is what installs the toolchain that rust-toolchain.toml names, where it is missing.
  const sysroot = await ask("rustc", "--print sysroot");
  if (sysroot === null) throw new Failure("rustc does not run: look at `rustc --version` here.");
  if (!fs.existsSync(path.join(sysroot, "lib/rustlib", TARGET))) {
    const add = () => quietly("rustup", ["target", "add", TARGET]);
    await install(`Rust target ${TARGET}`, "10 s", add);
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
  await install(missing.join(", "), "3 minutes", async () => {
    const beside = meanwhile();
    await quietly("cargo", ["install", ...missing, ...flags], { env });
    await beside;
  });
}

async function nodeModules() {
  await once(at("node_modules", ".setup"), hashOf(["package-lock.json"]), () =>
    install("node modules", "half a minute", () => quietly("npm", ["ci"])),
  );
}

const APT = ["apt-get", "install", "-y", "--no-install-recommends"];

/** Those of Debian's packages whose programs are not there: `packages` maps programs to packages. */
function missingPackages(packages) {
  // Where daemons are, for root alone on some systems.
  const folders = [...process.env.PATH.split(path.delimiter), "/usr/sbin", "/sbin"];
  return Object.entries(packages)
    .filter(([program]) => onPath(program, folders) === undefined)
    .map(([, name]) => name);
}

async function aptInstall(names) {
  await quietly("apt-get", "update");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await quietly(APT[0], [...APT.slice(1), ...names], { env });
}

await main(import.meta.url, () => setup({ browser: true }));
