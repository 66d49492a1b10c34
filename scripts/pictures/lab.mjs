/** What both kinds of pictures do in JupyterLab. What is pressed is found by its class: its name is in the page's language. */
export const command = (page, id, args) =>
  page.evaluate(([id, args]) => window.jupyterapp.commands.execute(id, args), [id, args]);

/** The panel's parts. */
export function panelOf(page) {
  const panel = page.locator("#dask-gateway-panel");
  const cluster = panel.locator('[data-status="RUNNING"]');
  return { panel, cluster, launch: panel.locator(".foot .primary") };
}

/** By the handle at its edge, so that its sentences are not broken into many lines. */
export async function widenPanel(page, by) {
  const handle = page.locator("#jp-main-split-panel > .lm-SplitPanel-handle").first();
  const { x, y } = await handle.boundingBox();
  await page.mouse.move(x + 1, y + 400);
  await page.mouse.down();
  await page.mouse.move(x + 1 + by, y + 400, { steps: 5 });
  await page.mouse.up();
}

/** A cluster's full name opens it: not for everybody to read. What came of its cell goes, too. */
export async function hideName(page) {
  await page.evaluate(() => {
    const { content } = window.jupyterapp.shell.currentWidget;
    for (const cell of content.model.sharedModel.cells) {
      cell.setSource(cell.getSource().replace(/connect\("[0-9a-f]+"\)/, 'connect("…")'));
    }
    for (const { model } of content.widgets) model.outputs?.clear();
  });
}

/** What notifications tell is told by the panel here; those that come late would cover the notebook. */
export const hideNotifications = (page) =>
  page.addStyleTag({ content: ".Toastify { display: none; }" });

export const kernelIsIdle = (page) =>
  page.waitForFunction(
    () => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === "idle",
  );
