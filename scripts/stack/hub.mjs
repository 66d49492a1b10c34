/**
 * A real JupyterHub on free ports of 127.0.0.1, with a Dask Gateway and our page of clusters as its services, and a JupyterLab for each
 * user: demo/hub. `npm start -- --hub` and the browser tests use it; it needs nothing but Node, the .venv and
 * the hub's proxy from node_modules.
 */
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { at } from "../lib.mjs";
import { answer, freePorts, Programs } from "./processes.mjs";
import { quietConfiguration } from "./stack.mjs";

const USERS = ["alice", "bob"];

/** The demonstration's. */
const CONFIG = at("demo/hub/jupyterhub_config.py");

const secret = (bytes) => randomBytes(bytes).toString("hex");

/**
 * Starts it and resolves when hub and gateway answer. `venv` is the environment all of it comes from, `lab` more
 * configuration for the users' JupyterLab, `onexit(message)` is told when the hub ends by itself. Without
 * `browserScope`, the token in JupyterLab's page does not open the gateway. `config` is another hub's file, with `users` of its
 * own, below the path `base`, with a host for each user (`hosts`), or with TLS (`tls`): whoever calls then has to live with a certificate that
 * nobody has signed, as Node does with NODE_TLS_REJECT_UNAUTHORIZED.
 */
export async function startHub(options = {}) {
  const { venv = at(".venv"), lab, browserScope = true, onexit = () => {} } = options;
  const { config = CONFIG, users = USERS, base = "", hosts = false, tls = false } = options;
  const [port, hubPort, proxyPort, gatewayPort, apiPort, pagePort] = await freePorts(6);
  const password = secret(12);
  const metricsToken = secret(24);
  const hub = hosts
    ? `http://localhost:${port}`
    : `http${tls ? "s" : ""}://127.0.0.1:${port}${base}`;
  // Among hosts of users, services have one too: at its own port a gateway is the same.
  const gateway = `${hosts ? `http://127.0.0.1:${gatewayPort}` : hub}/services/dask-gateway`;
  const programs = new Programs();
  const homes = Object.fromEntries(users.map((user) => [user, programs.folder("home", user)]));

  try {
    for (const home of Object.values(homes)) {
      fs.cpSync(at("demo/notebooks"), home, { recursive: true });
    }
    programs.launch("hub", [`${venv}/bin/jupyterhub`, "-f", config], {
      PATH: [path.join(venv, "bin"), process.env.PATH].join(path.delimiter),
      HUB_PORT: port,
      HUB_USERS: JSON.stringify(users),
      HUB_BASE: base,
      HUB_HOSTS: hosts ? "yes" : "no",
      ...(tls ? selfSigned(programs, venv) : {}),
      HUB_API_PORT: hubPort,
      PROXY_API_PORT: proxyPort,
      HUB_PASSWORD: password,
      METRICS_TOKEN: metricsToken,
      HUB_BROWSER_SCOPE: browserScope ? "yes" : "no",
      GATEWAY_PORT: gatewayPort,
      GATEWAY_API_PORT: apiPort,
      PAGE_PORT: pagePort,
      GATEWAY_CLUSTERS: programs.folder("clusters"),
      JUPYTER_CONFIG_PATH: quietConfiguration(programs, lab),
    });
    const page = `http://127.0.0.1:${pagePort}${base}/services/dask-clusters/health`;
    const answers = [`${hub}/hub/health`, `${gateway}/api/health`, page].map((url) => answer(url));
    await programs.ready(answers, onexit);
  } catch (error) {
    await programs.stop();
    throw error;
  }
  return {
    hub,
    gateway,
    clustersPage: `${hosts ? hub.replace("//", "//dask-clusters--service.") : hub}/services/dask-clusters/`,
    users,
    hosts,
    tls,
    password,
    metricsToken,
    homes,
    state: programs.state,
    stop: () => programs.stop(),
  };
}

/** A certificate of its own for the hub to show. */
function selfSigned(programs, venv) {
  const folder = programs.folder("tls");
  const [certificate, key] = ["certificate.pem", "key.pem"].map((name) => path.join(folder, name));
  execFileSync(`${venv}/bin/python`, [at("scripts/stack/certificate.py"), certificate, key]);
  return { HUB_CERTIFICATE: certificate, HUB_KEY: key };
}
