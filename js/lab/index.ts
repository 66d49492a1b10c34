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
import type { ReadonlyJSONObject } from "@lumino/coreutils";
import type { Server } from "../jupyter/connection.js";
import { labServices } from "../jupyter/lab-services.js";
import { addCommands, OPEN, PALETTE_COMMANDS } from "./commands.js";
import { CONFIRMED } from "./confirm.js";
import { followConnectionSetting } from "./connection-setting.js";
import { addDoctor, DOCTOR } from "./doctor.js";
import { labHost } from "./host.js";
import { addOutputRenderer } from "./output-renderer.js";
import { GatewayPanel } from "./panel.js";
import { strings } from "./strings.js";

const ID = "jupyter-dask-gateway:plugin";

const plugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: strings.description,
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
    app.shell.add(panel, "left", { rank: 850, type: strings.title });

    labServices.host = host;
    if (settings !== null) followConnectionSetting(settings, ID, server);
    if (notebooks !== null) addOutputRenderer(notebooks, server, host);

    addCommands(app, panel);
    addDoctor(app, server, host.copy);
    // Who chooses a command there knows what it does.
    const args = CONFIRMED as unknown as ReadonlyJSONObject;
    for (const command of [...PALETTE_COMMANDS, DOCTOR])
      palette?.addItem({ command, args, category: strings.title });
    launcher?.add({ command: OPEN, args: { isLauncher: true }, category: "Other", rank: 50 });
  },
};

export default plugin;
