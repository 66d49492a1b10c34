import { at } from "../../scripts/lib.mjs";
import { SERVER_STARTS } from "./hub.js";
import { expect, test } from "./hub-visitor.js";

/** On a JupyterHub that gives each user a host of their own (`subdomain_host`). */
test.use({
  otherHub: { config: at("tests/ui/hub_config.py"), users: ["alice", "bob"], hosts: true },
});

test("the panel goes by way of the user's server, and the page's token goes nowhere else", async ({
  login,
  hub,
}) => {
  const alice = await login("alice");
  const { lab, page, token } = alice;
  const told: string[] = [];
  page.on("request", async (request) => {
    const authorization = await request.headerValue("authorization");
    if (authorization?.includes(token)) told.push(new URL(request.url()).origin);
  });
  await lab.open();
  const panel = await lab.openPanel();
  const key = await alice.launch();
  await expect(panel).toHaveAttribute("data-connection", "pass-through");
  await expect(lab.cluster(key)).toHaveAttribute("data-workers", "0");
  expect([...new Set(told)]).toEqual([new URL(alice.server).origin]);
  // A path of dask's configuration is one of the hub's, not of the user's host.
  const config = await page.evaluate(
    async ([url, secret]) =>
      (await fetch(url, { headers: { Authorization: `token ${secret}` } })).json(),
    [`${alice.server}/dask-gateway/config`, token] as const,
  );
  expect(config).toMatchObject({ public_address: `${hub.hub}/services/dask-gateway` });
});

test("the doctor asks for an absolute address", async ({ login }) => {
  const { lab, page, errors } = await login("alice");
  await lab.open();
  await lab.execute("dask-gateway:doctor");
  const doctor = page.getByRole("region", { name: "Connection to the Dask Gateway" });
  await expect(doctor).toHaveAttribute("aria-busy", "false");
  const warned = doctor.locator('[data-step="Dashboards, from here"]');
  await expect(warned).toHaveAttribute("data-outcome", "warning");
  await expect(warned).toContainText("the gateway's absolute address");
  await expect(warned).toContainText("http://dask-gateway--service.localhost");
  // It has looked whether the page may ask there.
  expect(errors.splice(0)).toEqual([
    expect.stringMatching(/api\/version.* blocked by CORS policy/),
  ]);
});

test("the page of clusters is at a host of its own, and its button leads to the user's", async ({
  enter,
  hub,
}) => {
  const alice = await enter("alice");
  const { page } = alice;
  expect(new URL(page.url()).host).toBe(`dask-clusters--service.${new URL(hub.hub).host}`);
  const key = await alice.launch();
  await alice.panel.getByLabel("Worker cores").fill("2");
  await expect(alice.start).toHaveAttribute(
    "href",
    new RegExp(`^${hub.hub}/hub/user-redirect/lab\\?`),
  );
  await alice.start.click();
  await page.waitForURL("http://alice.localhost:*/user/alice/lab**", SERVER_STARTS);
  const there = page.locator("#dask-gateway-panel");
  await expect(there).toContainText("This link filled in 1 option.", { timeout: 30_000 });
  await expect(there.locator(`[data-cluster="${key}"]`)).toBeVisible();
});
