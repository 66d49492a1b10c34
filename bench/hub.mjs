/** The routes to the gateway side by side, and what they cost the hub, on a real JupyterHub in Chromium. */
import fs from "node:fs";
import path from "node:path";
import { quietly } from "../scripts/lib.mjs";
import { inBrowser } from "../scripts/stack/browser.mjs";
import { startHub } from "../scripts/stack/hub.mjs";
import { row } from "./table.mjs";

const REQUESTS = 200;
/** Seconds for which a panel is watched. */
const WATCH = 60;
const USER = "alice";

const CLIENT = `
import json, sys, time
from dask_gateway import Gateway
from dask_gateway.auth import JupyterHubAuth
address, token, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Gateway(address, auth=JupyterHubAuth(api_token=token)) as gateway:
    gateway.list_clusters()
    times = []
    for _ in range(count):
        start = time.perf_counter()
        gateway.list_clusters()
        times.append((time.perf_counter() - start) * 1000)
print(json.dumps(times))
`;

export async function hub() {
  await inBrowser(startHub(), async (browser, stack) => {
    const page = await browser.newPage();
    const token = await logIn(page, stack);
    await requests(page, stack, token);
    await lookUps(page, stack);
  });
}

async function logIn(page, { hub, password }) {
  await page.goto(`${hub}/hub/login`);
  await page.getByLabel("Username").fill(USER);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  const config = page.locator("#jupyter-config-data");
  await config.waitFor({ state: "attached", timeout: 60_000 });
  return JSON.parse(await config.textContent()).token;
}

/** The list of clusters, one request after another, the browser's two routes in turn. */
async function requests(page, { hub, gateway }, token) {
  const path = "api/v1/clusters/";
  const routes = {
    direct: [`${gateway}/${path}`, `jupyterhub ${token}`, "omit"],
    "pass-through": [`${hub}/user/${USER}/dask-gateway/${path}`, `token ${token}`, "same-origin"],
  };
  const times = await page.evaluate(
    async ([routes, count]) => {
      const times = Object.fromEntries(Object.keys(routes).map((name) => [name, []]));
      for (let i = -5; i < count; i++) {
        for (const [name, [url, Authorization, credentials]] of Object.entries(routes)) {
          const start = performance.now();
          const response = await fetch(url, {
            headers: { Authorization },
            credentials,
            cache: "no-store",
          });
          await response.text();
          if (!response.ok) throw new Error(`${name}: ${response.status}`);
          if (i >= 0) times[name].push(performance.now() - start);
        }
      }
      return times;
    },
    [routes, REQUESTS],
  );
  const program = ["-c", CLIENT, gateway, token, String(REQUESTS)];
  const { stdout } = await quietly("python", program);
  for (const [name, all] of Object.entries(times)) row(`list of clusters, ${name}`, all);
  // It keeps the gateway's cookie, so that the hub is not asked each time.
  row("list of clusters, Python client", JSON.parse(stdout));
}

/** How often the gateway asks the hub who somebody is, for one panel that can be seen. */
async function lookUps(page, { hub, state }) {
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
  await page.waitForTimeout(WATCH * 1000);
  console.log(`  look-ups at the hub in ${WATCH} s, panel visible: ${count() - before}`);
}
