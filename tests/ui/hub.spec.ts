import type { Route } from "@playwright/test";
import { expect, test, type User } from "./hub.js";

/** On a JupyterHub that runs the gateway as its service. */

/** The connection that the panel chooses when the hub lets the page's token reach the gateway. */
const CONNECTION = "direct";

/** The page's global in a JupyterLab with `expose_app_in_browser`. */
interface Exposed {
  jupyterapp: {
    serviceManager: { settings: { save(id: string, raw: string): Promise<void> } };
  };
}

/** The full name, which the panel does not tell. */
async function onlyCluster({ gateway }: User): Promise<string> {
  const names = Object.keys(await gateway.clusters());
  expect(names).toHaveLength(1);
  return names[0] ?? "";
}

const EVERYWHERE = { tag: ["@matrix", "@hub"] };

test("log in, choose options, launch, compute, scale and stop", EVERYWHERE, async ({ login }) => {
  const { lab, page, gateway } = await login("alice");
  await lab.open("first-steps.ipynb");
  const panel = await lab.openPanel();
  await expect(panel).toHaveAttribute("data-connection", CONNECTION);
  const cluster = lab.cluster();

  await test.step("launch with a changed option", async () => {
    await panel.getByLabel("Worker cores").fill("2");
    await panel.getByRole("button", { name: "Launch cluster" }).click();
    await expect(cluster).toHaveAttribute("data-status", "RUNNING");
    expect(await gateway.options()).toMatchObject([{ worker_cores: 2 }]);
  });

  await test.step("scale, and see the worker", async () => {
    await cluster.getByRole("spinbutton", { name: "Workers", exact: true }).fill("1");
    await cluster.getByRole("button", { name: "Scale" }).click();
    await expect(cluster).toHaveAttribute("data-workers", "1");
    await expect(cluster).toContainText("2 threads");
  });

  await test.step("the kernel has dask's configuration for this gateway", async () => {
    const output = await lab.run(
      `from dask_gateway import Gateway
gateway = Gateway()
cluster = gateway.connect(gateway.list_clusters()[0].name)
client = cluster.get_client()
print('sum', client.submit(sum, range(1_000_001)).result())`,
    );
    await expect(output).toContainText("sum 500000500000", { timeout: 30_000 });
  });

  await test.step("stop", async () => {
    await cluster.getByRole("button", { name: "Stop cluster" }).click();
    const dialog = page.getByRole("dialog", { name: "Stop this cluster?" });
    await dialog.getByRole("button", { name: "Stop" }).click();
    await expect.poll(() => gateway.clusters()).toEqual({});
    await expect(cluster).toHaveCount(0);
    await expect(lab.recent().first()).toHaveAttribute("data-ended", "by-you");
  });
});

test("a link leads everybody to a server of their own", EVERYWHERE, async ({ login }) => {
  const alice = await login("alice");
  await alice.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await alice.lab.open();
  const panel = await alice.lab.openPanel();
  await panel.getByLabel("Worker cores").fill("2");
  await panel.getByRole("button", { name: "Copy link" }).click();
  await expect(panel).toContainText("The link is in the clipboard.");
  const link = await alice.page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain("/hub/user-redirect/lab?dask-gateway=1.");

  const bob = await login("bob");
  await bob.page.goto(link);
  await expect(bob.lab.panel).toContainText("This link filled in 1 option.");
  await expect(bob.lab.panel.getByLabel("Worker cores")).toHaveValue("2");
  expect(new URL(bob.page.url()).pathname).toContain("/user/bob/lab");
  expect(await bob.gateway.clusters()).toEqual({});
});

test("two users neither see nor reach each other's clusters", async ({ login }) => {
  const [alice, bob] = [await login("alice"), await login("bob")];
  for (const user of [alice, bob]) {
    await user.lab.open();
    await user.lab.openPanel();
    await user.launch();
  }
  for (const [me, other] of [
    [alice, bob],
    [bob, alice],
  ] as const) {
    const [mine, theirs] = [await onlyCluster(me), await onlyCluster(other)];
    expect(mine).not.toBe(theirs);
    await me.lab.panel.getByRole("button", { name: "Refresh" }).click();
    await expect(me.lab.cluster()).toHaveCount(1);
    await expect(me.lab.cluster()).toHaveAttribute("data-cluster", mine.slice(0, 8));
    await expect(me.lab.panel).not.toContainText(theirs.slice(0, 8));

    for (const [method, path, body] of [
      ["GET", `clusters/${theirs}`],
      ["POST", `clusters/${theirs}/scale`, { count: 1 }],
      ["POST", `clusters/${theirs}/adapt`, { minimum: 0, maximum: 1, active: true }],
      ["DELETE", `clusters/${theirs}`],
    ] as const) {
      const { status } = await me.gateway.ask(method, path, body);
      expect([403, 404], `${method} ${path}`).toContain(status);
    }
    const { status, body } = await me.passThrough(`clusters/${theirs}`);
    expect([403, 404]).toContain(status);
    expect(body).not.toContain("dashboard_route");
    // Nor the other's Jupyter server, which would pass it on.
    const url = `${other.server}/dask-gateway/api/v1/clusters/`;
    const headers = { Authorization: `token ${me.token}` };
    expect((await fetch(url, { headers, redirect: "manual" })).status).toBe(403);
  }
});

test("the gateway's identity cookie of one user does not act in another's browser", async ({
  login,
  hub,
}) => {
  const [alice, bob] = [await login("alice"), await login("bob")];
  await alice.lab.open();
  await alice.lab.openPanel();
  const hers = await alice.launch();
  const [cookie = ""] = (await alice.gateway.ask("GET", "clusters/")).headers.getSetCookie();
  const [name = "", value = ""] = cookie.split(";")[0]?.split("=") ?? [];
  expect(name).toMatch(/^dask-gateway-/);
  // What it can do where it is sent: the list is hers, with his token.
  const lured = await bob.gateway.ask("GET", "clusters/", undefined, {
    Cookie: `${name}=${value}`,
  });
  expect(await lured.text()).toContain(hers);

  await bob.page.context().addCookies([{ name, value, url: hub.hub }]);
  await bob.lab.open();
  const panel = await bob.lab.openPanel();
  await expect(panel.getByRole("button", { name: "Launch cluster" })).toBeEnabled();
  await expect(bob.lab.cluster()).toHaveCount(0);
  const his = await bob.launch();
  expect(await onlyCluster(bob)).toContain(his);
  expect(await onlyCluster(alice)).toContain(hers);
  await expect(panel).not.toContainText(hers);

  const { status, body } = await bob.passThrough("clusters/");
  expect(status).toBe(200);
  expect(body).toContain(his);
  expect(body).not.toContain(hers);
  // It was there all the time, and nothing has put another in its place.
  const cookies = (await bob.page.context().cookies(hub.gateway)).filter((c) => c.name === name);
  expect(cookies.map((c) => c.value)).toEqual([value]);
});

test("a logout from the hub ends access, and loses nothing", async ({ login }) => {
  const alice = await login("alice");
  const { lab, page, gateway } = alice;
  await lab.open();
  const panel = await lab.openPanel();
  await panel.getByLabel("Image").fill("mine");
  const name = await alice.launch();
  const { token } = alice;

  await alice.logout();
  await panel.getByRole("button", { name: "Refresh" }).click();
  await expect(panel.getByRole("alert").first()).toContainText("log in again");
  await expect(panel.getByLabel("Image")).toHaveValue("mine");
  await expect(lab.cluster()).toHaveAttribute("data-cluster", name);

  // The gateway passes on that the hub does not know the token any more.
  const refused = await gateway.ask("GET", "clusters/");
  expect([401, 403, 500]).toContain(refused.status);
  expect(await refused.text()).not.toContain(name);
  const url = `${alice.server}/dask-gateway/api/v1/clusters/`;
  const headers = { Authorization: `token ${token}` };
  expect((await fetch(url, { headers, redirect: "manual" })).status).toBe(403);
  expect(await page.evaluate(async (it) => (await fetch(it)).status, url)).toBe(403);

  await alice.login();
  expect(alice.token).not.toBe(token);
  // The workspace has the panel open.
  await lab.open();
  await expect(lab.cluster()).toHaveAttribute("data-cluster", name);
});

test("the page's token goes to the gateway's API alone, without cookies", async ({
  login,
  hub,
}) => {
  const alice = await login("alice");
  const { lab, page, token } = alice;
  const seen: { url: string; headers: Record<string, string> }[] = [];
  page.on("request", async (request) => {
    seen.push({ url: request.url(), headers: await request.allHeaders() });
  });
  await lab.open();
  await lab.openPanel();
  await alice.launch();
  // Its scheduler is asked, too.
  await expect(lab.cluster()).toHaveAttribute("data-workers", "0");
  const direct = seen.filter(({ url }) => url.startsWith(`${hub.gateway}/`));
  expect(direct.some(({ url }) => url.startsWith(`${hub.gateway}/clusters/`))).toBe(true);
  for (const { url, headers } of direct) {
    const expected = url.startsWith(`${hub.gateway}/api/v1/`) ? `jupyterhub ${token}` : undefined;
    expect(headers.authorization, url).toBe(expected);
    expect(headers.cookie, url).toBeUndefined();
    expect(url).not.toContain(token);
  }
  expect((await page.context().cookies()).map(({ name }) => name).join()).not.toContain("dask");
});

test("where the direct route ends, the user's server takes over with what was typed", async ({
  login,
  hub,
}) => {
  const alice = await login("alice");
  const { lab, page } = alice;
  await lab.open();
  const panel = await lab.openPanel();
  await expect(panel).toHaveAttribute("data-connection", "direct");
  await panel.getByLabel("Image").fill("mine");
  // As for a token that has expired.
  const refuse = (route: Route) =>
    route.fulfill({ status: 401, headers: { "WWW-Authenticate": "jupyterhub" }, body: "" });
  await page.route(`${hub.gateway}/api/v1/**`, refuse);
  const key = await alice.launch();
  await expect(panel).toHaveAttribute("data-connection", "pass-through");
  await expect(panel.getByRole("alert")).toHaveCount(0);
  await expect(panel.getByLabel("Image")).toHaveValue("mine");
  expect(await alice.gateway.options()).toMatchObject([{ image: "mine" }]);
  await page.unroute(`${hub.gateway}/api/v1/**`, refuse);
  await panel.getByRole("button", { name: "Refresh" }).click();
  await expect(panel).toHaveAttribute("data-connection", "direct");
  await expect(lab.cluster(key)).toHaveAttribute("data-status", "RUNNING");
});

test("a setting of the user's leaves one route only", async ({ login }) => {
  const { lab, page } = await login("alice");
  await lab.open();
  const panel = await lab.openPanel();
  await expect(panel).toHaveAttribute("data-connection", "direct");
  const set = (connection: string) =>
    page.evaluate(
      ([name, value]) =>
        (window as unknown as Exposed).jupyterapp.serviceManager.settings.save(name, value),
      ["jupyter-dask-gateway:plugin", JSON.stringify({ connection })] as const,
    );
  const connectionIsNow = async (connection: string) => {
    await lab.open();
    await lab.execute("dask-gateway:open");
    await expect(panel).toHaveAttribute("data-connection", connection);
  };
  await set("pass-through");
  await connectionIsNow("pass-through");
  await set("auto");
  await connectionIsNow("direct");
});

test("a widget takes the same routes, and its kernel's in the end", async ({ login, hub }) => {
  const alice = await login("alice");
  const { lab, page } = alice;
  await lab.open("first-steps.ipynb");
  const output = await lab.run(
    "from jupyter_dask_gateway import GatewayWidget\nw = GatewayWidget()\nw",
  );
  const widget = output.getByRole("region", { name: "Dask Gateway" });
  await expect(widget).toHaveAttribute("data-connection", "direct");
  await expect(widget).toContainText("Connected to the gateway directly.");
  await widget.getByLabel("Worker cores").fill("3");

  await page.route(`${hub.gateway}/api/v1/**`, (route) => route.abort());
  await page.route(`${alice.server}/dask-gateway/**`, (route) => route.abort());
  await widget.getByRole("button", { name: "Refresh" }).click();
  await expect(widget).toHaveAttribute("data-connection", "relay");
  await expect(widget).toContainText("Connected through the kernel");
  await expect(widget.getByLabel("Worker cores")).toHaveValue("3");
  await widget.getByRole("button", { name: "Launch cluster" }).click();
  const cluster = widget.getByRole("list", { name: "Clusters", exact: true }).getByRole("listitem");
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  expect(await alice.gateway.options()).toMatchObject([{ worker_cores: 3 }]);

  await page.unrouteAll();
  await widget.getByRole("button", { name: "Refresh" }).click();
  await expect(widget).toHaveAttribute("data-connection", "direct");
});
