import { at } from "../../scripts/lib.mjs";
import { expect, test } from "./hub-visitor.js";

/** On a hub with TLS, whose certificate no public authority has signed. */
test.use({
  otherHub: { config: at("tests/ui/hub_config.py"), users: ["alice", "bob"], tls: true },
  ignoreHTTPSErrors: true,
});

test("where the certificate is trusted: panel, pass-through, kernel and doctor", async ({
  login,
}) => {
  const alice = await login("alice");
  const { lab, page } = alice;
  await lab.open("first-steps.ipynb");
  const panel = await lab.openPanel();
  await expect(panel).toHaveAttribute("data-connection", "direct");
  const key = await alice.launch();
  const { status, body } = await alice.passThrough("clusters/");
  expect(status).toBe(200);
  expect(body).toContain(key);
  const output = await lab.run(
    "from dask_gateway import Gateway\nprint([c.name[:8] for c in Gateway().list_clusters()])",
  );
  await expect(output).toContainText(key);

  await lab.execute("dask-gateway:doctor");
  const doctor = page.getByRole("region", { name: "Connection to the Dask Gateway" });
  await expect(doctor).toHaveAttribute("aria-busy", "false");
  await expect(doctor.locator('[data-outcome="failed"]')).toHaveCount(0);
});

test("where the server does not trust it, the doctor says so and what to set", async ({
  login,
}) => {
  const { lab, page } = await login("bob");
  await lab.open();
  const panel = await lab.openPanel();
  // The browser's way is another, and so is what a browser trusts.
  await expect(panel).toHaveAttribute("data-connection", "direct");
  await lab.execute("dask-gateway:doctor");
  const doctor = page.getByRole("region", { name: "Connection to the Dask Gateway" });
  await expect(doctor).toHaveAttribute("aria-busy", "false");
  const failed = doctor.locator('[data-outcome="failed"]');
  await expect(failed).toHaveCount(1);
  await expect(failed).toContainText("The Jupyter server does not trust the certificate");
  await expect(failed).toContainText("SSL_CERT_FILE");
});

test("the page of clusters: its cookies are for https alone", async ({ enter }) => {
  const alice = await enter("alice");
  await alice.launch();
  const cookies = (await alice.page.context().cookies(alice.page.url())).filter(({ path }) =>
    path.startsWith("/services/dask-clusters/"),
  );
  expect(cookies.map(({ name }) => name).sort()).toEqual(["_xsrf", "service-dask-clusters"]);
  expect(cookies.find(({ name }) => name !== "_xsrf")?.secure).toBe(true);
});
