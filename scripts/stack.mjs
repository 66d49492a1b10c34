/**
 * A real Dask Gateway and a JupyterLab configured for it, on free ports of 127.0.0.1, and their end.
 * `npm start` and the browser tests use it; it needs nothing but Node and the .venv.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { at, Failure } from "./lib.mjs";
import { startRecorder } from "./recorder.mjs";

/**
 * Starts both and resolves when both answer. `notebooks` is the folder that JupyterLab shows, `venv`
 * the environment it comes from, `args` and `env` more for it. `config` is the gateway's configuration.
 * `onexit(message)` is told when a process ends by itself. With `record`, a file, the Jupyter server reaches
 * the gateway through a recorder. `more` are other programs of the same environment:
 * `{name: (port, notebooks) => {command, ready}}`, `ready` being a URL that answers; where each listens is in
 * `more` of what is returned.
 */
export async function startStack(options = {}) {
  const { notebooks, venv = at(".venv"), args = [], env = {}, onexit = () => {}, record } = options;
  const { config = at("demo/gateway/dask_gateway_config.py") } = options;
  const more = Object.entries(options.more ?? {});
  const id = randomBytes(8).toString("hex");
  const state = fs.mkdtempSync(path.join(os.tmpdir(), "dask-gateway-stack-"));
  const clusters = path.join(state, "clusters");
  const folder = notebooks ?? path.join(state, "notebooks");
  for (const each of [clusters, folder]) fs.mkdirSync(each, { recursive: true });

  const [gatewayPort, apiPort, labPort, ...morePorts] = await freePorts(3 + more.length);
  // The letters in front keep dask's configuration from reading digits as a number.
  const password = `demo-${randomBytes(12).toString("hex")}`;
  const token = randomBytes(24).toString("hex");
  const address = `http://127.0.0.1:${gatewayPort}`;
  const lab = `http://127.0.0.1:${labPort}`;
  const processes = [];
  const recorder = record === undefined ? undefined : await startRecorder(address, record);

  const launch = (name, args, extra) => {
    const log = path.join(state, `${name}.log`);
    processes.push(startProcess(name, args, { log, cwd: state, env: { [MARK]: id, ...extra } }));
  };
  let watchdog;
  const stop = once(() => {
    watchdog?.kill();
    recorder?.stop();
    return stopAll(processes, { id, state });
  });

  try {
    launch("gateway", ["dask-gateway-server", "-f", config], {
      GATEWAY_PORT: gatewayPort,
      GATEWAY_API_PORT: apiPort,
      GATEWAY_PASSWORD: password,
      GATEWAY_CLUSTERS: clusters,
    });
    const environment = {
      ...labConfiguration(state),
      JUPYTER_TOKEN: token,
      DASK_GATEWAY__ADDRESS: recorder?.address ?? address,
      DASK_GATEWAY__PUBLIC_ADDRESS: address,
      DASK_GATEWAY__PROXY_ADDRESS: `gateway://127.0.0.1:${gatewayPort}`,
      DASK_GATEWAY__AUTH__TYPE: "basic",
      DASK_GATEWAY__AUTH__KWARGS__USERNAME: "demo",
      DASK_GATEWAY__AUTH__KWARGS__PASSWORD: password,
      ...env,
    };
    launch("jupyterlab", [...labCommand(venv, labPort, folder), ...args], environment);
    const programs = more.map(([name, program], i) => {
      const { command, ready } = program(morePorts[i], folder);
      launch(name, [`${venv}/bin/${command[0]}`, ...command.slice(1)], environment);
      return answer(ready, { Authorization: `token ${token}` });
    });
    watchdog = watch(processes, state);
    const broken = Promise.race(processes.map((each) => each.ended));
    const authorized = { Authorization: `token ${token}` };
    await Promise.race([
      Promise.all([
        answer(`${address}/api/health`),
        answer(`${lab}/lab`, authorized),
        // The whole way: through the Jupyter server to the gateway.
        answer(`${lab}/dask-gateway/api/v1/clusters/`, authorized),
        ...programs,
      ]),
      broken.then((message) => {
        throw new Failure(message);
      }),
    ]);
    broken.then((message) => {
      if (!stop.called) onexit(message);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  const where = more.map(([name], i) => [name, `http://127.0.0.1:${morePorts[i]}`]);
  const urls = Object.fromEntries(where);
  return {
    lab,
    token,
    address,
    password,
    user: "demo",
    notebooks: folder,
    state,
    more: urls,
    recorder,
    stop,
  };
}

/** The environment variable by which a process is known as ours. */
const MARK = "DASK_GATEWAY_STACK";

function labCommand(venv, port, folder) {
  return [`${venv}/bin/jupyter-lab`, ...labArguments(port, folder)];
}

export function labArguments(port, folder) {
  return [
    ...["--no-browser", "--ip=127.0.0.1", `--port=${port}`],
    ...["--ServerApp.port_retries=0", `--ServerApp.root_dir=${folder}`],
    // Neither questions to the user nor requests to the world.
    ...["--LabApp.extension_manager=readonly", "--LabApp.news_url=None"],
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
  ];
}

/** Settings, kernels' files and so on of this stack alone, whatever the user's own JupyterLab has. */
function labConfiguration(state) {
  const config = path.join(state, "jupyter-config");
  const page = { disabledExtensions: { "@jupyterlab/apputils-extension:announcements": true } };
  fs.mkdirSync(path.join(config, "labconfig"), { recursive: true });
  fs.writeFileSync(path.join(config, "labconfig/page_config.json"), JSON.stringify(page));
  return {
    JUPYTER_CONFIG_DIR: config,
    JUPYTER_DATA_DIR: path.join(state, "jupyter-data"),
    JUPYTER_RUNTIME_DIR: path.join(state, "jupyter-runtime"),
    JUPYTERLAB_SETTINGS_DIR: path.join(state, "lab-settings"),
    JUPYTERLAB_WORKSPACES_DIR: path.join(state, "lab-workspaces"),
    IPYTHONDIR: path.join(state, "ipython"),
  };
}

/**
 * Should this process die without a chance to tidy up, its end of a pipe closes, and a shell does what
 * stopAll() would have done first. (Linux's parent-death signal does not do: it comes once for each of
 * Node's threads, and the second breaks off what the gateway does about the first.)
 */
function watch(processes, state) {
  const pids = processes.map(({ child }) => String(child.pid));
  const script = `cat > /dev/null; state=$1; shift; kill -TERM "$@"
    for pid; do while kill -0 $pid 2> /dev/null; do sleep 1; done; done; rm -rf "$state"`;
  const child = spawn("sh", ["-c", script, "sh", state, ...pids], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  child.unref();
  child.stdin.unref();
  return child;
}

/**
 * A process in a session of its own, so that Ctrl-C in the terminal reaches only us, and we stop
 * things in order. `ended` resolves to a sentence for people.
 */
function startProcess(name, [command, ...args], { log, cwd, env }) {
  const out = fs.openSync(log, "w");
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", out, out],
    detached: true,
  });
  fs.closeSync(out);
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve(`${name}: ${error.message}`));
    child.on("exit", (code, signal) => {
      const tail = fs.existsSync(log) ? fs.readFileSync(log, "utf8").slice(-2000) : "";
      resolve(`${tail}\n${name} ended (${signal ?? code}).`);
    });
  });
  return { child, ended };
}

/** JupyterLab first, for its kernels use the clusters; then the gateway, which stops the clusters. */
async function stopAll(processes, { id, state }) {
  for (const { child, ended } of [...processes].reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGTERM");
    const gone = await Promise.race([ended, sleep(20_000, null)]);
    if (gone === null) child.kill("SIGKILL");
  }
  // Whatever outlived its parent.
  for (const signal of ["SIGTERM", "SIGKILL"]) {
    const pids = leftovers(id, state);
    for (const pid of pids) {
      try {
        process.kill(pid, signal);
      } catch {} // gone meanwhile
    }
    for (let i = 0; i < 20 && leftovers(id, state).length > 0; i++) await sleep(100);
  }
  fs.rmSync(state, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * Processes that carry our mark, or work in our folder: the gateway's backend gives its schedulers and
 * workers a clean environment and a folder below `state`. Linux only; elsewhere the orderly end must do.
 */
function leftovers(id, state) {
  const mark = `${MARK}=${id}`;
  if (!fs.existsSync("/proc/self/environ")) return [];
  return fs.readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
    try {
      const folder = fs.readlinkSync(`/proc/${pid}/cwd`);
      if (folder === state || folder.startsWith(`${state}/`)) return true;
      return fs.readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(mark);
    } catch {
      return false; // gone meanwhile, or somebody else's
    }
  });
}

/** Ports that were free a moment ago, all different. */
async function freePorts(count) {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = net.createServer();
      return new Promise((resolve, reject) => {
        server.on("error", reject);
        server.listen(0, "127.0.0.1", () => resolve(server));
      });
    }),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Asks until there is a 200. */
async function answer(url, headers = {}, deadline = Date.now() + 60_000) {
  let last = "no answer";
  while (Date.now() < deadline) {
    try {
      const response = await fetch(url, { headers, signal: AbortSignal.timeout(5_000) });
      await response.arrayBuffer();
      if (response.ok) return;
      last = `status ${response.status}`;
    } catch {} // not listening yet
    await sleep(100);
  }
  throw new Failure(`${url}: ${last}`);
}

function sleep(ms, value) {
  return new Promise((resolve) => setTimeout(resolve, ms, value).unref());
}

/** A function that does its work once; `called` tells whether it began. */
function once(body) {
  let result;
  const wrapped = () => {
    wrapped.called = true;
    result ??= body();
    return result;
  };
  wrapped.called = false;
  return wrapped;
}
