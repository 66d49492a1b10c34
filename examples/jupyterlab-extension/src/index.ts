import { IDaskGateway } from "@jupyter-dask-gateway/jupyterlab";
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette, MainAreaWidget } from "@jupyterlab/apputils";
import { ClustersWidget } from "./widget.js";

const OPEN = "dask-gateway-example:open";

const plugin: JupyterFrontEndPlugin<void> = {
  id: "dask-gateway-example:plugin",
  description: "Lists the user’s Dask clusters in a tab: an example of how to use IDaskGateway.",
  autoStart: true,
  // Optional: without jupyter-dask-gateway the tab says that there is none.
  optional: [IDaskGateway, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    gateway: IDaskGateway | null,
    palette: ICommandPalette | null,
  ): void => {
    let tab: MainAreaWidget | undefined;
    app.commands.addCommand(OPEN, {
      label: "Dask Clusters (Example)",
      execute: () => {
        if (tab === undefined || tab.isDisposed) {
          tab = new MainAreaWidget({ content: new ClustersWidget(gateway) });
          tab.id = "dask-gateway-example";
          tab.title.label = "Dask clusters";
          tab.title.closable = true;
        }
        if (!tab.isAttached) app.shell.add(tab, "main");
        app.shell.activateById(tab.id);
      },
    });
    palette?.addItem({ command: OPEN, category: "Dask" });
  },
};

export default plugin;
