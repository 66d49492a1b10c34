/** What the plugin does in JupyterLab, Notebook and JupyterLite. The core and the view come when the panel is first seen. */
import { ILabShell, ILayoutRestorer, type JupyterFrontEnd } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { IConsoleTracker } from "@jupyterlab/console";
import { ILauncher } from "@jupyterlab/launcher";
import { INotebookTracker, type NotebookPanel } from "@jupyterlab/notebook";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import type { ReadonlyJSONObject } from "@lumino/coreutils";
import type { Server } from "../jupyter/connection.js";
import { labServices } from "../jupyter/lab-services.js";
import { hidesWithoutGateway, hubOfPage, isLite } from "../jupyter/page-config.js";
import type { Host, PresetStore } from "../view/model.js";
import { addCommands, OPEN, PALETTE_COMMANDS, STOP_ALL } from "./commands.js";
import { CONFIRMED } from "./confirm.js";
import { addDoctor, DOCTOR } from "./doctor.js";
import { labHost } from "./host.js";
import { Live } from "./live.js";
import { addLogs } from "./logs.js";
import { addOutputRenderer } from "./output-renderer.js";
import { ServerPanel } from "./panel.js";
import { addPlots, OPEN_LAYOUT } from "./plots.js";
import { followSettings } from "./settings.js";
import { strings } from "./strings.js";

/** Whoever has no gateway is to see nothing. */
async function offerUnlessHidden(server: Server, offer: () => void): Promise<void> {
  const { isHidden } = await import(
    /* webpackChunkName: "hidden" */ "../jupyter/without-gateway.js"
  );
  if (!(await isHidden(server))) offer();
}

/**
 * Adds the panel, its commands and the output renderer, each with what the application has for it. Gives what shows clusters
 * elsewhere; null: nothing is shown, for this site of JupyterLite names no gateway. `link`: with options, by which JupyterLab was
 * opened.
 */
export async function activate(
  app: JupyterFrontEnd,
  id: string,
  link: string | null,
): Promise<Live | null> {
  const lite = isLite() ? await import(/* webpackChunkName: "lite" */ "./lite.js") : null;
  if (lite?.namesGateway(id) === false) return null;
  const [shell, restorer, palette, launcher, notebooks, consoles, settings] = await Promise.all([
    app.resolveOptionalService(ILabShell),
    app.resolveOptionalService(ILayoutRestorer),
    app.resolveOptionalService(ICommandPalette),
    app.resolveOptionalService(ILauncher),
    app.resolveOptionalService(INotebookTracker),
    app.resolveOptionalService(IConsoleTracker),
    app.resolveOptionalService(ISettingRegistry),
  ]);
  // What opens them may be asked for before all is there that it needs.
  const openPlots = addPlots(app, shell !== null, restorer, () => live);
  const { baseUrl, token } = app.serviceManager.serverSettings;
  const server: Server = { baseUrl, token, hub: hubOfPage() };
  const host = labHost(app, notebooks, consoles, openPlots, server);
  let onEvent: Host["onEvent"];
  const panelHost: Host = { ...host, onEvent: (event, before) => onEvent?.(event, before) };
  const panel = lite?.panel(app, panelHost, id) ?? new ServerPanel(panelHost, server);
  restorer?.add(panel, panel.id);
  const add = (): void => {
    if (!panel.isAttached) app.shell.add(panel, "left", { rank: 850, type: strings.title });
    live.offer();
  };
  const show = (): void => {
    add();
    app.shell.activateById(panel.id);
  };

  const live: Live = new Live(panel, show, () => panel.connect());
  panel.onStarted = (core, session) => {
    onEvent = live.follow(core, session, true);
  };
  panel.onEnded = () => live.end();
  labServices.host = host;
  labServices.follow = (core, session, isServers) => live.follow(core, session, isServers);
  labServices.choose = (cluster) => live.choose(cluster);
  if (settings !== null) {
    followSettings(settings, id, () => panel.connect());
    const load = async () => (await choosing()).presetStore(settings, id);
    labServices.presets = lazyStore(load);
  }
  addCommands(app, panel, show);
  if (link !== null) {
    choosing()
      .then((it) => it.followLink(app, panel, show, link))
      .catch(console.error);
  }
  addLogs(app, live, host);
  // Who chooses a command there knows what it does.
  const args = CONFIRMED as unknown as ReadonlyJSONObject;
  if (lite === null) {
    addOutputRenderer(notebooks, consoles, server, host);
    addDoctor(app, server, host.copy);
    palette?.addItem({ command: DOCTOR, args, category: strings.title });
  }
  const offer = (): void => {
    add();
    for (const command of [...PALETTE_COMMANDS, OPEN_LAYOUT])
      palette?.addItem({ command, args, category: strings.title });
    palette?.addItem({ command: STOP_ALL, category: strings.title });
    launcher?.add({ command: OPEN, args: { isLauncher: true }, category: "Other", rank: 50 });
    // It takes a server to read code.
    if (lite !== null) return;
    const around = { commands: app.commands, settings, plugin: id, baseUrl };
    const watch = async (notebook: NotebookPanel) =>
      (await import(/* webpackChunkName: "offer" */ "./kubernetes-offer.js"))
        .watchNotebook(around, notebook)
        .catch(console.error);
    notebooks?.forEach(watch);
    notebooks?.widgetAdded.connect((_, notebook) => watch(notebook));
  };
  // JupyterLab's start waits for no gateway.
  if (hidesWithoutGateway()) offerUnlessHidden(server, offer).catch(console.error);
  else offer();
  return live;
}

const choosing = () => import(/* webpackChunkName: "choosing" */ "./choosing.js");

/** Fetched when presets are first read, which is when the gateway is known. */
function lazyStore(fetch: () => Promise<PresetStore>): PresetStore {
  let loading: Promise<PresetStore> | undefined;
  const load = () => {
    loading ??= fetch();
    return loading;
  };
  return {
    read: async (gateway) => (await load()).read(gateway),
    write: async (gateway, text) => (await load()).write(gateway, text),
    subscribe(listener, signal) {
      load().then((it) => it.subscribe(listener, signal), console.error);
    },
  };
}
