import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./axe.js";
import { expect, type Lab, test } from "./fixtures.js";

/** A notebook or a console is connected to a cluster from its card, and the card tells which are. */

interface Exposed {
  jupyterapp: {
    serviceManager: { settings: { save(id: string, raw: string): Promise<void> } };
    shell: { currentWidget: { sessionContext: { session: { kernel: unknown } | null } } };
  };
}

/** What "Connect" does, by the user's settings; they are the server's, for all pages of it. */
async function setting(page: Page, connect: "insert" | "insert-and-run" | null): Promise<void> {
  await page.evaluate(
    ([id, raw]) => (window as unknown as Exposed).jupyterapp.serviceManager.settings.save(id, raw),
    ["jupyter-dask-gateway:plugin", JSON.stringify(connect === null ? {} : { connect })] as const,
  );
}

/** The page as it is after the setting was made. */
async function withSetting(lab: Lab, page: Page, connect: "insert-and-run"): Promise<void> {
  await setting(page, connect);
  await lab.openFile(lab.notebook);
  await lab.showPanel();
  await hasKernel(page);
}

async function hasKernel(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      (
        (window as unknown as Exposed).jupyterapp.shell.currentWidget.sessionContext.session
          ?.kernel as { connectionStatus?: string } | undefined
      )?.connectionStatus === "connected",
  );
}

const users = (cluster: Locator) => cluster.locator(".users");
const connect = (cluster: Locator) => cluster.getByRole("button", { name: "Connect", exact: true });
const activeCell = (page: Page) => page.locator(".jp-Notebook .jp-Cell.jp-mod-active");
const usedBy = (name: string) => new RegExp(`^used by\\s+${name.replace(/\W/g, "\\$&")}\\s*$`);

/** Keeps all texts that an element has from now on; gives what asks for them. */
async function watchText(element: Locator): Promise<() => Promise<string[]>> {
  const seen = await element.evaluateHandle((node) => {
    const texts: string[] = [];
    new MutationObserver(() => texts.push(node.textContent ?? "")).observe(node, {
      childList: true,
      subtree: true,
      characterData: true,
    });
    return texts;
  });
  return () => seen.jsonValue();
}

// Kernels start, import dask and connect: that takes its time where much else goes on.
test.describe.configure({ timeout: 180_000 });
test.afterEach(async ({ page }) => setting(page, null));

test("by default Connect inserts; the card tells which notebook has run it, until its kernel is restarted", async ({
  lab,
  gateway,
  page,
}) => {
  const name = await gateway.launch();
  await lab.open("first-steps.ipynb");
  await lab.openPanel();
  const cluster = lab.cluster();
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  await hasKernel(page);
  await connect(cluster).click();
  await expect(activeCell(page)).toContainText(`connect("${name}")`);
  await expect(
    cluster.getByRole("status").filter({ hasText: "running it connects" }),
  ).toContainText(`The code is in ${lab.notebook}`);
  await expect(users(cluster)).toBeEmpty();

  await test.step("running it counts", async () => {
    // The mouse has pressed Connect: the keys go to the notebook.
    await expect(page.locator(".jp-Notebook:focus-within")).toBeVisible();
    await page.keyboard.press("Shift+Enter");
    await expect(users(cluster)).toHaveText(usedBy(lab.notebook), { timeout: 60_000 });
    await expectAccessible(page, lab.panel);
  });
  await test.step("its name brings it into view", async () => {
    await lab.execute("launcher:create");
    await expect(page.locator(".jp-NotebookPanel")).toBeHidden();
    await users(cluster).getByRole("button", { name: lab.notebook }).click();
    await expect(page.locator(".jp-NotebookPanel")).toBeVisible();
  });
  await test.step("a restart ends it", async () => {
    await lab.restartKernel();
    await expect(users(cluster)).toBeEmpty();
  });
  await test.step("an error in the cell is no use", async () => {
    await hasKernel(page);
    // Its code is the one that was inserted, and something below it fails.
    await page.evaluate(() => {
      const { content } = (
        window as unknown as {
          jupyterapp: {
            shell: {
              currentWidget: {
                content: {
                  activeCell: {
                    model: { sharedModel: { getSource(): string; setSource(text: string): void } };
                  };
                };
              };
            };
          };
        }
      ).jupyterapp.shell.currentWidget;
      const { sharedModel } = content.activeCell.model;
      sharedModel.setSource(`${sharedModel.getSource()}\nraise ValueError("no luck")`);
    });
    const texts = await watchText(users(cluster));
    await lab.runActiveCell();
    await expect(activeCell(page).locator(".jp-OutputArea-output")).toContainText("no luck", {
      timeout: 60_000,
    });
    await expect(users(cluster)).toBeEmpty();
    expect((await texts()).filter((text) => text.includes("used by"))).toEqual([]);
  });
  await test.step("nothing of it is kept", async () => {
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept).not.toContain(name);
    expect(kept).not.toContain("used by");
    await expect(page.locator("#dask-gateway-panel")).not.toContainText(name);
  });
});

test("connect and run: an error is said, a busy kernel is waited for, and one that is shut down uses nothing", async ({
  lab,
  gateway,
  page,
  stack,
}) => {
  const name = await gateway.launch();
  await lab.open("first-steps.ipynb");
  await withSetting(lab, page, "insert-and-run");
  const cluster = lab.cluster();
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");

  await test.step("code that fails", async () => {
    await lab.run(
      "import dask_gateway\nkept = dask_gateway.Gateway.connect\ndask_gateway.Gateway.connect = None\nprint('ready')",
    );
    await connect(cluster).click();
    await expect(cluster.getByRole("alert")).toContainText(
      `The code raised an error in ${lab.notebook}`,
      { timeout: 30_000 },
    );
    await expect(users(cluster)).toBeEmpty();
    await lab.run("dask_gateway.Gateway.connect = kept\nprint('again')");
  });
  await test.step("behind a busy kernel", async () => {
    const mark = join(stack.notebooks, "go-on");
    await lab.start(
      "import os, time\nwhile not os.path.exists('go-on'):\n    time.sleep(0.1)\nos.remove('go-on')",
    );
    await expect(lab.running).toHaveCount(1);
    await connect(cluster).click();
    await expect(users(cluster)).toContainText("waiting for the busy kernel of");
    await expect(cluster.getByRole("alert")).toHaveCount(0);
    writeFileSync(mark, "");
    await expect(users(cluster)).toHaveText(usedBy(lab.notebook), { timeout: 60_000 });
    await expect(activeCell(page)).toContainText(`connect("${name}")`);
    const output = await lab.run("print('connected to', cluster.name[:8])");
    await expect(output).toContainText(`connected to ${name.slice(0, 8)}`);
  });
  await test.step("the kernel is shut down", async () => {
    await lab.endKernel();
    await expect(users(cluster)).toBeEmpty();
  });
});

test("without a notebook Connect says what to do; a console gets the code", async ({
  lab,
  gateway,
  page,
}) => {
  const name = await gateway.launch();
  await lab.open();
  await lab.openPanel();
  const cluster = lab.cluster();
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  await connect(cluster).click();
  await expect(cluster.getByRole("alert")).toContainText("Open a notebook or a console first");

  await lab.execute("console:create", { kernelPreference: { name: "python3" } });
  const prompt = page.locator(".jp-CodeConsole-promptCell");
  await expect(prompt).toBeVisible();
  await hasKernel(page);
  await connect(cluster).focus();
  await page.keyboard.press("Enter");
  await expect(prompt).toContainText(`connect("${name}")`);
  await expect(connect(cluster), "the focus stays").toBeFocused();
  await lab.execute("console:run-forced");
  await expect(users(cluster)).toHaveText(/^used by\s+Console 1\s*$/, { timeout: 60_000 });

  await test.step("the kernel dies", async () => {
    await lab.killKernels();
    await expect(users(cluster)).toBeEmpty({ timeout: 60_000 });
  });
});

test("a cluster is dragged into a notebook, and to a console's prompt", async ({
  lab,
  gateway,
  page,
}) => {
  const name = await gateway.launch();
  await lab.open("first-steps.ipynb");
  await lab.openPanel();
  const cluster = lab.cluster();
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  await hasKernel(page);
  const cells = page.locator(".jp-Notebook .jp-Cell");
  const before = await cells.count();

  /** With steps between, as a hand does it. */
  const drag = async (from: Locator, to: Locator) => {
    await from.hover();
    await page.mouse.down();
    const box = await to.boundingBox();
    if (box === null) throw new Error("not to be seen");
    await page.mouse.move(box.x + 40, box.y + 8, { steps: 12 });
    await expect(page.locator(".lm-mod-drag-image")).toHaveText(name.slice(0, 8));
    await page.mouse.move(box.x + 42, box.y + 10, { steps: 3 });
    await page.mouse.up();
    await expect(page.locator(".lm-mod-drag-image")).toHaveCount(0);
  };
  await drag(cluster.getByRole("heading"), cells.last());
  await expect(cells).toHaveCount(before + 1);
  const dropped = cells.filter({ hasText: `connect("${name}")` });
  await expect(dropped).toHaveCount(1);
  await lab.runActiveCell();
  await expect(users(cluster)).toHaveText(usedBy(lab.notebook), { timeout: 60_000 });

  await lab.execute("console:create", {
    kernelPreference: { name: "python3" },
    insertMode: "split-right",
  });
  const prompt = page.locator(".jp-CodeConsole-promptCell");
  await expect(prompt).toBeVisible();
  await drag(connect(cluster), page.locator(".jp-CodeConsole-content"));
  await expect(prompt).toContainText(`connect("${name}")`);
  await expect(cluster.getByRole("alert")).toHaveCount(0);

  await test.step("when the cluster goes, so does what uses it", async () => {
    await gateway.stopAll();
    await expect(cluster).toHaveCount(0);
    await expect(lab.panel.getByText("used by")).toHaveCount(0);
  });
});
