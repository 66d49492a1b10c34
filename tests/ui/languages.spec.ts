import type { Page } from "@playwright/test";
import { test } from "./element.js";
import { expect } from "./fixtures.js";

/** JupyterLab's language, for this page alone: its server's setting is all tests'. */
async function speak(page: Page, locale: string): Promise<void> {
  await page.route(/\/lab\/api\/settings\?\d/, async (route) => {
    const response = await route.fetch();
    const all = (await response.json()) as { settings: Setting[] };
    const [setting] = all.settings.filter(
      (it) => it.id === "@jupyterlab/translation-extension:plugin",
    );
    if (setting === undefined) throw new Error("JupyterLab has no such setting");
    Object.assign(setting, { settings: { locale }, raw: JSON.stringify({ locale }) });
    await route.fulfill({ response, json: all });
  });
}

interface Setting {
  id: string;
}

interface Commands {
  listCommands(): string[];
  label(id: string): string;
  caption(id: string): string;
  execute(id: string, args: object): Promise<void>;
}

/** What a person reads there, as far as it is in Latin letters. */
const HAN = /[\u3400-\u9fff]/;

test("in a Chinese JupyterLab the panel, its clusters and the widget are in Chinese, and never in English before", async ({
  lab,
  page,
}) => {
  await speak(page, "zh_CN");
  // Any text in which the launch button was seen, in either language.
  await page.addInitScript(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    const look = () => {
      const panel = document.querySelector("#dask-gateway-panel > div")?.shadowRoot;
      for (const button of panel?.querySelectorAll("button.primary") ?? [])
        seen.add(button.textContent?.trim() ?? "");
      requestAnimationFrame(look);
    };
    look();
  });
  await lab.open("first-steps.ipynb");
  await expect(page.locator("html")).toHaveAttribute("lang", /^zh/);
  await lab.showPanel();
  const { panel } = lab;
  await panel.getByRole("form", { name: "集群选项" }).waitFor();
  await expect(panel.getByRole("button", { name: "启动集群" })).toBeVisible();
  const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
  expect(seen).toEqual(["启动集群"]);

  await test.step("what is refused has a sentence above the gateway's words", async () => {
    const cores = panel.getByLabel("Worker cores");
    await cores.fill("9");
    await expect(cores).toHaveAccessibleDescription(
      "最多为 4。 worker_cores must be <= 4.000000, got 9",
    );
    await cores.fill("1");
  });

  await test.step("a cluster from its launch to its end", async () => {
    await panel.getByRole("button", { name: "启动集群" }).click();
    const card = panel.getByRole("list", { name: "集群", exact: true }).getByRole("listitem");
    await expect(card).toContainText("运行中", { timeout: 60_000 });
    await card.getByRole("spinbutton", { name: "工作节点", exact: true }).fill("1");
    await card.getByRole("button", { name: "扩缩" }).click();
    await expect(card).toContainText("1 个工作节点", { timeout: 60_000 });
    await expect(card.getByRole("button", { name: "日志" })).toBeVisible();
    await card.getByRole("button", { name: "停止集群" }).click();
    const dialog = page.getByRole("dialog", { name: "停止此集群？" });
    await expect(dialog).toContainText("只存在于");
    await dialog.getByRole("button", { name: "停止" }).click();
    await expect(panel.locator("details.recent")).toContainText("最近的集群", { timeout: 60_000 });
  });

  await test.step("the widget takes JupyterLab's language, too", async () => {
    const output = await lab.run("from jupyter_dask_gateway import GatewayWidget\nGatewayWidget()");
    const widget = output.getByRole("region", { name: "Dask Gateway" });
    await expect(widget.getByRole("button", { name: "启动集群" })).toBeVisible();
    await expect(widget.locator(".program")).toHaveText("已通过 Jupyter 服务器连接。");
  });

  await test.step("the check of the connection, what the Jupyter server finds, too", async () => {
    await lab.execute("dask-gateway:doctor");
    const doctor = page.getByRole("region", { name: "与 Dask Gateway 的连接" });
    await expect(doctor).toHaveAttribute("aria-busy", "false", { timeout: 60_000 });
    await expect(doctor.locator('[data-step="Credentials accepted"]')).toContainText("凭据被接受");
    for (const text of await doctor.locator("li p").allInnerTexts()) expect(text).toMatch(HAN);
    expect(await doctor.innerText()).not.toMatch(/What to do|The gateway/);
  });

  await test.step("a page that turns to English is English at once", async () => {
    await page.evaluate(() => {
      document.documentElement.lang = "en";
    });
    await expect(panel.getByRole("button", { name: "Launch cluster" })).toBeVisible();
    expect(await panel.innerText()).not.toMatch(HAN);
  });
});

test("in a Chinese JupyterLab its own labels of what is ours are Chinese, too", async ({
  lab,
  page,
}) => {
  await speak(page, "zh_CN");
  await lab.open();
  const named = await page.evaluate(() => {
    const { commands } = (window as unknown as { jupyterapp: { commands: Commands } }).jupyterapp;
    const ours = commands.listCommands().filter((id) => id.startsWith("dask-gateway:"));
    return ours.flatMap((id) => [commands.label(id), commands.caption(id)]);
  });
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((text) => !HAN.test(text))).toEqual([]);

  // Before anything of the panel is there.
  await page.evaluate(() => {
    const { commands } = (window as unknown as { jupyterapp: { commands: Commands } }).jupyterapp;
    void commands.execute("dask-gateway:launch", {});
  });
  const question = page.getByRole("dialog");
  await expect(question).toContainText("启动 Dask 集群？");
  await question.locator("button.jp-mod-reject").click();

  await page.keyboard.press("Control+Shift+C");
  await page.locator(".lm-CommandPalette-item").first().waitFor();
  await page.keyboard.type("dask");
  const found = page.locator(".lm-CommandPalette-itemLabel");
  await expect(found.filter({ hasText: "启动 Dask 集群" })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.locator('.jp-SideBar [data-id="jp-running-sessions"]').click();
  await expect(page.locator(".jp-RunningSessions")).toContainText("Dask 集群");
});

test("<dask-gateway lang> is in that language from its login on, and in another at once", async ({
  element,
  page,
  stack,
}) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  const tables = () => fetched.filter((path) => path.endsWith("dask-gateway-zh.js")).length;
  await element.open();
  await element.form.waitFor();
  expect(tables(), "nobody else fetches Chinese").toBe(0);
  element.stop();
  await element.open((text) => text.replace("<dask-gateway ", '<dask-gateway lang="zh" '));
  const form = page.getByRole("form", { name: "登录 Dask Gateway" });
  await form.getByLabel("用户名").fill(stack.user);
  await form.getByLabel("密码").fill(stack.password);
  await form.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("button", { name: "启动集群" })).toBeVisible();
  await expect(element.panel.getByText("没有正在运行的集群")).toBeVisible();
  await expect(page.getByRole("button", { name: "登出" })).toBeVisible();
  expect(tables()).toBe(1);
  await page.locator("dask-gateway").evaluate((tag) => tag.setAttribute("lang", "en"));
  await expect(element.panel.getByRole("button", { name: "Launch cluster" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Log out" })).toBeVisible();
});
