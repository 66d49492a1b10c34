import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { strings } from "./strings.js";
import { whenLive } from "./when-live.js";

/** The clusters' totals in JupyterLab's status bar; disabled, they are not told there. */
export const statusPlugin: JupyterFrontEndPlugin<void> = {
  id: "jupyter-dask-gateway:status",
  description: strings.statusDescription,
  autoStart: true,
  activate(app: JupyterFrontEnd): void {
    whenLive((live) =>
      live.onStart(async (started) => {
        // Notebook has no status bar, and so not its module.
        const status = await import(/* webpackChunkName: "status" */ "./status-item.js").catch(
          () => null,
        );
        await status?.addStatusItem(app, live, started);
      }),
    );
  },
};
