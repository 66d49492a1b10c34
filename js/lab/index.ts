/**
 * The JupyterLab plugin: all that JupyterLab loads at its start. Keep it small; the core and the view
 * come when the panel is first seen.
 */
import {
  ILayoutRestorer,
  JupyterFrontEnd,
  type JupyterFrontEndPlugin,
} from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { ILauncher } from "@jupyterlab/launcher";
import { INotebookTracker } from "@jupyterlab/notebook";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import type { Server } from "../jupyter/connection.js";
import { offered } from "../jupyter/host.js";
import { addCommands, FOR_PALETTE, OPEN } from "./commands.js";
import { addDoctor, DOCTOR } from "./doctor.js";
import { labHost } from "./host.js";
import { renderOutputs } from "./output.js";
import { GatewayPanel } from "./panel.js";
import { followSetting } from "./setting.js";

const CATEGORY = "Dask Gateway";

const ID = "jupyter-dask-gateway:plugin";

const plugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: "Configure, launch, watch, scale and stop Dask clusters on a Dask Gateway.",
  autoStart: true,
  optional: [
    ILayoutRestorer,
    ICommandPalette,
    ILauncher,
    INotebookTracker,
    ISettingRegistry,
    JupyterFrontEnd.IPaths,
  ],
  activate(
    app: JupyterFrontEnd,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    launcher: ILauncher | null,
    notebooks: INotebookTracker | null,
    settings: ISettingRegistry | null,
    paths: JupyterFrontEnd.IPaths | null,
  ): void {
    // Voila and JupyterLite load every extension of JupyterLab, but have no sidebar or no server.
    if (!/^(JupyterLab|Jupyter Notebook)/.test(app.name)) return;

    const host = labHost(app, notebooks);
    const { baseUrl, token } = app.serviceManager.serverSettings;
    const server: Server = { baseUrl, token, hubUser: paths?.urls.hubUser ?? "" };
    const panel = new GatewayPanel(server, host);
    restorer?.add(panel, panel.id);
    app.shell.add(panel, "left", { rank: 850, type: CATEGORY });

    offered.host = host;
    if (settings !== null) followSetting(settings, ID, server);
    if (notebooks !== null) renderOutputs(notebooks, server, host);

    addCommands(app, panel);
    addDoctor(app, server, host.copy);
    for (const command of [...FOR_PALETTE, DOCTOR])
      palette?.addItem({ command, category: CATEGORY });
    launcher?.add({ command: OPEN, args: { isLauncher: true }, category: "Other", rank: 50 });
  },
};

export default plugin;
