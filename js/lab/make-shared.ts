import { ILabShell, ILayoutRestorer, type JupyterFrontEnd } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { IConsoleTracker } from "@jupyterlab/console";
import { INotebookTracker } from "@jupyterlab/notebook";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import type { ReadonlyJSONObject } from "@lumino/coreutils";
import type { Server } from "../jupyter/connection.js";
import { labServices } from "../jupyter/lab-services.js";
import { hidesWithoutGateway, isLite } from "../jupyter/page-config.js";
import type { Host, PresetStore } from "../view/model.js";
import { ASKING_IN_PALETTE, addCommands, IN_PALETTE } from "./commands.js";
import { CONFIRMED } from "./confirm.js";
import { labHost } from "./host.js";
import { serverOf } from "./lab-server.js";
import { learnLanguage } from "./learn-language.js";
import { Live } from "./live.js";
import { addLogs } from "./logs.js";
import { ServerPanel } from "./panel.js";
import { followSettings } from "./settings.js";
import type { Shared } from "./shared.js";
import { strings } from "./strings.js";

/**
 * What JupyterLab, Notebook and JupyterLite have of it without any of the other plugins: settings, session, commands. Null: nothing is
 * shown, for this site of JupyterLite names no gateway.
 */
export async function makeShared(app: JupyterFrontEnd, id: string): Promise<Shared | null> {
  await learnLanguage(app);
  const lite = isLite() ? await import(/* webpackChunkName: "lite" */ "./lite.js") : null;
  if ((await lite?.namesGateway(app, id)) === false) return null;
  const [shell, restorer, palette, notebooks, consoles, settings] = await Promise.all([
    app.resolveOptionalService(ILabShell),
    app.resolveOptionalService(ILayoutRestorer),
    app.resolveOptionalService(ICommandPalette),
    app.resolveOptionalService(INotebookTracker),
    app.resolveOptionalService(IConsoleTracker),
    app.resolveOptionalService(ISettingRegistry),
  ]);
  const has = (name: string) => app.hasPlugin(id.replace(/\w+$/, name));
  const server = serverOf(app);
  const hasTabs = shell !== null;
  const openPlots: Host["openPlots"] = async (...given) => shared.openPlots?.(...given);
  const host = labHost(
    app,
    notebooks,
    consoles,
    hasTabs && has("plots") ? openPlots : undefined,
    server,
    has("doctor"),
  );
  let onEvent: Host["onEvent"];
  const panelHost: Host = { ...host, onEvent: (event, before) => onEvent?.(event, before) };
  const panel = lite?.panel(app, panelHost, id) ?? new ServerPanel(panelHost, server);
  const live: Live = new Live(
    panel,
    (cluster) => {
      if (shared.show !== null) shared.show();
      else if (cluster !== null)
        app.commands.execute("dask-gateway:open-dashboard", { cluster }).catch(console.error);
    },
    () => panel.connect(),
  );
  live.hasPanel = has("panel");
  panel.onStarted = (core, session) => {
    onEvent = live.follow(core, session, true);
  };
  panel.onEnded = () => live.end();
  labServices.host = host;
  labServices.follow = (core, session, isServers) => live.follow(core, session, isServers);
  labServices.choose = (cluster) => live.choose(cluster);
  if (settings !== null) {
    followSettings(settings, id, () => panel.connect());
    const load = async () =>
      (await import(/* webpackChunkName: "choosing" */ "./choosing.js")).presetStore(settings, id);
    labServices.presets = lazyStore(load);
  }
  const shared: Shared = {
    app,
    id,
    isLite: lite !== null,
    hasTabs,
    server,
    settings,
    restorer,
    palette,
    notebooks,
    host,
    live,
    panel,
    show: null,
    card: null,
    openPlots: undefined,
    offer: (command, args = CONFIRMED) =>
      void live.offered.then(() =>
        palette?.addItem({ command, args: args as ReadonlyJSONObject, category: strings.title }),
      ),
  };
  addCommands(shared);
  addLogs(shared);
  for (const command of IN_PALETTE) shared.offer(command);
  for (const command of ASKING_IN_PALETTE) shared.offer(command, {});
  // JupyterLab's start waits for no gateway.
  if (hidesWithoutGateway()) offerUnlessHidden(server, live.offer).catch(console.error);
  else live.offer();
  return shared;
}

/** Whoever has no gateway is to see nothing. */
async function offerUnlessHidden(server: Server, offer: () => void): Promise<void> {
  const { isHidden } = await import(
    /* webpackChunkName: "hidden" */ "../jupyter/without-gateway.js"
  );
  if (!(await isHidden(server))) offer();
}

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
