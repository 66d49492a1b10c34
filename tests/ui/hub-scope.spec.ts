import { at } from "../../scripts/lib.mjs";
import { expect, test } from "./hub-visitor.js";

/** On a JupyterHub where the token in JupyterLab's page does not open the gateway, nor that of the page of clusters. */
test.use({
  browserScope: false,
  otherHub: { config: at("tests/ui/hub_config.py"), users: ["alice", "bob"] },
});

test("the panel goes by way of the user's server", async ({ login }) => {
  const alice = await login("alice");
  expect((await alice.gateway.ask("GET", "clusters/")).status).toBe(401);
  await alice.lab.open();
  const panel = await alice.lab.openPanel();
  await alice.launch();
  await expect(panel).toHaveAttribute("data-connection", "pass-through");
});

test("the doctor says which lines are missing", async ({ login }) => {
  const { lab, page } = await login("alice");
  await lab.open();
  await lab.execute("dask-gateway:doctor");
  const doctor = page.getByRole("region", { name: "Connection to the Dask Gateway" });
  await expect(doctor).toHaveAttribute("aria-busy", "false");
  await expect(doctor.locator('[data-outcome="failed"]')).toHaveCount(0);
  const warned = doctor.locator('[data-outcome="warning"]');
  await expect(warned).toHaveCount(1);
  await expect(warned).toContainText("c.Spawner.oauth_client_allowed_scopes");
  await expect(warned).toContainText("access:services!service=dask-gateway");
});

test("the page of clusters says which line is missing", async ({ visit }) => {
  const bob = await visit("bob");
  const alert = bob.panel.getByRole("alert").first();
  await expect(alert).toContainText("access:services!service=dask-gateway");
  await expect(alert).toContainText("oauth_client_allowed_scopes");
  // Of the server, too, it knows nothing.
  await expect(bob.start).toHaveText("Start or open my server");
});
