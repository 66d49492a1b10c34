import { errorsIn, expect, Gateway, Lab } from "./fixtures.js";
import { testOn } from "./own-stack.js";

/** Where gateway.address is the gateway's API server, and schedulers are behind its proxy, at gateway.public-address, alone. */

// Lab.execute() needs the application.
const test = testOn(
  { split: true, args: ["--LabApp.expose_app_in_browser=True"] },
  120_000,
).extend<{ splitLab: Lab }>({
  splitLab: async ({ page, ownStack }, use, info) => {
    info.setTimeout(3 * info.timeout);
    const errors = errorsIn(page);
    await use(new Lab(page, ownStack, `test-${info.testId}`));
    await Gateway.withPassword(ownStack).stopAll();
    expect(errors, "errors in the page").toEqual([]);
  },
});

test("launch, figures, code, dashboard and doctor on a gateway split in API and proxy", async ({
  splitLab: lab,
  ownStack,
  page,
}) => {
  await lab.open("first-steps.ipynb");
  const panel = await lab.openPanel();
  const cluster = lab.cluster();
  await panel.getByRole("button", { name: "Launch cluster" }).click();
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  await expect(panel).toHaveAttribute("data-connection", "pass-through");

  await test.step("the address that the server has knows nothing of schedulers", async () => {
    const gateway = Gateway.withPassword(ownStack);
    const [name] = Object.keys(await gateway.clusters());
    const figures = `clusters/${name}/json/counts.json`;
    expect((await fetch(`${ownStack.apiAddress}/api/health`)).status).toBe(200);
    expect((await fetch(`${ownStack.apiAddress}/${figures}`)).status).toBe(404);
    expect((await fetch(`${ownStack.address}/${figures}`)).status).toBe(200);
  });

  await test.step("figures come all the same", async () => {
    await cluster.getByRole("spinbutton", { name: "Workers", exact: true }).fill("1");
    await cluster.getByRole("button", { name: "Scale" }).click();
    await expect(cluster).toHaveAttribute("data-workers", "1", { timeout: 30_000 });
    await expect(cluster).toContainText("1 thread");
  });

  await test.step("the code of the panel computes in a kernel with this configuration", async () => {
    await cluster.getByRole("button", { name: "Insert connection code" }).click();
    await lab.runActiveCell();
    const output = await lab.run("print('sum', client.submit(sum, range(1_000_001)).result())");
    await expect(output).toContainText("sum 500000500000", { timeout: 30_000 });
  });

  await test.step("the dashboard", async () => {
    const opened = page.waitForEvent("popup");
    await cluster.getByRole("button", { name: "Open dashboard in a new browser tab" }).click();
    const dashboard = await opened;
    await expect(dashboard.getByText("Data Transfer")).toBeVisible();
    await dashboard.close();
  });

  await test.step("the doctor", async () => {
    await lab.execute("dask-gateway:doctor");
    const doctor = page.getByRole("region", { name: "Connection to the Dask Gateway" });
    await expect(doctor).toHaveAttribute("aria-busy", "false", { timeout: 30_000 });
    await expect(doctor.locator('[data-outcome="failed"]')).toHaveCount(0);
    await expect(doctor).toContainText("A running cluster's scheduler tells its figures.");
  });
});
