/** What a figure depends on besides the code: the machine and the versions. Nothing that tells whose machine it is. */
import fs from "node:fs";
import os from "node:os";
import { ask, at } from "../../scripts/lib.mjs";
import { launchOptions } from "../../tests/ui/chromium.mjs";

const PYTHON_PACKAGES = [
  "dask-gateway",
  "dask-gateway-server",
  "dask",
  "ipykernel",
  "ipywidgets",
  "jupyter-server",
  "jupyterlab",
];

export async function surroundings() {
  const { version } = JSON.parse(fs.readFileSync(at("package.json"), "utf8"));
  const ajv = JSON.parse(fs.readFileSync(at("node_modules/ajv/package.json"), "utf8"));
  const chromium = await ask(launchOptions.executablePath, ["--version"]);
  const commit = await ask("git", ["rev-parse", "--short", "HEAD"]);
  const [{ model }] = os.cpus();
  return {
    machine: {
      processor: model.trim(),
      cores: os.availableParallelism(),
      memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
      system: `${os.type()} ${os.release().split(/[^\d.]/)[0]}`,
    },
    versions: {
      "jupyter-dask-gateway": commit === null ? version : `${version} at ${commit}`,
      Chromium: /[\d.]+/.exec(chromium ?? "")?.[0] ?? "none",
      Node: process.versions.node,
      Python: /[\d.]+/.exec((await ask("python", ["--version"])) ?? "")?.[0] ?? "none",
      Ajv: ajv.version,
      ...locked(),
    },
  };
}

/** As requirements-dev.txt has them, by which .venv is made. */
function locked() {
  const lock = fs.readFileSync(at("requirements-dev.txt"), "utf8");
  return Object.fromEntries(
    PYTHON_PACKAGES.map((name) => [name, new RegExp(`^${name}==(\\S+)`, "m").exec(lock)[1]]),
  );
}
