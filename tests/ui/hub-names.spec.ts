import { at } from "../../scripts/lib.mjs";
import { expect, test } from "./hub-visitor.js";

/** On a JupyterHub below a path, where people have the names that they have, several servers, and share them. */
const BASE = "/compute";
const NAMES = ["alice+x@example.org", "VRook (WMF)"];
test.use({
  otherHub: {
    config: at("tests/ui/hub_config.py"),
    users: ["alice", "bob", ...NAMES],
    base: BASE,
  },
});

for (const [name, server] of [
  ["alice", "gpu"],
  ["alice+x@example.org", ""],
  ["VRook (WMF)", "gpu"],
] as const) {
  test(`each route, and inserted code: ${name}, server ${JSON.stringify(server)}`, async ({
    login,
    hub,
  }) => {
    const user = await login(name, server);
    const { lab, page } = user;
    await lab.open("first-steps.ipynb");
    const panel = await lab.openPanel();
    await expect(panel).toHaveAttribute("data-connection", "direct");
    await expect(panel.getByRole("note")).toHaveCount(0);
    const key = await user.launch();

    await test.step("inserted code runs in a kernel of this server", async () => {
      await lab.cluster(key).getByRole("button", { name: "Insert connection code" }).click();
      await lab.runActiveCell();
      const output = await lab.run("print('connected to', cluster.name[:8])");
      await expect(output).toContainText(`connected to ${key}`);
    });

    await test.step("the pass-through", async () => {
      await page.route(`${hub.gateway}/api/v1/**`, (route) => route.abort());
      await panel.getByRole("button", { name: "Refresh" }).click();
      await expect(panel).toHaveAttribute("data-connection", "pass-through");
      await expect(panel.getByRole("alert")).toHaveCount(0);
      await expect(lab.cluster(key)).toHaveAttribute("data-status", "RUNNING");
    });

    await test.step("the relay", async () => {
      const output = await lab.run(
        "from jupyter_dask_gateway import GatewayWidget\nw = GatewayWidget()\nw",
      );
      const widget = output.getByRole("region", { name: "Dask Gateway" });
      await expect(widget).toHaveAttribute("data-connection", "pass-through");
      await page.route(/\/dask-gateway\/(api|clusters|config)/, (route) => route.abort());
      await widget.getByRole("button", { name: "Refresh" }).click();
      await expect(widget).toHaveAttribute("data-connection", "relay");
      const cluster = widget
        .getByRole("list", { name: "Clusters", exact: true })
        .getByRole("listitem");
      await cluster.getByRole("button", { name: "Stop cluster" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Stop" }).click();
      await expect.poll(() => user.gateway.clusters()).toEqual({});
      await page.unrouteAll();
    });
  });
}

test("a server that is shared: its user's clusters, by way of the server alone", async ({
  login,
  hub,
}) => {
  const [alice, bob] = [await login("alice"), await login("bob")];
  await alice.lab.open();
  await alice.lab.openPanel();
  const hers = await alice.launch();
  const shared = await fetch(`${hub.hub}/hub/api/shares/alice/`, {
    method: "POST",
    headers: { Authorization: `token ${hub.password.repeat(2)}` },
    body: JSON.stringify({ user: "bob" }),
  });
  expect(shared.status, await shared.text()).toBeLessThan(300);

  const direct: string[] = [];
  bob.page.on("request", (request) => {
    if (request.url().startsWith(`${hub.gateway}/`)) direct.push(request.url());
  });
  const lab = await bob.visit(alice);
  await lab.open();
  const panel = await lab.openPanel();
  await expect(panel).toHaveAttribute("data-connection", "pass-through");
  await expect(panel.getByRole("note")).toContainText("alice’s server");
  await expect(lab.cluster()).toHaveAttribute("data-cluster", hers);
  expect(direct).toEqual([]);

  await lab.execute("dask-gateway:doctor");
  const doctor = bob.page.getByRole("region", { name: "Connection to the Dask Gateway" });
  await expect(doctor).toHaveAttribute("aria-busy", "false");
  await expect(doctor.locator('[data-outcome="failed"], [data-outcome="warning"]')).toHaveCount(0);
  await expect(doctor).toContainText("This is alice's server");
});

test("the doctor names the gateway's address below the hub's path", async ({ login }) => {
  const { lab, page } = await login("alice");
  await page.route("**/dask-gateway/config", async (route) => {
    const response = await route.fetch();
    const config = (await response.json()) as object;
    await route.fulfill({ json: { ...config, public_address: "/services/dask-gateway" } });
  });
  await lab.open();
  await lab.execute("dask-gateway:doctor");
  const doctor = page.getByRole("region", { name: "Connection to the Dask Gateway" });
  await expect(doctor).toHaveAttribute("aria-busy", "false");
  await expect(doctor.locator('[data-step="Public address reachable"]')).toContainText(
    `A Dask Gateway answers at ${BASE}/services/dask-gateway/`,
  );
  await page.unrouteAll();
});

test("the page of clusters, of people with such names", async ({ enter }) => {
  for (const name of NAMES) {
    const someone = await enter(name);
    await expect(someone.page.getByText(`Logged in as ${name}`)).toBeVisible();
    expect(new URL(someone.page.url()).pathname).toContain(`${BASE}/services/dask-clusters/user/`);
    await someone.launch();
    await expect(someone.start).toHaveAttribute("href", /\/compute\/hub\/user-redirect\/lab$/);
    await someone.stop();
  }
});
