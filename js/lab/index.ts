/**
 * The JupyterLab plugins: all that is loaded at JupyterLab's start. Keep it small.
 *
 * Voila and JupyterLite load it too, and have not all of JupyterLab's packages. A module that imports one that is missing is
 * not loaded at all: so each plugin imports what it needs when it is activated.
 */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { isLite } from "../jupyter/page-config.js";
import { pageLink } from "./page-link.js";
import { runningPlugin } from "./running-plugin.js";
import { statusPlugin } from "./status-plugin.js";
import { strings } from "./strings.js";
import { setLive } from "./when-live.js";
import { widgetPlugin } from "./widget-plugin.js";

const ID = "jupyter-dask-gateway:plugin";

const plugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: strings.description,
  autoStart: true,
  async activate(app: JupyterFrontEnd): Promise<void> {
    // The others have no sidebar. A site of JupyterLite goes by any name.
    if (!isLite() && !/^Jupyter(Lab| Notebook)/.test(app.name)) return;
    const { activate } = await import(/* webpackChunkName: "main" */ "./panel-plugin.js");
    const live = await activate(app, ID, pageLink);
    if (live !== null) setLive(live);
  },
};

export default [plugin, widgetPlugin, statusPlugin, runningPlugin];
