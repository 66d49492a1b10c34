import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { test as base, type Page } from "@playwright/test";
import { at } from "../../scripts/lib.mjs";
import { expectAccessible } from "./axe.js";
import { errorsIn, expect } from "./fixtures.js";
import { venv } from "./stack.js";

/** `jupyter dask-gateway preview`: the form before it is deployed, as a user in a group and one in none will see it. */

const SITE = at("tests/fixtures/sites/by_group.py");

const test = base.extend<{ preview: (file: string, ...more: string[]) => Promise<string> }>({
  preview: async ({ page }, use) => {
    const running: ChildProcess[] = [];
    const errors = errorsIn(page);
    // It reads the file with dask-gateway-server, which not all environments have.
    const folder = [venv ?? "", at(".venv")].find((it) =>
      existsSync(`${it}/bin/dask-gateway-server`),
    );
    await use(async (file, ...more) => {
      const command = ["-m", "jupyter_dask_gateway", "preview", file, "--no-browser", ...more];
      const child = spawn(`${folder}/bin/python`, command, {
        stdio: ["ignore", "pipe", "inherit"],
      });
      running.push(child);
      for await (const line of createInterface(child.stdout)) {
        const address = /http:\S+/.exec(line)?.[0];
        if (address !== undefined) return address;
      }
      throw new Error("the preview has told no address");
    });
    for (const child of running) child.kill("SIGKILL");
    expect(errors, "errors in the page").toEqual([]);
  },
});

const choices = (page: Page) =>
  page.getByLabel("Environment", { exact: true }).getByRole("option").allTextContents();

test("a form that depends on groups, as its users will see it", async ({
  browser,
  page,
  preview,
}) => {
  const forms = [
    { groups: "analyst", environments: ["analyst/dask", "global/dask", "global/ml"] },
    { groups: "", environments: ["global/dask", "global/ml"] },
  ];
  for (const { groups, environments } of forms) {
    await page.goto(await preview(SITE, "--user", "ada", "--groups", groups));
    await expect(
      page.getByText(`As ada (${groups ? `group: ${groups}` : "no groups"}) will`),
    ).toBeVisible();
    await expect(page.getByRole("form", { name: "Cluster options" })).toBeVisible();
    expect(await choices(page)).toEqual(environments);
  }
  await page.getByLabel("Cluster Profile").selectOption("Medium Worker");
  await page.getByRole("button", { name: "Try these options" }).click();
  const outcome = page.locator("#outcome");
  await expect(outcome).toHaveClass("accepted");
  await expect(outcome).toContainText("The gateway would accept these options.");
  await expect(outcome).toContainText("worker_memory10 GiB");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, "html");
  }
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Launch cluster" })).toHaveCount(0);

  // What is said is of what was tried.
  await page.getByLabel("Cluster Profile").selectOption("Small Worker");
  await expect(outcome).toBeEmpty();

  // In the language that the browser asks for, from the frame to what the gateway would say.
  const context = await browser.newContext({ locale: "zh-CN" });
  const chinese = await context.newPage();
  await chinese.goto(page.url());
  await expect(chinese.getByText("按 ada（没有组）将看到的样子显示。")).toBeVisible();
  await expect(chinese.getByRole("form", { name: "集群选项" })).toBeVisible();
  await chinese.getByRole("button", { name: "试用这些选项" }).click();
  await expect(chinese.locator("#outcome")).toContainText("网关会接受这些选项。");
  await context.close();
});

test("with the site's settings, as users will see what a cluster comes to", async ({
  page,
  preview,
}, info) => {
  const file = info.outputPath("site.yaml");
  const site = {
    values: { profile: { "Medium Worker": { worker: { cores: 8, memory: "32 GiB" } } } },
    prices: { currency: "USD", core_hour: 0.03 },
    limits: { workers: 1 },
    workers: 2,
    presets: [{ name: "Usual", options: { profile: "Medium Worker" } }],
    help: { text: "Not sure?", links: [] },
    hide_without_gateway: true,
  };
  writeFileSync(file, JSON.stringify({ gateway: { jupyter: { site } } }));
  await page.goto(await preview(SITE, "--site", file));
  await page.getByRole("combobox", { name: "Preset" }).selectOption({ label: "Usual" });
  await expect(page.getByLabel("Cluster Profile").locator(":checked")).toHaveText("Medium Worker");
  const footprint = page.getByRole("status", { name: "Footprint" });
  await expect(footprint).toContainText("2 workers: 16 cores, 64\u00a0GiB, about 0.48\u00a0USD");
  await expect(footprint).toContainText("This site allows a cluster 1 worker");
  await expect(page.getByText("Not sure?")).toBeVisible();
});

test("an edit is seen after a reload, and so is a mistake", async ({ page, preview }, info) => {
  const file = info.outputPath("dask_gateway_config.py");
  const options = (label: string) =>
    `from dask_gateway_server.options import Options, String
def handler(options):
    raise ValueError("An image needs a tag")
c.Backend.cluster_options = Options(String("image", label="${label}"), handler=handler)
`;
  writeFileSync(file, options("Image"));
  await page.goto(await preview(file));
  await expect(page.getByLabel("Image", { exact: true })).toBeVisible();
  const attempt = page.getByRole("button", { name: "Try these options" });
  await attempt.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#outcome.refused")).toHaveText("An image needs a tag");
  writeFileSync(file, options("Container image"));
  await page.reload();
  await expect(page.getByLabel("Container image", { exact: true })).toBeVisible();
  writeFileSync(file, "absent");
  await page.reload();
  await expect(page.getByRole("alert")).toContainText(
    "line 1: NameError: name 'absent' is not defined",
  );
});
