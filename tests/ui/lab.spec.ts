import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe.js";
import { expect, test } from "./fixtures.js";

test("the panel is restored after a reload", async ({ lab, page }) => {
  await lab.open();
  await lab.openPanel();
  // JupyterLab saves its layout a moment after it changed: perhaps before anybody could wait for that.
  await expect
    .poll(() => lab.savedLayout())
    .toMatch(/"left": ?\{[^}]*"current": ?"dask-gateway-panel"/);
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
    "dask-gateway:launch": ["options", "workers"],
    "dask-gateway:preset": ["name"],
    "dask-gateway:copy-link": [],
    "dask-gateway:scale": ["cluster", "workers"],
    "dask-gateway:adapt": ["cluster", "minimum", "maximum"],
    "dask-gateway:stop": ["cluster"],
    "dask-gateway:stop-all": [],
    "dask-gateway:insert-code": ["cluster"],
    "dask-gateway:connect": ["cluster"],
    "dask-gateway:open-dashboard": ["cluster"],
    "dask-gateway:from-kubernetes": ["text"],
    "dask-gateway:open-plot": ["cluster", "plot"],
    "dask-gateway:open-layout": ["cluster"],
    "dask-gateway:open-logs": ["cluster", "worker"],
  });
});

test("commands work on a cluster before the panel was opened", async ({ lab, gateway, page }) => {
  await lab.open("first-steps.ipynb");
  await lab.executeConfirmed("dask-gateway:launch", { options: { worker_cores: 2 } });
  const cluster = lab.cluster();
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  const key = (await cluster.getAttribute("data-cluster")) ?? "";
  const [name] = Object.keys(await gateway.clusters());
  expect(name?.slice(0, 8)).toBe(key);

  await lab.executeConfirmed("dask-gateway:scale", { cluster: key, workers: 2 });
  await expect(cluster).toHaveAttribute("data-workers", "2");

  await lab.execute("dask-gateway:open-dashboard", { cluster: key });
  const frame = page.frameLocator(".jp-IFrame iframe");
  await expect(frame.getByText("Data Transfer")).toBeVisible();
  await lab.execute("dask-gateway:open-dashboard", { cluster: key });
  await expect(page.locator(".jp-IFrame")).toHaveCount(1);

  await lab.executeConfirmed("dask-gateway:insert-code", { cluster: key });
  await expect(page.locator(".jp-Cell.jp-mod-active")).toContainText(`connect("${name}")`);

  await lab.executeConfirmed("dask-gateway:adapt", { cluster: key, minimum: 0, maximum: 2 });
  await lab.execute("dask-gateway:stop", { cluster: key });
  await page
    .getByRole("dialog", { name: "Stop this cluster?" })
    .getByRole("button", { name: "Stop" })
    .click();
  await expect.poll(() => gateway.clusters()).toEqual({});
});

test("without a notebook, insert says so in the panel, and to the program that asked", async ({
  lab,
  gateway,
}) => {
  const name = await gateway.launch();
  await lab.open();
  await lab.openPanel();
  const why = "Open a notebook or a console first";
  const inserted = lab.executeConfirmed("dask-gateway:insert-code", { cluster: name });
  await expect(inserted).rejects.toThrow(why);
  await expect(lab.panel.getByRole("alert")).toContainText(why);
});

/** A notebook with one markdown cell, as somebody else may send it. */
function markdown(folder: string, name: string, source: string): void {
  const cells = [{ cell_type: "markdown", id: "one", metadata: {}, source }];
  // Else JupyterLab asks which kernel it is for.
  const kernelspec = { name: "python3", display_name: "Python 3" };
  const notebook = { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(join(folder, name), JSON.stringify(notebook));
}

const link = (label: string, command: string, args: object) =>
  `<button data-commandlinker-command="dask-gateway:${command}" data-commandlinker-args='${JSON.stringify(args)}'>${label}</button>`;

/** JupyterLab 4.6 has a question of its own in documents that are not trusted. */
async function passLabsQuestion(page: Page): Promise<void> {
  const run = page.getByRole("button", { name: /^Run( Once)?$/ });
  const ours = page.getByText("This was not asked for in the Dask Gateway panel");
  await expect(run.or(ours)).toBeVisible();
  if (await run.isVisible()) await run.click();
}

test("a button in a notebook's markdown does nothing before the user was asked, whatever it says", async ({
  lab,
  gateway,
  page,
  stack,
}) => {
  const name = await gateway.launch();
  const key = name.slice(0, 8);
  const buttons = [
    link("Next page", "launch", { options: { worker_cores: 2 }, confirm: true }),
    link("More", "launch", {}),
    link("Answer", "scale", { cluster: name, workers: 2 }),
    link("Hint", "insert-code", { cluster: key }),
    link("End", "stop", { cluster: key }),
  ];
  markdown(stack.notebooks, "linked.ipynb", buttons.join("\n"));
  await lab.openFile("linked.ipynb");
  const cell = page.locator(".jp-MarkdownOutput");
  const dialog = page.locator(".jp-Dialog");
  const press = async (label: string) => {
    await cell.getByRole("button", { name: label }).click();
    await passLabsQuestion(page);
    return dialog.filter({ hasText: "This was not asked for" });
  };

  for (const [label, ...words] of [
    ["Next page", "Launch a Dask cluster?", "worker_cores = 2"],
    ["More", "Launch a Dask cluster?", "as the Dask Gateway panel has them"],
    ["Answer", `Scale cluster ${key}?`, "Workers to ask for: 2."],
    ["Hint", `connect to cluster ${key}?`, "full name"],
  ] as const) {
    const question = await press(label);
    for (const word of words) await expect(question).toContainText(word);
    await expect(question).not.toContainText(name);
    // What is around our words is JupyterLab's.
    await expectAccessible(page, question.locator(".jp-Dialog-body"));
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(question).toBeHidden();
  }
  await expect(lab.panel).toBeHidden();
  expect(Object.keys(await gateway.clusters())).toEqual([name]);
  await expect(page.locator(".jp-Cell")).toHaveCount(1);

  const question = await press("Answer");
  await question.getByRole("button", { name: "Scale" }).click();
  await expect(lab.cluster()).toHaveAttribute("data-workers", "2");

  await cell.getByRole("button", { name: "End" }).click();
  const stop = page.getByRole("dialog", { name: "Stop this cluster?" });
  const run = page.getByRole("button", { name: /^Run( Once)?$/ });
  await expect(run.or(stop)).toBeVisible();
  if (await run.isVisible()) await run.click();
  await stop.getByRole("button", { name: "Cancel" }).click();
  expect(Object.keys(await gateway.clusters())).toEqual([name]);
  await lab.executeConfirmed("dask-gateway:stop", { cluster: key });
  await expect.poll(() => gateway.clusters()).toEqual({});
});

test("the palette launches without a further question", async ({ lab, gateway, page }) => {
  await lab.open();
  await lab.openPanel();
  await page.keyboard.press("Control+Shift+C");
  await page.getByPlaceholder("SEARCH", { exact: true }).fill("launch dask cluster");
  await page.keyboard.press("Enter");
  await expect(lab.cluster()).toHaveCount(1);
  await expect(page.locator(".jp-Dialog")).toHaveCount(0);
  expect(Object.keys(await gateway.clusters())).toHaveLength(1);
});
