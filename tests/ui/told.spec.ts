import { expect, test } from "./fixtures.js";

test("a scale is told while the panel is closed, and a tick at a cluster is the server's", async ({
  lab,
  gateway,
  page,
}) => {
  await lab.open();
  await lab.openPanel();
  await lab.panel.getByRole("button", { name: "Launch cluster" }).click();
  const cluster = lab.cluster();
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");

  const tick = cluster.getByRole("checkbox", { name: "Stop with my server" });
  await expect(tick).not.toBeChecked();
  await tick.check();
  const [name] = Object.keys(await gateway.clusters());
  const ticked = async () =>
    page.evaluate(async () => {
      const { baseUrl, token } = JSON.parse(
        document.getElementById("jupyter-config-data")?.textContent ?? "{}",
      );
      const response = await fetch(`${baseUrl}dask-gateway/stop-with-server`, {
        headers: { Authorization: `token ${token}` },
      });
      return (await response.json()).clusters as string[];
    });
  await expect.poll(ticked).toEqual([name]);
  await lab.reload();
  await expect(tick).toBeChecked();
  const ends = cluster.locator("[data-ends='with-server']");
  await expect(ends).toHaveText(
    "Also stops when your Jupyter server is shut down, if that is sooner.",
  );
  await tick.uncheck();
  await expect(ends).toHaveCount(0);
  await expect.poll(ticked).toEqual([]);

  // Of what is over within two seconds nothing is told, and workers may come as soon as that.
  await page.route(/\/scale$/, async (route) => {
    await new Promise((done) => setTimeout(done, 3_000));
    await route.continue();
  });
  await cluster.getByRole("spinbutton", { name: "Workers", exact: true }).fill("2");
  await cluster.getByRole("button", { name: "Scale" }).click();
  await lab.execute("application:toggle-left-area");
  await expect(lab.panel).toBeHidden();
  const toast = page.locator(".Toastify__toast");
  const done = "has the workers that were asked for";
  await expect(toast, "workers take their time").toContainText(done, { timeout: 30_000 });
});
