/**
 * What repo2docker makes of this tree, without docker: its own classes choose how, and what its Dockerfile says to run in the
 * user's name is run in a clean copy. What it gets from conda-forge is the machine's here: Rust and Node as they are, and Python's
 * packages from their own registry.
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ask, at, cache, cargoHome, Failure, quietly } from "../lib.mjs";

const REPO2DOCKER = "2026.4.0";
const BUILDER = cache("binder", "repo2docker");
/** The user's home is the repository, as in the images. */
const HOME = cache("binder", "jovyan");
const CONDA = cache("binder", "conda");
const IMAGE = cache("binder", "image.json");

/** What these are called where they do not come from conda-forge; null: the machine's own. */
const NAMES = {
  "dask-core": "dask",
  "dask-gateway-server-local": "dask-gateway-server[local]",
  python: null,
  nodejs: null,
  rust: null,
  "rust-std-wasm32-unknown-unknown": null,
};
/** What repo2docker puts into each environment. */
const BASE = ["jupyterlab", "notebook", "jupyterhub", "ipywidgets"];

/** Makes it, and notes for `startSession` what there is. It takes minutes. */
export async function makeImage() {
  await uvEnvironment(BUILDER, [`jupyter-repo2docker==${REPO2DOCKER}`]);
  await copyTree(HOME);
  const script = at("scripts/stack/binder_steps.py");
  const found = JSON.parse(await asked(`${BUILDER}/bin/python`, [script], { cwd: HOME }));
  const { steps, entrypoint } = stepsOf(found.dockerfile);
  const { buildpack } = found;
  const expected = [
    "chmod +x binder/postBuild",
    "./binder/postBuild",
    `chmod +x "\${REPO_DIR}/binder/start"`,
  ];
  if (buildpack !== "CondaBuildPack" || JSON.stringify(steps) !== JSON.stringify(expected)) {
    throw new Failure(`repo2docker takes ${buildpack}, and runs ${JSON.stringify(steps)}.`);
  }
  await uvEnvironment(CONDA, [...BASE, ...(await fromConda())]);
  // Git has the scripts executable: the image is not to depend on it that repo2docker makes them so.
  for (const step of steps.filter((each) => !each.startsWith("chmod"))) {
    console.log(`  ${step} …`);
    const set = Object.entries(environment()).map(([name, value]) => `${name}=${value}`);
    const { output } = await quietly("env", ["-i", ...set, "bash", "-c", step], { cwd: HOME });
    for (const said of [
      /jupyter-dask-gateway v\S+ .*enabled.*OK/,
      /jupyter_dask_gateway \S+ .*OK/,
    ]) {
      if (!said.test(output)) throw new Failure(`${output}${step} does not say ${said}.`);
    }
  }
  const left = ["node_modules", "target", ".venv", "dist"].filter((name) =>
    fs.existsSync(path.join(HOME, name)),
  );
  if (left.length > 0) throw new Failure(`The build has left ${left} in the image.`);
  fs.writeFileSync(IMAGE, JSON.stringify({ entrypoint, program: found.entrypoint }));
}

/** What is run in the user's name when the repository is there, and what goes before the server's command. */
function stepsOf(dockerfile) {
  const end = dockerfile.slice(
    dockerfile.indexOf("# We always want containers to run as non-root"),
  );
  const steps = [...end.matchAll(/^RUN (.*)$/gm)].map(([, step]) => step);
  return { steps, entrypoint: /^ENV R2D_ENTRYPOINT="(.*)"$/m.exec(end)?.[1] };
}

async function fromConda() {
  const text = fs.readFileSync(at("binder/environment.yml"), "utf8");
  const names = [...text.matchAll(/^ {2}- ([\w-]+)([<>=].*)?$/gm)];
  return names
    .map(([, name, version = ""]) => [name in NAMES ? NAMES[name] : name, version])
    .filter(([name]) => name !== null && name !== "conda-forge")
    .map(([name, version]) => name + version.replace(/^=(?!=)/, "=="));
}

/** The tree as it is, without what git ignores. */
async function copyTree(folder) {
  fs.rmSync(folder, { recursive: true, force: true });
  const names = await asked("git", [
    "ls-files",
    "--cached",
    "--others",
    "--exclude-standard",
    "-z",
  ]);
  for (const name of names.split("\0").filter((each) => each && fs.existsSync(at(each)))) {
    fs.cpSync(at(name), path.join(folder, name), { recursive: true });
  }
}

async function uvEnvironment(folder, packages) {
  await quietly("uv", ["venv", "--quiet", "--seed", "--clear", folder]);
  await quietly("uv", ["pip", "install", "--quiet", "--python", folder, ...packages]);
}

async function asked(command, args, options) {
  const said = await ask(command, args, options);
  if (said === null) throw new Failure(`${command} ${args.join(" ")} failed.`);
  return said;
}

/** As the Dockerfile sets it, and what this machine needs to reach its registries, with what they have given before. */
function environment() {
  const own = Object.entries(process.env).filter(([name]) =>
    /^(PIP_|NODE_EXTRA|SSL_|RUSTUP_|CI$)|_PROXY$/i.test(name),
  );
  const programs = [`${CONDA}/bin`, cache("tools", "bin"), ...(process.env.PATH ?? "").split(":")];
  return {
    ...Object.fromEntries(own),
    HOME,
    REPO_DIR: HOME,
    LANG: "C.UTF-8",
    SHELL: "/bin/bash",
    // The tree's own environment and modules are not to help.
    PATH: programs
      .filter((each) => each !== at(".venv/bin") && each !== at("node_modules/.bin"))
      .join(":"),
    RUSTUP_HOME: process.env.RUSTUP_HOME ?? path.join(os.homedir(), ".rustup"),
    CARGO_HOME: cargoHome,
    UV_CACHE_DIR: path.join(os.homedir(), ".cache/uv"),
    npm_config_cache: path.join(os.homedir(), ".npm"),
  };
}

/**
 * A session as BinderHub starts it: repo2docker's entry point with the Jupyter server's command. Resolves to `{server, token,
 * said(), stop()}` when it answers.
 */
export async function startSession({ port, temporary, env = {} }) {
  const { entrypoint, program } = JSON.parse(fs.readFileSync(IMAGE, "utf8"));
  const token = "cGllY2Ugb2YgdGV4dA";
  const prefix = "/user/example-example-x1y2z3/";
  const flags = {
    base_url: prefix,
    token,
    trust_xheaders: "True",
    // Here, the tests may be root.
    allow_root: "True",
  };
  const args = Object.entries(flags).map(([name, value]) => `--ServerApp.${name}=${value}`);
  const child = spawn(
    "python3",
    ["-u", program, "jupyter-lab", "--no-browser", "--ip=127.0.0.1", `--port=${port}`, ...args],
    {
      cwd: HOME,
      env: {
        ...environment(),
        TMPDIR: temporary,
        JUPYTERHUB_SERVICE_PREFIX: prefix,
        R2D_ENTRYPOINT: entrypoint.replace(/\$\{REPO_DIR\}/, HOME),
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const server = `http://127.0.0.1:${port}${prefix}`;
  for (const end = Date.now() + 60_000; ; ) {
    const response = await fetch(`${server}api/status?token=${token}`).catch(() => null);
    if (response?.ok) break;
    if (child.exitCode !== null || Date.now() > end)
      throw new Failure(`${said}\nThe session did not start.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  return { server, token, said: () => said, stop };
}
