import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { expect, Lab, test } from "./fixtures.js";

/** The notebook widget in other hosts than JupyterLab, and where no server extension of ours is. */

const CODE = "from jupyter_dask_gateway import GatewayWidget\nw = GatewayWidget()\nw";

function writeNotebook(folder: string, name: string, ...sources: string[]): void {
  const cells = sources.map((source, i) => ({
    cell_type: "code",
    id: `cell-${i}`,
    metadata: {},
    execution_count: null,
    outputs: [],
    source,
  }));
  const metadata = {
    kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
  };
  const notebook = { cells, metadata, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(join(folder, name), JSON.stringify(notebook));
}

const widgetIn = (page: Page) => page.getByRole("region", { name: "Dask Gateway" }).first();

/** Types, launches, and waits until the cluster runs. */
async function launchIn(widget: Locator): Promise<Locator> {
  await widget.getByLabel("Worker cores").fill("2");
  await widget.getByRole("button", { name: "Launch cluster" }).click();
  const cluster = widget.getByRole("list", { name: "Clusters" }).getByRole("listitem");
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  // Python has answered what it was told meanwhile.
  await expect(widget.locator('[data-python="follows"]')).toBeAttached();
  return cluster;
}

test("JupyterLab without our server extension: the relay, also for the module", async ({
  page,
  stack,
  gateway,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.route(/\/dask-gateway(-schema|\.[0-9a-f]+)\.js/, (route) => route.abort());
  const lab = new Lab(page, { ...stack, lab: stack.more.bareLab }, "relay");
  await lab.open("first-steps.ipynb");
  // The cell goes on: its kernel answers from elsewhere.
  await lab.start(`${CODE.replace(/w$/, "display(w)")}\nimport time; time.sleep(20)`);
  const widget = widgetIn(page);
  await expect(widget).toHaveAttribute("data-connection", "relay");
  await expect(widget).toContainText("Connected through the kernel");
  await expect(widget.getByRole("form", { name: "Cluster options" })).toBeVisible();
  await expect(lab.running).toHaveCount(1, { timeout: 1 });
  // What reads it comes by the relay too.
  await widget.getByLabel("Environment variables").fill("A: b");
  const cluster = await launchIn(widget);
  expect(await gateway.options()).toMatchObject([{ environment: { A: "b" } }]);
  await cluster.getByRole("spinbutton", { name: "Workers", exact: true }).fill("1");
  await cluster.getByRole("button", { name: "Scale" }).click();
  await expect(cluster).toHaveAttribute("data-workers", "1");
  const output = await lab.run("print('cores', w.options['worker_cores'], w.cluster_status)");
  await expect(output).toHaveText("cores 2 RUNNING");
  expect(asked.filter((path) => /^\/dask-gateway\/(api|clusters)/.test(path))).toEqual([]);
});

test("Voila by itself", async ({ page, stack, gateway }) => {
  writeNotebook(stack.notebooks, "voila.ipynb", CODE);
  await page.goto(`${stack.more.voila}/voila/render/voila.ipynb`);
  const widget = widgetIn(page);
  await expect(widget).toHaveAttribute("data-connection", "relay");
  await launchIn(widget);
  expect(await gateway.options()).toMatchObject([{ worker_cores: 2 }]);
});

test("Voila in the Jupyter server", async ({ page, stack, gateway }) => {
  writeNotebook(stack.notebooks, "voila-inside.ipynb", CODE);
  await page.goto(`${stack.lab}/voila/render/voila-inside.ipynb?token=${stack.token}`);
  const widget = widgetIn(page);
  await expect(widget).toHaveAttribute("data-connection", "pass-through");
  await launchIn(widget);
  expect(await gateway.options()).toMatchObject([{ worker_cores: 2 }]);
});

test("marimo", async ({ page, stack, gateway }) => {
  await page.goto(stack.more.marimo);
  const widget = widgetIn(page);
  await expect(widget).toHaveAttribute("data-connection", "relay");
  await launchIn(widget);
  expect(await gateway.options()).toMatchObject([{ worker_cores: 2 }]);
});
