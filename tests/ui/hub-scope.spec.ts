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
