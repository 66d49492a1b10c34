import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { at } from "../../scripts/lib.mjs";
import { expectAccessible } from "./axe.js";
import { standInForCdn } from "./cdn.js";
import { expect, Lab, test } from "./fixtures.js";
import type { Running } from "./stack.js";

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

/** What dask_gateway's client needs to log in. */
const gatewayLogin = ({ user, password }: Running) => ({
  ...process.env,
  DASK_GATEWAY__AUTH__TYPE: "basic",
  DASK_GATEWAY__AUTH__KWARGS__USERNAME: user,
  DASK_GATEWAY__AUTH__KWARGS__PASSWORD: password,
});

/** Types, launches, and waits until the cluster runs. */
async function launchIn(widget: Locator): Promise<Locator> {
  await widget.getByLabel("Worker cores").fill("2");
  await widget.getByRole("button", { name: "Launch cluster" }).click();
  const cluster = widget.getByRole("list", { name: "Clusters", exact: true }).getByRole("listitem");
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  // Python has answered what it was told meanwhile.
  await expect(widget.locator('[data-python="follows"]')).toBeAttached();
  for (const colorScheme of ["dark", "light"] as const) {
    await widget.page().emulateMedia({ colorScheme });
    await expectAccessible(widget.page(), widget);
  }
  return cluster;
}

test("JupyterLab without our server extension: the relay", async ({ page, stack, gateway }) => {
  test.slow();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const lab = new Lab(page, { ...stack, lab: stack.more.bareLab }, "relay");
  await lab.open("first-steps.ipynb");
  // The cell goes on: its kernel answers from elsewhere.
  await lab.start(`${CODE.replace(/w$/, "display(w)")}\nimport time; time.sleep(20)`);
  const widget = widgetIn(page);
  await expect(widget).toHaveAttribute("data-connection", "relay");
  await expect(widget).toContainText("Connected through the kernel");
  await expect(widget.getByRole("form", { name: "Cluster options" })).toBeVisible();
  await expect(lab.running).toHaveCount(1, { timeout: 1 });
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

test("two tabs on one kernel, each with its own requests", async ({
  page,
  context,
  stack,
  gateway,
}) => {
  test.slow();
  const first = new Lab(page, { ...stack, lab: stack.more.bareLab }, "tab-1");
  await first.open("first-steps.ipynb");
  await first.run(CODE);
  await expect(widgetIn(page)).toHaveAttribute("data-connection", "relay");
  await first.execute("docmanager:save");
  const other = await context.newPage();
  const second = new Lab(other, { ...stack, lab: stack.more.bareLab }, "tab-2");
  await second.openFile(first.notebook);
  const widgets = [widgetIn(page), widgetIn(other)] as const;
  await expect(widgets[1]).toHaveAttribute("data-connection", "relay");
  for (const widget of widgets) {
    await expect(widget.getByRole("form", { name: "Cluster options" })).toBeVisible();
  }

  // Both ask at once, again and again: each launches, and each sees the clusters of both.
  await Promise.all(
    widgets.map((widget) => widget.getByRole("button", { name: "Launch cluster" }).click()),
  );
  for (const widget of widgets) {
    const clusters = widget
      .getByRole("list", { name: "Clusters", exact: true })
      .getByRole("listitem");
    await expect(clusters).toHaveCount(2);
    for (const cluster of await clusters.all()) {
      await expect(cluster).toHaveAttribute("data-status", "RUNNING");
    }
  }
  expect(await gateway.options()).toHaveLength(2);
  const keys = await widgets[1]
    .locator("[data-cluster]")
    .evaluateAll((all) => all.map((each) => each.getAttribute("data-cluster")));
  const cluster = (widget: Locator, i: number) => widget.locator(`[data-cluster="${keys[i]}"]`);
  await Promise.all(
    widgets.map(async (widget, i) => {
      const own = cluster(widget, i);
      await own.getByRole("spinbutton", { name: "Workers", exact: true }).fill(String(i));
      await own.getByRole("button", { name: "Scale" }).click();
    }),
  );
  for (const widget of widgets) {
    await expect(cluster(widget, 0)).toHaveAttribute("data-workers", "0");
    await expect(cluster(widget, 1)).toHaveAttribute("data-workers", "1", { timeout: 40_000 });
  }
});

test("Voila by itself", async ({ page, stack, gateway }) => {
  writeNotebook(stack.notebooks, "voila.ipynb", CODE);
  await page.goto(`${stack.more.voila}/voila/render/voila.ipynb`);
  const widget = widgetIn(page);
  await expect(widget).toHaveAttribute("data-connection", "relay");
  await launchIn(widget);
  expect(await gateway.options()).toMatchObject([{ worker_cores: 2 }]);
});

test("a static page of html-manager's, from a CDN", async ({ page, stack }) => {
  const asked = await standInForCdn(page);
  const file = join(stack.notebooks, "static.html");
  const code = `
from ipywidgets.embed import embed_minimal_html
from jupyter_dask_gateway import GatewayWidget
w = GatewayWidget(address="${stack.address}", options={"worker_cores": 3})
embed_minimal_html("${file}", views=[w])`;
  execFileSync(at(".venv/bin/python"), ["-c", code], { env: gatewayLogin(stack) });
  // The hash is that of another release of RequireJS than the one here.
  const html = readFileSync(file, "utf8").replace(/ integrity="[^"]*"/, "");
  expect(html).not.toContain(stack.password);
  await page.route("http://pages.example/", (route) =>
    route.fulfill({ body: html, contentType: "text/html" }),
  );
  await page.goto("http://pages.example/");
  const widget = widgetIn(page);
  await expect(widget.getByRole("status")).toHaveText(/Run its notebook to work with them/);
  await expect(widget.getByRole("row", { name: "worker_cores 3" })).toBeVisible();
  await expectAccessible(page, widget);
  expect(asked.filter((path) => path.includes("jupyter-dask-gateway"))).toHaveLength(1);
});

test("JupyterLab without our extension: a table and what to do, and anywidget does it", async ({
  page,
  stack,
}) => {
  const lab = new Lab(page, { ...stack, lab: stack.more.foreignLab }, "foreign");
  lab.hasPanel = false;
  await lab.open("first-steps.ipynb");
  const output = await lab.run(CODE);
  await expect(output.getByRole("rowheader", { name: "Worker cores" })).toBeVisible();
  await expect(output).toContainText('pip install "jupyter-dask-gateway[anywidget]"');
  await expect(output).not.toContainText("Error");
  await expectAccessible(page, output.locator(".jp-OutputArea-output"));
  await lab.run("w2 = GatewayWidget(frontend='anywidget')\nw2");
  const widget = widgetIn(page);
  await expect(widget).toHaveAttribute("data-connection", "pass-through");
  await widget.getByLabel("Worker cores").fill("2");
  await expect(await lab.run("print('cores', w2.options['worker_cores'])")).toHaveText("cores 2");
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
