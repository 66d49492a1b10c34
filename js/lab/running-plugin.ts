import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { strings } from "./strings.js";
import { whenLive } from "./when-live.js";

/** The clusters in the Running panel of JupyterLab, and of Notebook's first page; disabled, they are not listed there. */
export const runningPlugin: JupyterFrontEndPlugin<void> = {
  id: "jupyter-dask-gateway:running",
  description: strings.runningDescription,
  autoStart: true,
  activate(app: JupyterFrontEnd): void {
    whenLive(async (live) => {
      await live.offered;
      // Not every page has it.
      const running = await import("@jupyterlab/running").catch(() => null);
      if (running === null) return;
      const managers = await app.resolveOptionalService(running.IRunningSessionManagers);
      if (managers === null) return;
      const { RunningSection } = await import(
        /* webpackChunkName: "main" */ "./running-section.js"
      );
      managers.add(new RunningSection(live, app.restored));
    });
  },
};
