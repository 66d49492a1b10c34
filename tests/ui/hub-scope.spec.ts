import { expect, test } from "./hub.js";

/** On a JupyterHub where the token in JupyterLab's page does not open the gateway. */
test.use({ browserScope: false });

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
