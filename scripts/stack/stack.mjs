/**
 * A real Dask Gateway and a JupyterLab configured for it, on free ports of 127.0.0.1.
 * `npm start` and the browser tests use it; it needs nothing but Node and the .venv.
 */
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { at } from "../lib.mjs";
import { startFaults } from "./faults.mjs";
import { answer, freePorts, Programs } from "./processes.mjs";
import { startRecorder } from "./recorder.mjs";

/**
 * Starts both and resolves when both answer. `notebooks` is the folder that JupyterLab shows, `venv`
 * the environment it comes from, `args` and `env` more for it. `config` is the gateway's configuration.
 * `onexit(message)` is told when a process ends by itself. With `record`, a file, the Jupyter server reaches
 * the gateway through a recorder, which `makeRecorder` may start elsewhere; with `faulty`, through a proxy that does what it is told to (faults.mjs), and so does everybody else. `queue`, such as slurm.mjs has, runs the clusters as jobs; `login`, such as kerberos.mjs has, takes the password's place. With
 * `split`, Jupyter and its kernels are told the address of the gateway's API alone, and browsers that of its proxy. `more` are other programs of the same environment:
 * `{name: (port, notebooks) => {command, ready}}`, `ready` being a URL that answers; where each listens is in
 * `more` of what is returned.
 */
export async function startStack(options = {}) {
  const { notebooks, venv = at(".venv"), args = [], env = {}, onexit = () => {}, record } = options;
  const { queue, login, split = false, faulty = false, ip, makeRecorder = startRecorder } = options;
  const configured = queue?.config ?? login?.config ?? at("demo/gateway/dask_gateway_config.py");
  const { config = configured } = options;
  const user = queue?.user ?? "demo";
  const more = Object.entries(options.more ?? {});
  const [gatewayPort, apiPort, labPort, ...morePorts] = await freePorts(3 + more.length);
  // The letters in front keep dask's configuration from reading digits as a number.
  const password = `demo-${randomBytes(12).toString("hex")}`;
  const token = randomBytes(24).toString("hex");
  const address = `http://127.0.0.1:${gatewayPort}`;
  const apiAddress = `http://127.0.0.1:${apiPort}`;
  const lab = `http://127.0.0.1:${labPort}`;
  const recorder = record === undefined ? undefined : await makeRecorder(address, record);
  const faults = faulty ? await startFaults(address) : undefined;
  const programs = new Programs();
  const folder = notebooks ?? programs.folder("notebooks");
  const stop = () => {
    recorder?.stop();
    faults?.stop();
    return programs.stop();
  };

  try {
    // It is stopped last: JupyterLab's kernels use the clusters, and it stops those.
    const queueEnvironment = await queue?.start(programs);
    const loginEnvironments = await login?.start(programs, venv);
    // An environment of users alone has none.
    const servers = [venv, at(".venv")].map((each) => `${each}/bin/dask-gateway-server`);
    programs.launch("gateway", [servers.find(fs.existsSync), "-f", config], {
      GATEWAY_PORT: gatewayPort,
      GATEWAY_API_PORT: apiPort,
      GATEWAY_PASSWORD: password,
      GATEWAY_CLUSTERS: programs.folder("clusters"),
      ...queueEnvironment,
      ...loginEnvironments?.gateway,
    });
    const environment = {
      ...labConfiguration(programs),
      JUPYTER_TOKEN: token,
      DASK_GATEWAY__ADDRESS: split ? apiAddress : (recorder?.address ?? faults?.address ?? address),
      DASK_GATEWAY__PUBLIC_ADDRESS: faults?.address ?? address,
      DASK_GATEWAY__PROXY_ADDRESS: `gateway://127.0.0.1:${gatewayPort}`,
      ...(loginEnvironments?.client ?? {
        DASK_GATEWAY__AUTH__TYPE: "basic",
        DASK_GATEWAY__AUTH__KWARGS__USERNAME: user,
        DASK_GATEWAY__AUTH__KWARGS__PASSWORD: password,
      }),
      ...env,
    };
    const command = [`${venv}/bin/jupyter-lab`, ...labArguments(labPort, folder, ip), ...args];
    programs.launch("jupyterlab", command, environment);
    const authorized = { Authorization: `token ${token}` };
    const answers = more.map(([name, program], i) => {
      const { command, ready } = program(morePorts[i], folder);
      programs.launch(name, [`${venv}/bin/${command[0]}`, ...command.slice(1)], environment);
      return answer(ready, authorized);
    });
    answers.push(
      answer(`${address}/api/health`),
      answer(`${lab}/lab`, authorized),
      // The whole way: through the Jupyter server to the gateway.
      answer(`${lab}/dask-gateway/api/v1/clusters/`, authorized),
    );
    await programs.ready(answers, onexit);
  } catch (error) {
    await stop();
    throw error;
  }
  const where = more.map(([name], i) => [name, `http://127.0.0.1:${morePorts[i]}`]);
  return {
    lab,
    token,
    address,
    apiAddress,
    password,
    user,
    notebooks: folder,
    state: programs.state,
    more: Object.fromEntries(where),
    recorder,
    faults,
    /** Ends the gateway as a crash does, and starts it again after `between`. */
    restartGateway: (between) => programs.restart("gateway", "SIGKILL", between),
    stop,
  };
}

/** `ip`: where it listens. */
export function labArguments(port, folder, ip = "127.0.0.1") {
  return [
    ...["--no-browser", `--ip=${ip}`, `--port=${port}`],
    ...["--ServerApp.port_retries=0", `--ServerApp.root_dir=${folder}`],
  ];
}

/** Settings, kernels' files and so on of this stack alone, whatever the user's own JupyterLab has. */
function labConfiguration(programs) {
  const { state } = programs;
  return {
    JUPYTER_CONFIG_DIR: quietConfiguration(programs),
    JUPYTER_DATA_DIR: path.join(state, "jupyter-data"),
    JUPYTER_RUNTIME_DIR: path.join(state, "jupyter-runtime"),
    JUPYTERLAB_SETTINGS_DIR: path.join(state, "lab-settings"),
    JUPYTERLAB_WORKSPACES_DIR: path.join(state, "lab-workspaces"),
    IPYTHONDIR: path.join(state, "ipython"),
  };
}

/**
 * A folder of Jupyter's configuration with which a server and its JupyterLab put no questions to the user and send
 * no requests to the world. `lab` is more of JupyterLab's.
 */
export function quietConfiguration(programs, lab) {
  const folder = programs.folder("jupyter-config");
  const server = {
    ServerApp: { allow_root: true },
    LabApp: {
      extension_manager: "readonly",
      news_url: null,
      check_for_updates_class: "jupyterlab.NeverCheckForUpdate",
      ...lab,
    },
  };
  const page = { disabledExtensions: { "@jupyterlab/apputils-extension:announcements": true } };
  const write = (name, content) =>
    fs.writeFileSync(path.join(folder, name), JSON.stringify(content));
  programs.folder("jupyter-config", "labconfig");
  write("labconfig/page_config.json", page);
  write("jupyter_server_config.json", server);
  return folder;
}
