/**
 * Python environments, all made by uv, which comes from the registry of Python packages as a wheel. The packages of the
 * developers' one are named in pyproject.toml and locked in requirements-dev.txt, whose first lines say how.
 */
import fs from "node:fs";
import path from "node:path";
import { ask, at, cache, Failure, hashOf, once, quietly, root } from "./lib.mjs";

const LOCK = "requirements-dev.txt";
const VENV = at(".venv");

/** The tree's own environment, .venv. `install(what, lasts, body)` announces what takes long. */
export async function developerEnvironment(install) {
  const uv = /^uv==(\S+)/m.exec(fs.readFileSync(at(LOCK), "utf8"))?.[1];
  if (!uv) throw new Failure(`${LOCK} names no uv.`);
  await once(path.join(VENV, ".setup"), hashOf([LOCK]), () =>
    install("Python packages", "half a minute", async () => {
      if (!fs.existsSync(path.join(VENV, "bin/python"))) {
        await quietly("python3", ["-m", "venv", VENV]);
      }
      if ((await ask("uv", "--version"))?.split(" ")[1] !== uv) {
        await quietly("python", `-m pip install --quiet --disable-pip-version-check uv==${uv}`);
      }
      await quietly("uv", ["pip", "sync", "--quiet", LOCK]);
    }),
  );
  linkProject();
}

/**
 * The project itself in development mode: what an installed wheel has in site-packages, share/ and etc/, as links into
 * the tree. (An editable install would copy the front end, and want it to be built first.)
 */
function linkProject() {
  const [lib] = fs.readdirSync(path.join(VENV, "lib")).filter((name) => name.startsWith("python"));
  fs.writeFileSync(
    path.join(VENV, "lib", lib, "site-packages/jupyter_dask_gateway.pth"),
    `${root}\n${entryPoints()}\n`,
  );
  const server = "jupyter_server_config.d/jupyter_dask_gateway.json";
  const links = {
    "share/jupyter/labextensions/jupyter-dask-gateway": "jupyter_dask_gateway/labextension",
    [`etc/jupyter/${server}`]: "jupyter-config/server-config/jupyter_dask_gateway.json",
  };
  for (const [name, target] of Object.entries(links)) {
    const file = path.join(VENV, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.rmSync(file, { force: true, recursive: true });
    fs.symlinkSync(path.relative(path.dirname(file), at(target)), file);
  }
}

/** A folder beside site-packages, for uv would remove it there: it says what an installed wheel does of JupyterLab's language pack. */
function entryPoints() {
  const group = "jupyterlab.locale";
  const project = fs.readFileSync(at("pyproject.toml"), "utf8");
  const [, line] = project.split(`[project.entry-points."${group}"]\n`)[1].match(/^(.+)$/m);
  const folder = path.join(VENV, "project");
  const about = path.join(folder, "jupyter_dask_gateway-0.dist-info");
  fs.mkdirSync(about, { recursive: true });
  const points = `[${group}]\n${line.replaceAll('"', "")}\n`;
  fs.writeFileSync(path.join(about, "entry_points.txt"), points);
  fs.writeFileSync(path.join(about, "METADATA"), "Name: jupyter-dask-gateway\nVersion: 0\n");
  return folder;
}

/**
 * An environment that has the project as users get it: `wheel` and `packages`, made anew when what belongs there
 * changes. A package with a version, `jupyterlab~=4.2.0`, is exempt from the lock. `group` is one of pyproject.toml's, `extras` are the
 * wheel's; `python` is an interpreter, if not that of .venv. `env` is the environment of uv.
 */
export async function wheelEnvironment(venv, wheel, packages, options = {}) {
  const { env, extras = [], group, lock = LOCK, python } = options;
  const uv = path.join(VENV, "bin/uv");
  const pip = (command, ...args) =>
    quietly(uv, ["pip", command, "--quiet", "--python", venv, ...args], { env });
  const key = JSON.stringify([packages, extras, group, python]);
  await once(path.join(venv, ".setup"), hashOf([lock, "pyproject.toml"], key), async () => {
    await quietly("uv", ["venv", "--quiet", "--clear", ...flag("--python", python), venv]);
    const constraints = path.join(venv, "constraints.txt");
    fs.writeFileSync(constraints, constraintsFor(packages, lock));
    const ours = extras.length > 0 ? `${at(wheel)}[${extras}]` : at(wheel);
    const flags = ["--constraint", constraints, ...flag("--group", group)];
    await pip("install", ...flags, ...packages, ours);
  });
  await pip("install", "--reinstall", "--no-deps", at(wheel));
  await pip("check");
}

const flag = (name, value) => (value === undefined ? [] : [name, value]);

function constraintsFor(packages, lock) {
  const free = packages.map((each) => /^([\w-]+)[~=<>]/.exec(each)?.[1]);
  const lines = fs.readFileSync(at(lock), "utf8").split("\n");
  return lines.filter((line) => !free.includes(line.split("==")[0])).join("\n");
}

/** An environment that holds what a lock names, and nothing of the project. */
export async function pythonEnvironment(venv, lock) {
  await once(path.join(venv, ".setup"), hashOf([lock]), async () => {
    if (!fs.existsSync(venv)) await quietly("uv", ["venv", "--quiet", venv]);
    await quietly("uv", ["pip", "sync", "--quiet", "--python", venv, lock]);
  });
}

/** A folder with another release of one package, to stand before the one in .venv. */
export async function packageFolder(name, version) {
  const folder = cache("packages", name, version);
  if (!fs.existsSync(folder)) {
    const flags = ["--quiet", "--no-deps", "--python", VENV, "--target", folder];
    await quietly("uv", ["pip", "install", ...flags, `${name}==${version}`]);
  }
  return folder;
}
