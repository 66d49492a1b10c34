import { expect, test } from "./fixtures.js";
import { turn } from "./plugins.js";

/** JupyterLab's plugins of ours, one by one; its menus, the menu of a card, and shortcuts. */

const OTHERS = [
  "panel",
  "launcher",
  "status",
  "running",
  "notifications",
  "doctor",
  "plots",
  "menu",
];

test("with the panel switched off, commands ask by themselves and tell what came of it", async ({
  lab,
  gateway,
  page,
  stack,
}) => {
  test.slow();
  const panel = "jupyter-dask-gateway:panel";
  turn(stack, "disable", panel);
  lab.hasPanel = false;
  try {
    await lab.open("first-steps.ipynb");
    await expect(page.getByRole("tab", { name: "Dask Gateway" })).toHaveCount(0);
    await lab.executeConfirmed("dask-gateway:launch", { options: { worker_cores: 1 } });
    const status = page.getByRole("button", { name: /^Dask: 1 cluster/ });
    await expect(status).toBeVisible();
    await expect(page.getByText(/Dask cluster \S+ runs\./)).toBeVisible();

    const key = Object.keys(await gateway.clusters())[0]?.slice(0, 8) ?? "";
    const connecting = lab.execute("dask-gateway:connect");
    const dialog = page.locator(".jp-Dialog");
    await dialog.getByLabel("Cluster").selectOption(key);
    await dialog.getByRole("button", { name: "Connect" }).click();
    await connecting;
    await expect(page.locator(".jp-Cell.jp-mod-active")).toContainText("connect(");

    await status.click();
    await page.getByRole("dialog").getByRole("button").filter({ hasText: key }).click();
    await expect(page.frameLocator(".jp-IFrame iframe").getByText("Data Transfer")).toBeVisible();

    const stopping = lab.execute("dask-gateway:stop", { cluster: key });
    await dialog.getByRole("button", { name: "Stop" }).click();
    await stopping;
    await expect.poll(() => gateway.clusters()).toEqual({});
  } finally {
    turn(stack, "enable", panel);
  }
});

test("all but the first can be switched off", async ({ lab, page, stack }) => {
  const ids = OTHERS.map((name) => `jupyter-dask-gateway:${name}`);
  turn(stack, "disable", ...ids);
  lab.hasPanel = false;
  try {
    await lab.open();
    const there = Object.keys(await lab.commands("dask-gateway:"));
    expect(there).toContain("dask-gateway:launch");
    for (const name of ["open", "doctor", "open-layout", "copy-key"])
      expect(there).not.toContain(`dask-gateway:${name}`);
    await expect(page.locator(".jp-LauncherCard", { hasText: "Dask" })).toHaveCount(0);
    await page.getByRole("menuitem", { name: "Kernel" }).click();
    await expect(page.getByRole("menuitem", { name: /Dask/ })).toHaveCount(0);
  } finally {
    turn(stack, "enable", ...ids);
  }
});

test("a shortcut, the main menu, and a card's menu by mouse and keyboard", async ({
  lab,
  gateway,
  page,
}) => {
  test.slow();
  const name = await gateway.launch();
  const key = name.slice(0, 8);
  await lab.open("first-steps.ipynb");
  await page.keyboard.press("Alt+Shift+D");
  const card = lab.cluster(key);
  await expect(card).toHaveAttribute("data-status", "RUNNING");
  const menu = page.locator(".lm-Menu");
  const item = (label: string) => menu.locator(".lm-Menu-item", { hasText: label });

  await card.getByText("Running", { exact: true }).click({ button: "right" });
  await expect(menu.locator(".lm-Menu-itemLabel").filter({ hasText: /./ })).toContainText([
    "Connect",
    "Insert Connection Code",
    "Scale…",
    "Adapt…",
    "Open Dashboard",
    "Open Plot Layout",
    "Open Logs",
    "Copy Key",
    "Stop…",
  ]);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/card-menu.png` });
  await item("Scale…").click();
  const dialog = page.locator(".jp-Dialog");
  await dialog.getByLabel("Workers").fill("2");
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/scale.png` });
  await page.keyboard.press("Enter");
  await expect(card).toHaveAttribute("data-workers", "2");

  // By the keyboard, from any control of the card; an input keeps the browser's own menu.
  await card.getByLabel("Workers", { exact: true }).first().click({ button: "right" });
  await expect(menu).toHaveCount(0);
  await card.getByRole("button", { name: "Copy connection code" }).focus();
  await page.keyboard.press("Shift+F10");
  await expect(item("Copy Key")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.locator(".jp-Cell.jp-mod-active")).toContainText(`connect("${name}")`);
  await expect(dialog, "who chose it there is not asked").toHaveCount(0);

  // What the markdown of a notebook runs has no card, and is asked for one.
  await page.getByRole("menuitem", { name: "Kernel" }).click();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/kernel-menu.png` });
  await item("Connect to a Dask Cluster…").click();
  await expect(dialog.getByLabel("Cluster")).toHaveValue("");
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/connect.png` });
  await page.keyboard.press("Escape");

  await card.getByText("Running", { exact: true }).click({ button: "right" });
  await item("Stop…").click();
  const question = page.getByRole("dialog", { name: "Stop this cluster?" });
  await question.getByRole("button", { name: "Stop" }).click();
  await expect.poll(() => gateway.clusters()).toEqual({});
});

test("no shortcut of ours is another's", async ({ lab, page }) => {
  await lab.open();
  const others = await page.evaluate(() => {
    interface Binding {
      command: string;
      keys: readonly string[];
    }
    const { commands } = (
      window as unknown as { jupyterapp: { commands: { keyBindings: readonly Binding[] } } }
    ).jupyterapp;
    const ours = commands.keyBindings.filter(({ command }) => command.startsWith("dask-gateway:"));
    const keys = ours.map((each) => each.keys.join(" ")).filter((each) => each !== "");
    return {
      keys,
      others: commands.keyBindings
        .filter((each) => keys.includes(each.keys.join(" ")) && !ours.includes(each))
        .map(({ command }) => command),
    };
  });
  expect(others).toEqual({ keys: ["Alt Shift D"], others: [] });
});

test("where no gateway is configured, there is one sentence with the check, and nothing is asked again", async ({
  lab,
  page,
}) => {
  let asked = 0;
  await page.route("**/dask-gateway/config", (route) => {
    asked += 1;
    return route.fulfill({
      status: 503,
      headers: { "Dask-Gateway-Error": "not-configured" },
      contentType: "application/json",
      body: '{"error": "No Dask Gateway is configured: set gateway.address."}',
    });
  });
  await lab.open();
  await lab.showPanel();
  await expect(lab.panel.getByText("No Dask Gateway is configured")).toBeVisible();
  await expect(lab.panel.getByRole("alert")).toHaveCount(0);
  await expect(lab.panel.getByRole("button")).toHaveCount(2);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/none.png` });
  await page.getByRole("menuitem", { name: "Kernel" }).click();
  const launch = page.locator(".lm-Menu-item", { hasText: "Launch Dask Cluster" });
  await expect(launch).toHaveClass(/lm-mod-disabled/);
  await page.keyboard.press("Escape");
  // The first pauses after a failure would be 1, 2 and 4 seconds.
  await page.waitForTimeout(8_000);
  expect(asked).toBe(1);
  await lab.panel.getByRole("button", { name: "Check the connection" }).click();
  await expect(page.getByRole("region", { name: "Connection to the Dask Gateway" })).toBeVisible();
});
