import { expect, test } from "./fixtures.js";

test("the panel is restored after a reload", async ({ lab, page }) => {
  await lab.open();
  await lab.openPanel();
  // JupyterLab saves its layout a moment after it changed.
  await page.waitForResponse(
    (response) =>
      response.request().method() === "PUT" && response.url().includes("/api/workspaces/"),
  );
  await page.reload();
  await expect(lab.panel.getByRole("form", { name: "Cluster options" })).toBeVisible();
});

test("the launcher's card and the palette open the panel", async ({ lab, page }) => {
  await lab.open();
  await page.locator(".jp-LauncherCard", { hasText: "Dask Gateway" }).click();
  await expect(lab.panel).toBeVisible();
  await lab.execute("application:toggle-left-area");
  await expect(lab.panel).toBeHidden();

  await page.keyboard.press("Control+Shift+C");
  await page.getByPlaceholder("SEARCH", { exact: true }).fill("dask gateway open");
  await page.keyboard.press("Enter");
  await expect(lab.panel).toBeVisible();
});

test("commands describe their arguments", async ({ lab }) => {
  await lab.open();
  expect(await lab.commands("dask-gateway:")).toEqual({
    "dask-gateway:open": [],
    "dask-gateway:refresh": [],
    "dask-gateway:doctor": [],
    "dask-gateway:launch": ["options"],
    "dask-gateway:scale": ["cluster", "workers"],
    "dask-gateway:adapt": ["cluster", "minimum", "maximum"],
    "dask-gateway:stop": ["cluster"],
    "dask-gateway:insert-code": ["cluster"],
    "dask-gateway:open-dashboard": ["cluster"],
  });
});

test("commands work on a cluster before the panel was opened", async ({ lab, gateway, page }) => {
  await lab.open("first-steps.ipynb");
  await lab.execute("dask-gateway:launch", { options: { worker_cores: 2 } });
  const cluster = lab.cluster();
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  const key = (await cluster.getAttribute("data-cluster")) ?? "";
  const [name] = Object.keys(await gateway.clusters());
  expect(name?.slice(0, 8)).toBe(key);

  await lab.execute("dask-gateway:scale", { cluster: key, workers: 2 });
  await expect(cluster).toHaveAttribute("data-workers", "2");

  await lab.execute("dask-gateway:open-dashboard", { cluster: key });
  const frame = page.frameLocator(".jp-IFrame iframe");
  await expect(frame.getByText("Data Transfer")).toBeVisible();
  await lab.execute("dask-gateway:open-dashboard", { cluster: key });
  await expect(page.locator(".jp-IFrame")).toHaveCount(1);

  await lab.execute("dask-gateway:insert-code", { cluster: key });
  await expect(page.locator(".jp-Cell.jp-mod-active")).toContainText(`connect("${name}")`);

  await lab.execute("dask-gateway:adapt", { cluster: key, minimum: 0, maximum: 2 });
  await lab.execute("dask-gateway:stop", { cluster: key });
  await page
    .getByRole("dialog", { name: "Stop this cluster?" })
    .getByRole("button", { name: "Stop" })
    .click();
  await expect.poll(() => gateway.clusters()).toEqual({});
});

test("without a notebook, insert says so in the panel", async ({ lab, gateway }) => {
  const name = await gateway.launch();
  await lab.open();
  await lab.openPanel();
  await lab.execute("dask-gateway:insert-code", { cluster: name });
  await expect(lab.panel.getByRole("alert")).toContainText("Open a notebook first");
});
