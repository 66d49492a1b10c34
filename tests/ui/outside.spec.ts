import type { Page } from "@playwright/test";
import { recorded } from "../../scripts/stack/recorder.mjs";
import { expectAccessible } from "./axe.js";
import { expect, test } from "./fixtures.js";
import { turn } from "./plugins.js";

/** Clusters in JupyterLab outside of the panel: the status bar, the Running panel, notifications of what a widget does. */

const item = (page: Page) => page.getByRole("button", { name: /^Dask: / });
const running = (page: Page) => page.getByRole("tab", { name: "Running Terminals and Kernels" });
const toast = (page: Page) => page.locator(".Toastify__toast");

test("the status bar tells the totals, and the Running panel stops a cluster", async ({
  lab,
  gateway,
  page,
  stack,
}) => {
  await lab.open();
  const asked = () =>
    recorded(stack.record ?? "").filter(({ path }) => path.includes("/api/v1/")).length;
  const name = await gateway.launch({});
  const key = name.split(".").at(-1)?.slice(0, 8) ?? "";
  const before = asked();
  await page.waitForTimeout(1_000);
  expect(asked(), "nothing is asked before somebody looks").toBe(before);
  await expect(item(page)).toHaveCount(0);

  await running(page).click();
  await expect(page.getByText("Dask clusters", { exact: true })).toBeVisible();
  const listed = page.locator(".jp-RunningSessions-item", { hasText: key });
  await expect(listed).toContainText("0 workers");
  await expect(item(page)).toHaveAccessibleName("Dask: 1 cluster · 0 workers");

  await item(page).focus();
  await page.keyboard.press("Enter");
  const popup = page.getByRole("dialog", { name: "Dask clusters" });
  const line = popup.getByRole("button", { name: `${key}, Running, 0 workers` });
  await expect(line).toBeFocused();
  await expect(item(page)).toHaveAttribute("aria-expanded", "true");
  await expectAccessible(page, line);
  await expectAccessible(page, item(page));
  await page.keyboard.press("Escape");
  await expect(popup).toHaveCount(0);
  await expect(item(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+Tab");
  await expect(popup).toHaveCount(0);
  const neighbour = page.locator("#jp-main-statusbar").locator(":focus");
  await expect(neighbour, "it goes on from the item").toHaveCount(1);
  await item(page).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(lab.cluster(key)).toBeFocused();
  await expect(popup).toHaveCount(0);

  await running(page).click();
  await listed.hover();
  await listed.getByTitle("Stop this cluster").click();
  await expect(listed).toHaveCount(0);
  await expect(item(page)).toHaveCount(0);
  expect(await gateway.clusters()).toEqual({});
});

/** What is asked for takes longer than the moment of which nothing is told. */
async function hold(page: Page, path: RegExp): Promise<void> {
  await page.route(path, async (route) => {
    if (route.request().method() !== "GET") await new Promise((done) => setTimeout(done, 6_000));
    await route.continue();
  });
}

test("what takes longer in a widget is told, by the cluster's alias", async ({
  lab,
  gateway,
  page,
}) => {
  await lab.open("first-steps.ipynb");
  const output = await lab.run("from jupyter_dask_gateway import GatewayWidget\nGatewayWidget()");
  const widget = output.getByRole("region", { name: "Dask Gateway" });
  await hold(page, /\/api\/v1\/clusters\/$/);
  await hold(page, /\/adapt$/);
  await widget.getByRole("button", { name: "Launch cluster" }).click();
  await expect(toast(page)).toContainText("Launching a Dask cluster…");
  await expect(toast(page)).toContainText(/Dask cluster \w{8} runs\./);
  await expect(item(page)).toBeVisible();
  const cluster = widget.getByRole("list", { name: "Clusters", exact: true }).getByRole("listitem");
  await cluster.getByRole("button", { name: "Name this cluster" }).click();
  await page.keyboard.type("night run");
  await page.keyboard.press("Enter");
  await cluster.getByRole("spinbutton", { name: "Maximum workers" }).fill("2");
  await cluster.getByRole("button", { name: "Adapt" }).click();
  // Beside the one of the launch.
  const told = (text: string) => toast(page).filter({ hasText: text });
  await expect(told("adaptive scaling of Dask cluster night run…")).toBeVisible();
  const done = told("Dask cluster night run adapts its workers to the work.");
  await done.getByRole("button", { name: "Show" }).click();
  await expect(lab.cluster()).toBeFocused();
  await expect(lab.cluster()).toContainText("night run");
  expect(Object.keys(await gateway.clusters())).toHaveLength(1);
});

test("what is disabled of it is not there, and the rest works", async ({
  lab,
  gateway,
  page,
  stack,
}) => {
  test.slow();
  const section = page.getByText("Dask clusters", { exact: true });
  const plugins = ["jupyter-dask-gateway:status", "jupyter-dask-gateway:running"];
  try {
    turn(stack, "disable", ...plugins);
    await lab.open();
    await running(page).click();
    await expect(page.getByText("Kernels", { exact: true })).toBeVisible();
    await expect(section).toHaveCount(0);
    await lab.openPanel();
    await hold(page, /\/api\/v1\/clusters\/$/);
    await lab.panel.getByRole("button", { name: "Launch cluster" }).click();
    await expect(toast(page), "notifications are no part of them").toContainText("runs.");
    await expect(lab.cluster()).toHaveAttribute("data-status", "RUNNING");
    await expect(item(page)).toHaveCount(0);

    // One of them alone.
    turn(stack, "enable", "jupyter-dask-gateway:running");
    await lab.open();
    await running(page).click();
    await expect(section).toBeVisible();
    await page.getByRole("button", { name: "Refresh List" }).click();
    await expect(page.locator(".jp-RunningSessions-item", { hasText: "0 workers" })).toBeVisible();
    await expect(item(page)).toHaveCount(0);
  } finally {
    turn(stack, "enable", ...plugins);
  }
  await gateway.stopAll();
});
