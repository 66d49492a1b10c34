/** npm run screenshots: the README's pictures, from the real stack, light and dark, into docs/. */
import fs from "node:fs";
import path from "node:path";
import { build } from "./build/main.mjs";
import { at, main } from "./lib.mjs";
import { setup } from "./setup.mjs";
import { EXPOSED, inBrowser, openLab } from "./stack/browser.mjs";
import { startStack } from "./stack/stack.mjs";

/** The pictures' names, the notebook in each, its height, and what is done before it is taken. */
const PICTURES = [
  ["panel", "first-steps.ipynb", 1440, arrangePanel],
  ["widget", "choosing-options.ipynb", 1500, arrangeWidget],
];

const command = (page, id, args) =>
  page.evaluate(([id, args]) => window.jupyterapp.commands.execute(id, args), [id, args]);

/** One cluster at work, launched from a preset, and its connection code in the notebook. */
async function arrangePanel(page) {
  await command(page, "dask-gateway:open");
  const panel = page.getByRole("region", { name: "Dask Gateway" });
  await widen(page, 80);
  await panel.getByRole("combobox", { name: "Preset" }).selectOption({ label: "Big memory" });
  await panel.getByRole("button", { name: "Launch cluster" }).click();
  const cluster = panel.locator('[data-status="RUNNING"]');
  await cluster.waitFor();
  await panel.locator('[data-workers="2"]').waitFor();
  await page.locator(".jp-CodeCell .jp-InputArea-editor").first().click();
  await cluster.getByRole("button", { name: "Insert connection code" }).click();
  await command(page, "notebook:run-cell-and-select-next");
  await page.locator(".jp-OutputArea-output", { hasText: "Client" }).first().waitFor();
  // The cluster's full name opens it: not for everybody to read.
  await page.evaluate(() => {
    const { content } = window.jupyterapp.shell.currentWidget;
    for (const cell of content.model.sharedModel.cells) {
      cell.setSource(cell.getSource().replace(/connect\("[0-9a-f]+"\)/, 'connect("…")'));
    }
    for (const { model } of content.widgets) model.outputs?.clear();
  });
  // What they tell is told by the panel here; those that come late would cover the notebook.
  await page.addStyleTag({ content: ".Toastify { display: none; }" });
  await page.locator("#dask-gateway-panel").evaluate((node) => node.scrollTo(0, 0));
}

/** So that its sentences are not broken into many lines. */
async function widen(page, by) {
  const handle = page.locator("#jp-main-split-panel > .lm-SplitPanel-handle").first();
  const { x, y } = await handle.boundingBox();
  await page.mouse.move(x + 1, y + 400);
  await page.mouse.down();
  await page.mouse.move(x + 1 + by, y + 400, { steps: 5 });
  await page.mouse.up();
}

/** The widget in a notebook, in step with what Python reads. */
async function arrangeWidget(page) {
  await command(page, "application:toggle-left-area");
  await page.waitForFunction(
    () => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === "idle",
  );
  const run = (index) =>
    page.evaluate((at) => {
      window.jupyterapp.shell.currentWidget.content.activeCellIndex = at;
      return window.jupyterapp.commands.execute("notebook:run-cell");
    }, index);
  await run(1);
  const widget = page.locator(".jp-Notebook").getByRole("region", { name: "Dask Gateway" });
  await widget.getByLabel("Worker cores").fill("2");
  await page.locator('.jp-Notebook [data-python="follows"]').waitFor({ state: "attached" });
  await run(2);
  await page.getByText("{'worker_cores': 2").waitFor();
}

await main(import.meta.url, async () => {
  await setup({ browser: true });
  await build();
  fs.mkdirSync(at("docs"), { recursive: true });
  // What clusters come to, and presets: as `npm start` has them.
  const env = { DASK_CONFIG: at("demo/gateway/site.yaml") };
  await inBrowser(startStack({ args: EXPOSED, env }), async (browser, stack) => {
    for (const [name, notebook, height, arrange] of PICTURES) {
      fs.copyFileSync(at("demo/notebooks", notebook), path.join(stack.notebooks, notebook));
      // A page and a workspace of its own: nothing of the picture before.
      const page = await browser.newPage({ viewport: { width: 1280, height } });
      await openLab(page, stack, `/workspaces/${name}/tree/${notebook}`);
      await page.locator(".jp-NotebookPanel:focus-within").first().waitFor();
      await arrange(page);
      for (const look of ["Light", "Dark"]) {
        await command(page, "apputils:change-theme", { theme: `JupyterLab ${look}` });
        await page.waitForTimeout(1_500);
        await page.screenshot({ path: at(`docs/${name}-${look.toLowerCase()}.png`) });
      }
    }
  });
});
