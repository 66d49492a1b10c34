import { ILabShell, ILayoutRestorer, type JupyterFrontEnd } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { IConsoleTracker } from "@jupyterlab/console";
import { INotebookTracker } from "@jupyterlab/notebook";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import type { ReadonlyJSONObject } from "@lumino/coreutils";
import { labServices } from "../jupyter/lab-services.js";
import { hidesWithoutGateway, isLite } from "../jupyter/page-config.js";
import { once } from "../page/load-module.js";
import type { Host } from "../view/model.js";
import { ASKING_IN_PALETTE, addCommands, IN_PALETTE } from "./commands.js";
import { CONFIRMED } from "./confirm.js";
import { isTranslated } from "./labels.js";
import { learnLanguage } from "./learn-language.js";
import { Live } from "./live.js";
import { lazyHost, loadSessionPart } from "./load-session-part.js";
import { addLogs } from "./logs.js";
import { ServerPanel } from "./panel.js";
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
  const hasTabs = shell !== null;
  const openPlots: Host["openPlots"] = async (...given) => shared.openPlots?.(...given);
  const inTabs = hasTabs && has("plots") ? openPlots : undefined;
  const host = lazyHost(app, notebooks, consoles, inTabs, has("doctor"));
  let onEvent: Host["onEvent"];
  const panelHost = async (): Promise<Host> => ({
    ...(await host()),
    onEvent: (event, before) => onEvent?.(event, before),
  });
  const panel = lite?.panel(app, panelHost, id) ?? new ServerPanel(panelHost, app);
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
    const follow = once(async () =>
      (await loadSessionPart()).followSettings(settings, id, () => panel.connect()),
    );
    labServices.settings = async () => (await follow())();
    // JupyterLab's editor shows them in English until they have been asked for in the page's language.
    if (isTranslated) follow().catch(console.error);
    labServices.presets = once(async () => (await loadSessionPart()).presetStore(settings, id));
  }
  const shared: Shared = {
    app,
    id,
    isLite: lite !== null,
    hasTabs,
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
  if (hidesWithoutGateway()) offerUnlessHidden(app, live.offer).catch(console.error);
  else live.offer();
  return shared;
}

/** Whoever has no gateway is to see nothing. */
async function offerUnlessHidden(app: JupyterFrontEnd, offer: () => void): Promise<void> {
  const { isHiddenIn } = await import(/* webpackChunkName: "hidden" */ "./hidden.js");
  if (!(await isHiddenIn(app))) offer();
}
