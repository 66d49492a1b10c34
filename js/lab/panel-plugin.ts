/** What the plugin does in JupyterLab and Notebook. The core and the view come when the panel is first seen. */
import { ILayoutRestorer, type JupyterFrontEnd } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { IConsoleTracker } from "@jupyterlab/console";
import { ILauncher } from "@jupyterlab/launcher";
import { INotebookTracker } from "@jupyterlab/notebook";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import type { ReadonlyJSONObject } from "@lumino/coreutils";
import type { Server } from "../jupyter/connection.js";
import { labServices } from "../jupyter/lab-services.js";
import { hubOfPage } from "../jupyter/page-config.js";
import { addCommands, OPEN, PALETTE_COMMANDS, STOP_ALL } from "./commands.js";
import { CONFIRMED } from "./confirm.js";
import { addDoctor, DOCTOR } from "./doctor.js";
import { labHost } from "./host.js";
import { addOutputRenderer } from "./output-renderer.js";
import { GatewayPanel } from "./panel.js";
import { followSettings } from "./settings.js";
import { strings } from "./strings.js";

/** Adds the panel, its commands and the output renderer, each with what the application has for it. */
export async function activate(app: JupyterFrontEnd, id: string): Promise<void> {
  const [restorer, palette, launcher, notebooks, consoles, settings] = await Promise.all([
    app.resolveOptionalService(ILayoutRestorer),
    app.resolveOptionalService(ICommandPalette),
    app.resolveOptionalService(ILauncher),
    app.resolveOptionalService(INotebookTracker),
    app.resolveOptionalService(IConsoleTracker),
    app.resolveOptionalService(ISettingRegistry),
  ]);
  const host = labHost(app, notebooks);
  const { baseUrl, token } = app.serviceManager.serverSettings;
  const server: Server = { baseUrl, token, hub: hubOfPage() };
  const panel = new GatewayPanel(server, host);
  restorer?.add(panel, panel.id);
  app.shell.add(panel, "left", { rank: 850, type: strings.title });

  panel.onStarted = async ({ watchSession }, session) => {
    const { Told } = await import(/* webpackChunkName: "told" */ "./told.js");
    const told = new Told(
      session,
      (signal) => watchSession(session, signal),
      async () => (await labServices.settings)?.notifications ?? true,
      () => app.shell.activateById(panel.id),
      new AbortController().signal,
    );
    host.onEvent = (event) => told.onEvent(event);
  };
  labServices.host = host;
  if (settings !== null) followSettings(settings, id, server);
  addOutputRenderer(notebooks, consoles, server, host);

  addCommands(app, panel);
  addDoctor(app, server, host.copy);
  // Who chooses a command there knows what it does.
  const args = CONFIRMED as unknown as ReadonlyJSONObject;
  for (const command of [...PALETTE_COMMANDS, DOCTOR])
    palette?.addItem({ command, args, category: strings.title });
  palette?.addItem({ command: STOP_ALL, category: strings.title });
  launcher?.add({ command: OPEN, args: { isLauncher: true }, category: "Other", rank: 50 });
}
