/** Environments that have the project as users get it: from the wheel, not from the tree. */
import fs from "node:fs";
import path from "node:path";
import { at, hashFiles, run } from "./lib.mjs";

/**
 * Puts the wheel and `packages` into the environment `venv`, which is made anew when what belongs there changes.
 * A package with a version, `jupyterlab~=4.2.0`, is exempt from constraints.txt. `env` is the environment of pip.
 */
export async function installWheel(venv, wheel, packages, env) {
  const python = (...args) => run(`${venv}/bin/python`, args, { capture: true, cwd: venv, env });
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  const hash = hashFiles(["constraints.txt", "pyproject.toml"], packages.join());
  const stamp = path.join(venv, ".setup");
  if (!fs.existsSync(stamp) || fs.readFileSync(stamp, "utf8") !== hash) {
    fs.rmSync(venv, { recursive: true, force: true });
    await run("python3", ["-m", "venv", venv], { capture: true });
    const constraints = path.join(venv, "constraints.txt");
    fs.writeFileSync(constraints, constraintsFor(packages));
    await python(...pip, "-c", constraints, ...packages, at(wheel));
    fs.writeFileSync(stamp, hash);
  }
  await python(...pip, "--force-reinstall", "--no-deps", at(wheel));
  await python("-m", "pip", "check");
}

function constraintsFor(packages) {
  const free = packages.map((each) => /^([\w-]+)[~=<>]/.exec(each)?.[1]);
  const lines = fs.readFileSync(at("constraints.txt"), "utf8").split("\n");
  return lines.filter((line) => !free.includes(line.split("==")[0])).join("\n");
}
