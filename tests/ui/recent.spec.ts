import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectPanelAccessible } from "./axe.js";
import { expect, Lab, test } from "./fixtures.js";

const form = (lab: Lab) => lab.panel.getByRole("form", { name: "Cluster options" });
const stopOne = async (page: Page, cluster: Locator) => {
  await cluster.getByRole("button", { name: "Stop cluster" }).click();
  const dialog = page.getByRole("dialog", { name: "Stop this cluster?" });
  await dialog.getByRole("button", { name: "Stop", exact: true }).click();
};

test("what became of a cluster, and another like it", async ({ lab, gateway, page }) => {
  test.slow();
  await lab.open();
  await lab.openPanel();
  const name = await gateway.launch({ worker_cores: 2, environment: { FRUIT: "mango" } });
  const key = name.slice(0, 8);
  const past = lab.recent(key);
  const fold = lab.panel.locator("details.recent > summary");

  await test.step("stopped from here, it is one of the recent ones", async () => {
    await lab.panel.getByRole("button", { name: "Refresh" }).click();
    await stopOne(page, lab.cluster(key));
    await expect(lab.cluster(key)).toHaveCount(0);
    await expect(past).toHaveAttribute("data-ended", "by-you");
    await expect(past, "what was wanted is no news").toBeHidden();
    await fold.click();
    await expect(past).toContainText(/Stopped by you at \d\d:\d\d/);
    await past.getByText("Options").click();
    await expect(past).toContainText("mango");
    await expectPanelAccessible(lab);
  });

  await test.step("its options come into the form, and what was typed comes back", async () => {
    await form(lab).getByLabel("Image").fill("mine");
    await past.getByRole("button", { name: "Run again" }).click();
    await expect(form(lab).getByLabel("Worker cores")).toHaveValue("2");
    await expect(form(lab).getByLabel("Environment variables")).toHaveValue(/FRUIT.*mango/);
    const said = form(lab)
      .getByRole("status")
      .filter({ hasText: `the options of ${key}` });
    await expect(said).toBeVisible();
    await expect(form(lab).getByRole("button", { name: "Launch cluster" })).toBeFocused();
    await form(lab).getByRole("button", { name: "Bring back what was typed" }).click();
    await expect(form(lab).getByLabel("Image")).toHaveValue("mine");
    await expect(form(lab).getByLabel("Worker cores")).toHaveValue("1");
  });

  await test.step("or one is launched at once", async () => {
    await past.getByRole("button", { name: "Launch now" }).click();
    await expect(lab.cluster()).toHaveAttribute("data-status", "RUNNING");
    const [options] = await gateway.options();
    expect(options).toMatchObject({ worker_cores: 2, environment: { FRUIT: "mango" } });
    await expect(form(lab).getByLabel("Image"), "the form stays").toHaveValue("mine");
  });

  await test.step("a reload keeps who stopped it, and what was dismissed", async () => {
    const other = (await lab.cluster().getAttribute("data-cluster")) ?? "";
    await lab.reload();
    await lab.panel.getByRole("form", { name: "Cluster options" }).waitFor();
    await expect(past).toHaveAttribute("data-ended", "by-you");
    await fold.click();
    await past.getByRole("button", { name: "Dismiss" }).click();
    await expect(past).toHaveCount(0);
    await lab.reload();
    await expect(lab.cluster(other)).toHaveAttribute("data-status", "RUNNING");
    await lab.panel.getByRole("button", { name: "Refresh" }).click();
    await expect(past).toHaveCount(0);
  });
});

test("a cluster that code stops is news until it is dismissed", async ({ lab, gateway }) => {
  const name = await gateway.launch();
  const key = name.slice(0, 8);
  await lab.open();
  await lab.openPanel();
  await expect(lab.cluster(key)).toHaveAttribute("data-status", "RUNNING");
  await gateway.request("DELETE", `clusters/${name}`);
  const past = lab.recent(key);
  await expect(past).toBeVisible();
  await expect(past).toHaveAttribute("data-ended", "unknown");
  await expect(past).toContainText("not from here");
  await lab.reload();
  await expect(past).toBeVisible();
  await past.getByRole("button", { name: "Dismiss" }).click();
  await expect(past).toHaveCount(0);
});

test("a name is kept over a reload, and stands in the dialog and in the other tabs", async ({
  lab,
  gateway,
  page,
  context,
  stack,
}) => {
  const name = await gateway.launch();
  const key = name.slice(0, 8);
  await lab.open();
  await lab.openPanel();
  const cluster = lab.cluster(key);
  await cluster.getByRole("button", { name: "Name this cluster" }).click();
  const input = cluster.getByRole("textbox", { name: "Name of the cluster" });
  await expect(input).toBeFocused();
  await expectAccessible(page, lab.panel);
  await input.fill("daily <b>run</b>");
  await input.press("Enter");
  await expect(cluster.getByRole("heading")).toHaveText("daily <b>run</b>");
  await expect(cluster.getByRole("button", { name: "Name this cluster" })).toBeFocused();

  const second = await context.newPage();
  const other = new Lab(second, stack, `other-${key}`);
  await other.open();
  await other.openPanel();
  const there = other.cluster(key);
  await expect(there.getByRole("heading")).toHaveText("daily <b>run</b>");
  await there.getByRole("button", { name: "Name this cluster" }).click();
  await there.getByRole("textbox").fill("weekly");
  await there.getByRole("textbox").press("Enter");
  await page.bringToFront();
  await expect(cluster.getByRole("heading")).toHaveText("weekly");
  await second.close();

  await lab.reload();
  await expect(cluster.getByRole("heading")).toHaveText("weekly");
  await cluster.getByRole("button", { name: "Open dashboard", exact: true }).click();
  await expect(page.getByRole("tab", { name: "Dask weekly" })).toBeVisible();
  await cluster.getByRole("button", { name: "Stop cluster" }).click();
  await expect(page.getByRole("dialog")).toContainText("weekly will shut down");
  await page.keyboard.press("Escape");
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(kept).toContain(key);
  expect(kept).not.toContain(name);
});

test("three are stopped at once, by keyboard", async ({ lab, gateway, page }) => {
  for (let i = 0; i < 3; i++) await gateway.launch();
  await lab.open();
  await lab.openPanel();
  await expect(lab.cluster()).toHaveCount(3);
  await lab.panel.getByRole("button", { name: "Stop all…" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Stop these clusters?" });
  await expect(dialog.getByRole("checkbox")).toHaveCount(3);
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expectAccessible(page, dialog);
  const kept = dialog.getByRole("listitem").nth(2);
  const key = (await kept.getAttribute("data-cluster")) ?? "";
  await kept.getByRole("checkbox").focus();
  await page.keyboard.press("Space");
  await dialog.getByRole("button", { name: "Stop", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog, "it closes when all is done").toHaveCount(0, { timeout: 30_000 });
  await expect(lab.cluster()).toHaveCount(1);
  await expect(lab.cluster()).toHaveAttribute("data-cluster", key);
  expect(Object.keys(await gateway.clusters()).map((name) => name.slice(0, 8))).toEqual([key]);
});
