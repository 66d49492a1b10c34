/**
 * dask-labextension with dask-labextension-gateway: an environment of its own, and a JupyterLab of it that has the same gateway as a stack,
 * by a recorder or through faults of its own.
 */
import fs from "node:fs";
import { at, cache, once, quietly } from "../../scripts/lib.mjs";
import { startFaults } from "../../scripts/stack/faults.mjs";
import { answer, freePorts, Programs } from "../../scripts/stack/processes.mjs";
import { labArguments, quietConfiguration } from "../../scripts/stack/stack.mjs";

const PACKAGES = ["dask-labextension==7.0.0", "dask-labextension-gateway==0.1.0"];
export const LABEXTENSION = PACKAGES[0].replace("==", " ");
/** Of the same versions as ours. */
const BESIDE = ["jupyterlab", "ipykernel", "ipywidgets", "dask-gateway", "bokeh"];
const VENV = cache("bench-labextension");
const LOCK = "requirements-dev.txt";

async function environment() {
  await once(
    `${VENV}/.setup`,
    PACKAGES.concat(fs.readFileSync(at(LOCK), "utf8")).join(),
    async () => {
      console.log(`  installing ${PACKAGES.join(", ")} (about a minute) …`);
      const python = at(".venv/bin/python");
      await quietly("uv", ["venv", "--quiet", "--clear", "--python", python, VENV]);
      const flags = ["--quiet", "--python", VENV, "--constraint", LOCK];
      await quietly("uv", ["pip", "install", ...flags, ...BESIDE, ...PACKAGES]);
    },
  );
}

/**
 * Resolves to `{lab, token, faults, stop()}`, beside a `stack` of startStack(). What its server asks the gateway for is in
 * `faults.seen`; `args`: more for its JupyterLab.
 */
export async function startLabextension(stack, args = []) {
  await environment();
  const faults = await startFaults(stack.address);
  const programs = new Programs();
  const { state } = programs;
  const [port] = await freePorts(1);
  const lab = `http://127.0.0.1:${port}`;
  const stop = () => {
    faults.stop();
    return programs.stop();
  };
  try {
    programs.launch(
      "labextension",
      [`${VENV}/bin/jupyter-lab`, ...labArguments(port, programs.folder("notebooks")), ...args],
      {
        JUPYTER_CONFIG_DIR: quietConfiguration(programs),
        JUPYTER_DATA_DIR: `${state}/jupyter-data`,
        JUPYTER_RUNTIME_DIR: `${state}/jupyter-runtime`,
        JUPYTERLAB_SETTINGS_DIR: `${state}/lab-settings`,
        JUPYTERLAB_WORKSPACES_DIR: `${state}/lab-workspaces`,
        IPYTHONDIR: `${state}/ipython`,
        JUPYTER_TOKEN: stack.token,
        DASK_LABEXTENSION__USE_GATEWAY: "true",
        DASK_GATEWAY__ADDRESS: faults.address,
        DASK_GATEWAY__PUBLIC_ADDRESS: stack.address,
        DASK_GATEWAY__PROXY_ADDRESS: stack.address.replace("http:", "gateway:"),
        DASK_GATEWAY__AUTH__TYPE: "basic",
        DASK_GATEWAY__AUTH__KWARGS__USERNAME: stack.user,
        DASK_GATEWAY__AUTH__KWARGS__PASSWORD: stack.password,
      },
    );
    const authorized = { Authorization: `token ${stack.token}` };
    // The whole way: it has the gateway's list.
    const answers = [answer(`${lab}/lab`, authorized), answer(`${lab}/dask/clusters`, authorized)];
    await programs.ready(answers, () => {});
  } catch (error) {
    await stop();
    throw error;
  }
  return { lab, token: stack.token, faults, stop };
}

/** Opens its panel; resolves when it lists so many clusters. */
export async function openLabextension(page, count) {
  await page.evaluate(() => {
    const { shell } = window.jupyterapp;
    const own = [...shell.widgets("left"), ...shell.widgets("right")].find(({ id }) =>
      id.startsWith("dask-dashboard"),
    );
    shell.activateById(own.id);
  });
  await page
    .locator(".dask-ClusterListingItem")
    .nth(count - 1)
    .waitFor();
}
