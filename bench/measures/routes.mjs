/** The routes to the gateway side by side, and what they cost the hub, on a real JupyterHub in Chromium. */
import fs from "node:fs";
import path from "node:path";
import { inBrowser } from "../../scripts/stack/browser.mjs";
import { startHub } from "../../scripts/stack/hub.mjs";
import { PythonProgram } from "../parts/python-program.mjs";
import { turns } from "../parts/turns.mjs";

const USER = "alice";

/** It lists clusters so many times when it is asked to, with the gateway's cookie of the last time or without one. */
const CLIENT = `
import json, sys, time
from dask_gateway import Gateway
from dask_gateway.auth import JupyterHubAuth
address, token = sys.argv[1:]
with Gateway(address, auth=JupyterHubAuth(api_token=token)) as gateway:
    gateway.list_clusters()  # opens the session whose cookies are cleared below
    for line in sys.stdin:
        if not json.loads(line)["cookie"]:
            gateway.loop.add_callback(gateway._session.cookie_jar.clear)
            time.sleep(0.02)
        start = time.perf_counter()
        gateway.list_clusters()
        print(json.dumps((time.perf_counter() - start) * 1000), flush=True)
`;

export const routes = {
  about:
    "The list of clusters on a real JupyterHub, where the gateway asks the hub who somebody is: the browser's two routes and dask_gateway's client in turns. The client keeps the gateway's cookie, so that the hub is not asked each time; without it, it is. Then how often the gateway asks the hub in a minute, for a panel that can be seen.",
  browser: true,
  async run({ rows, quick }) {
    await inBrowser(startHub(), async (browser, stack) => {
      const page = await browser.newPage();
      const token = await logIn(page, stack);
      await requests(page, stack, token, rows, quick ? 10 : 200);
      await lookUps(page, stack, rows, quick ? 10 : 60);
    });
  },
};

async function logIn(page, { hub, password }) {
  await page.goto(`${hub}/hub/login`);
  await page.getByLabel("Username").fill(USER);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  const config = page.locator("#jupyter-config-data");
  await config.waitFor({ state: "attached", timeout: 60_000 });
  return JSON.parse(await config.textContent()).token;
}

/** The list of clusters, one request after another, whoever asks in turn. */
async function requests(page, { hub, gateway }, token, rows, count) {
  const path = "api/v1/clusters/";
  const routes = {
    "ours: direct": [`${gateway}/${path}`, `jupyterhub ${token}`, "omit"],
    "ours: pass-through": [
      `${hub}/user/${USER}/dask-gateway/${path}`,
      `token ${token}`,
      "same-origin",
    ],
  };
  const client = new PythonProgram(CLIENT, [gateway, token]);
  const ways = {
    ...Object.fromEntries(
      Object.entries(routes).map(([name, route]) => [name, () => page.evaluate(ask, route)]),
    ),
    "dask_gateway's client": () => client.ask({ cookie: true }),
    "dask_gateway's client without its cookie": () => client.ask({ cookie: false }),
  };
  const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  try {
    for (let i = -5; i < count; i++) {
      for (const [name, way] of turns(Object.entries(ways), i)) {
        const time = await way();
        if (i >= 0) times[name].push(time);
      }
    }
  } finally {
    client.stop();
  }
  for (const [name, samples] of Object.entries(times)) rows.add("list of clusters", name, samples);
}

/** In the page: milliseconds of one request. */
async function ask([url, Authorization, credentials]) {
  const start = performance.now();
  const response = await fetch(url, { headers: { Authorization }, credentials, cache: "no-store" });
  await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return performance.now() - start;
}

/** How often the gateway asks the hub who somebody is, for one panel that can be seen. */
async function lookUps(page, { hub, state }, rows, watch) {
  await page.goto(`${hub}/user/${USER}/lab`);
  await page.locator("#jupyterlab-splash").waitFor({ state: "detached" });
  await page.getByRole("tab", { name: "Dask Gateway" }).click();
  const panel = page.getByRole("region", { name: "Dask Gateway" });
  await panel.locator('[data-connection="direct"]').or(panel).first().waitFor();
  await page.waitForTimeout(5_000);
  const log = path.join(state, "hub.log");
  const count = () =>
    (fs.readFileSync(log, "utf8").match(/ 200 GET \/hub\/api\/user /g) ?? []).length;
  const before = count();
  await page.waitForTimeout(watch * 1_000);
  const asked = ((count() - before) * 60) / watch;
  rows.add("look-ups at the hub, a panel visible", "ours", [asked], { unit: "a minute" });
}
