/**
 * Kernels with other versions of ipykernel than .venv has. Before 7.0 a kernel takes widgets' messages when its cell has ended; since
 * then JupyterLab sends them to a subshell, a thread beside the cell's.
 */
import fs from "node:fs";
import { at, cache } from "../../scripts/lib.mjs";
import { packageFolder } from "../../scripts/python.mjs";

/** Those that are measured, by what they are called in the tables. `null`: the one of .venv. */
const VERSIONS = {
  "ipykernel 6.31.0": "6.31.0",
  "ipykernel 7.3.0": "7.3.0",
  "current ipykernel": null,
};
export const KERNELS = Object.keys(VERSIONS);
export const CURRENT = KERNELS.at(-1);

const FOLDER = cache("bench-kernels");
/** What a Jupyter server needs to offer them. */
export const KERNEL_ENVIRONMENT = { JUPYTER_PATH: FOLDER };

/** Makes the specification of one of them, .venv with that ipykernel in front; resolves to what a notebook calls it. */
export async function kernelSpec(title) {
  const version = VERSIONS[title];
  const folder = version === null ? "" : await packageFolder("ipykernel", version);
  const name = title.replaceAll(/[ .]/g, "-");
  const spec = `${FOLDER}/kernels/${name}`;
  fs.mkdirSync(spec, { recursive: true });
  const argv = [at(".venv/bin/python"), ...["-m", "ipykernel_launcher", "-f", "{connection_file}"]];
  fs.writeFileSync(
    `${spec}/kernel.json`,
    JSON.stringify({
      argv,
      display_name: title,
      language: "python",
      env: { PYTHONPATH: folder },
      // Without it, JupyterLab does not ask a kernel of version 7 for subshells.
      metadata: { debugger: true },
    }),
  );
  return name;
}
