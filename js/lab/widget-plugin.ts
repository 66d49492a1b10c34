import type { JupyterFrontEnd } from "@jupyterlab/application";
import { MODULE } from "../jupyter/widget-module.js";
import { version } from "../page/build-id.js";

/**
 * Tells the page's widget manager (of ipywidgets, in JupyterLab, Notebook or Voila) where the notebook widget's model and
 * view come from: from here. JupyterLab waits for it at its start, so no notebook is drawn before.
 */
export async function registerWidget(app: JupyterFrontEnd): Promise<void> {
  // Only the manager has this package; the plugins here must work without one.
  const base = await import("@jupyter-widgets/base").catch(() => null);
  if (base === null) return;
  const registry = await app.resolveOptionalService(base.IJupyterWidgetRegistry);
  registry?.registerWidget({
    name: MODULE,
    version,
    exports: async () =>
      (await import(/* webpackChunkName: "widget" */ "./widget-classes.js")).classesOf(base),
  });
}
