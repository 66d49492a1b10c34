/**
 * npm run setup: everything a build, a run or a test needs. Idempotent; says what it installs and is
 * quick when there is nothing to do.
 */
import fs from "node:fs";
import path from "node:path";
import { ask, at, cache, Failure, hashFiles, main, root, run, seconds } from "./lib.mjs";

const WASM_PACK = "0.15.1";
const TARGET = "wasm32-unknown-unknown";

/** `browser`: Chromium and its driver too, which only the tests need. */
export async function setup({ browser = false } = {}) {
  const start = Date.now();
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Failure(`Node.js 20.19 or later is needed; this is ${process.version}.`);
  }
  // Each waits mostly for a network or a compiler of its own.
  const jobs = [rust(), nodeModules(), python(), ...(browser ? [chromium()] : [])];
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
  const sysroot = await ask("rustc", ["--print", "sysroot"]);
  if (sysroot === null) throw new Failure("Rust is needed: install it with rustup.");
  if (!fs.existsSync(path.join(sysroot, "lib/rustlib", TARGET))) {
    await install(`Rust target ${TARGET}`, () =>
      run("rustup", ["target", "add", TARGET], { capture: true }),
    );
  }
  // The glue that the tool writes and the crate that it talks to must be of one version.
  const lock = fs.readFileSync(at("Cargo.lock"), "utf8");
  const bindgen = /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock)?.[1];
  if (!bindgen) throw new Failure("Cargo.lock names no wasm-bindgen.");
  // wasm-bindgen-cli does not build with its own lock file.
  await cargoTool("wasm-bindgen-cli", "wasm-bindgen", bindgen, []);
  await cargoTool("wasm-pack", "wasm-pack", WASM_PACK, ["--locked"]);
}

/** Into the repository's own cache, beside whatever version the machine has. */
export async function cargoTool(crate, command, version, flags) {
  const found = await ask(command, ["--version"]);
  if (found?.split(" ")[1] === version) return;
  await install(`${crate} ${version}`, () =>
    run("cargo", ["install", crate, "--version", version, "--root", cache("tools"), ...flags], {
      capture: true,
      env: { CARGO_TARGET_DIR: cache("tools", "target"), ...QUICK },
    }),
  );
}
/** These tools run for a second and compile for minutes: optimize the compiling. */
const QUICK = { CARGO_PROFILE_RELEASE_OPT_LEVEL: "1", CARGO_PROFILE_RELEASE_LTO: "false" };

async function nodeModules() {
  const stamp = at("node_modules", ".setup");
  const hash = hashFiles(["package-lock.json"]);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === hash) return;
  await install("node modules", () => run("npm", ["ci"], { capture: true }));
  fs.writeFileSync(stamp, hash);
}

async function python() {
  if (!fs.existsSync(at(".venv/bin/python"))) {
    await install(".venv", () => run("python3", ["-m", "venv", ".venv"], { capture: true }));
  }
  const stamp = at(".venv", ".setup");
  const hash = hashFiles(["requirements-dev.txt", "constraints.txt"]);
  if (!fs.existsSync(stamp) || fs.readFileSync(stamp, "utf8") !== hash) {
    await install("Python packages", () =>
      run(
        at(".venv/bin/python"),
        [
          "-m",
          "pip",
          "install",
          "--quiet",
          "--disable-pip-version-check",
          "-r",
          "requirements-dev.txt",
        ],
        { capture: true },
      ),
    );
    fs.writeFileSync(stamp, hash);
  }
  develop();
}

/**
 * The project itself in development mode: what an installed wheel has in site-packages, share/ and
 * etc/, as links into the tree. (`pip install -e` would want the front end to be built first.)
 */
function develop() {
  const [lib] = fs.readdirSync(at(".venv/lib")).filter((name) => name.startsWith("python"));
  fs.writeFileSync(at(".venv/lib", lib, "site-packages/jupyter_dask_gateway.pth"), `${root}\n`);
  const links = {
    "share/jupyter/labextensions/jupyter-dask-gateway": "jupyter_dask_gateway/labextension",
    "etc/jupyter/jupyter_server_config.d/jupyter_dask_gateway.json":
      "jupyter-config/server-config/jupyter_dask_gateway.json",
  };
  for (const [name, target] of Object.entries(links)) {
    const file = at(".venv", name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.rmSync(file, { force: true, recursive: true });
    fs.symlinkSync(path.relative(path.dirname(file), at(target)), file);
  }
}

async function chromium() {
  const missing = [];
  for (const [command, name] of [
    ["chromium", "chromium"],
    ["chromedriver", "chromium-driver"],
  ]) {
    if ((await ask(command, ["--version"])) === null) missing.push(name);
  }
  if (missing.length === 0) return;
  const command = ["apt-get", "install", "-y", "--no-install-recommends", ...missing];
  if (process.getuid?.() !== 0 || (await ask("apt-get", ["--version"])) === null) {
    throw new Failure(
      `The browser tests need ${missing.join(" and ")}. On Debian:\n  sudo ${command.join(" ")}`,
    );
  }
  await install(missing.join(" and "), async () => {
    await run("apt-get", ["update"], { capture: true });
    await run(command[0], command.slice(1), {
      capture: true,
      env: { DEBIAN_FRONTEND: "noninteractive" },
    });
  });
}

await main(import.meta.url, () => setup({ browser: true }));
