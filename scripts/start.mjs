/**
 * npm start: sets up, builds, starts a Dask Gateway and JupyterLab, and prints `Ready: <url>` last.
 * Ctrl-C stops everything, clusters included. Options go behind two dashes: `npm start -- --open`. The first time takes about
 * 6 minutes on two processors, after that some seconds.
 */
import fs from "node:fs";
import path from "node:path";
import { build } from "./build/main.mjs";
import { at, cache, main, quietly, stopChildren } from "./lib.mjs";
import { setup } from "./setup.mjs";
import { startHub } from "./stack/hub.mjs";
import { buildLite, startLite, PACKAGES as WEB_SERVER } from "./stack/lite.mjs";
import { startPage } from "./stack/page.mjs";
import { PACKAGES, slurm } from "./stack/slurm.mjs";
import { startStack } from "./stack/stack.mjs";

const NOTEBOOK = "first-steps.ipynb";
const OPTIONS = {
  open: { type: "boolean", about: "opens the browser too" },
  page: { type: "boolean", about: "serves the web page of demo/page as well" },
  lite: { type: "boolean", about: "serves a JupyterLite site as well" },
  slurm: { type: "boolean", about: "runs the clusters in a Slurm of its own" },
  hub: { type: "boolean", about: "a JupyterHub instead, with the gateway as its service" },
};

async function start(options) {
  let stack;
  let stopping;
  const stop = (message, code = 0) => {
    stopping ??= (async () => {
      if (message) console.log(message);
      stopChildren();
      await (await stack)?.stop();
      process.exit(code);
    })();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => stop("\nStopping…"));
  }
  // npm, killed, takes nobody along. (That npm is the parent, and its signals arrive here, is what the
  // `exec` in package.json is for.)
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 1_000).unref();
  process.stdout.on("error", () => stop());

  const system = {
    ...(options.slurm ? { Slurm: PACKAGES } : {}),
    ...(options.lite ? { JupyterLite: WEB_SERVER } : {}),
  };
  await setup({ system, apt: true });
  await build({ strict: false });
  if (stopping) return stopping;

  const onexit = (message) => stop(message, 1);
  stack = options.hub ? hub(onexit) : single(options, onexit);
  stack.catch(() => {});
  const { url, about } = await stack;
  if (stopping) return stopping;

  if (options.open) {
    const command = process.platform === "darwin" ? "open" : "xdg-open";
    await quietly(command, [url], { check: false });
  }
  for (const [name, value] of Object.entries(about)) console.log(`  ${name}: ${value}`);
  console.log(`Ready: ${url}`);
  await new Promise((resolve) => setInterval(resolve, 2 ** 30).ref()); // until a signal
}

/** One user's JupyterLab, and a gateway beside it. */
async function single(options, onexit) {
  // The user's own copy: the tree stays clean, and what was typed into it stays.
  const notebooks = cache("notebooks");
  fs.mkdirSync(notebooks, { recursive: true });
  for (const name of fs.readdirSync(at("demo/notebooks"))) {
    const copy = path.join(notebooks, name);
    if (!fs.existsSync(copy)) fs.copyFileSync(at("demo/notebooks", name), copy);
  }
  const site = options.lite ? await buildLite() : undefined;
  const { lab, token, address, user, password, stop } = await startStack({
    notebooks,
    onexit,
    // A file: into a folder dask would write its defaults.
    env: { DASK_CONFIG: at("demo/gateway/site.yaml") },
    ...(options.slurm ? { queue: slurm } : {}),
  });
  const about = { gateway: address };
  if (options.page) {
    const page = await startPage(address);
    about["web page"] = `${page.address}, user ${user}, password ${password}`;
  }
  if (site !== undefined) {
    const lite = await startLite(address, { site, onexit });
    about.JupyterLite = `${lite.address}lab/index.html, user ${user}, password ${password}`;
    const url = `${lab}/lab/tree/${NOTEBOOK}?token=${token}`;
    return { url, about, stop: () => Promise.all([lite.stop(), stop()]) };
  }
  const url = `${lab}/lab/tree/${NOTEBOOK}?token=${token}`;
  return { url, about, stop };
}

async function hub(onexit) {
  const { hub, gateway, clustersPage, users, password, stop } = await startHub({ onexit });
  const url = `${hub}/hub/user-redirect/lab/tree/${NOTEBOOK}`;
  const about = { gateway, "page of clusters": clustersPage, users: users.join(", "), password };
  return { url, about, stop };
}

await main(import.meta.url, start, { options: OPTIONS });
