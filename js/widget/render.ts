import { serverReaches } from "../jupyter/config.js";
import { sharedBy } from "../jupyter/hub-page.js";
import { DISCONNECTED_CLASS } from "../jupyter/ipywidgets-compat.js";
import { labServices } from "../jupyter/lab-services.js";
import { optionsObjectConnection } from "../jupyter/options-object.js";
import { programStatusOf } from "../jupyter/program-status.js";
import { offerRelay } from "../jupyter/relays.js";
import { showSavedOptions } from "../jupyter/saved-output.js";
import { hubOfPage, serverOfPage } from "../jupyter/server-of-page.js";
import { serverSession } from "../jupyter/server-session.js";
import { frame } from "../jupyter/widget-frame.js";
import { copy } from "../page/clipboard.js";
import { watchVisibility } from "../page/visibility.js";
import type * as CoreModule from "../view/index.js";
import type { Host, OpenSession } from "../view/model.js";
import { showInactive } from "./inactive.js";
import { PythonSync, pythonSyncOf } from "./python-sync.js";
import { type Relay, relayOf } from "./relay.js";
import { strings } from "./strings.js";
import type { WidgetModel } from "./widget-model.js";

/** Until the user is told what is missing. */
const LOADING_NOTICE_DELAY_MS = 1_000;
/** Until it says that nothing is connected: a page saved with anywidget's model has no kernel, and no way to know it. */
const NOT_CONNECTED_DELAY_MS = 5_000;

/** Fetches the module with the core and the view. */
export type CoreLoader = (model: WidgetModel) => Promise<typeof CoreModule>;

/** Draws a notebook widget into `el`, with the core that `loadCore` fetches. Returns what ends that. */
export function render(model: WidgetModel, el: HTMLElement, loadCore: CoreLoader): () => void {
  const abort = new AbortController();
  draw(model, el, loadCore, abort.signal).catch((error: unknown) => {
    console.error(error);
    showInactive(el, model.get("options"), "notLoaded");
  });
  return () => abort.abort();
}

async function draw(
  model: WidgetModel,
  el: HTMLElement,
  loadCore: CoreLoader,
  signal: AbortSignal,
): Promise<void> {
  const notices = [
    ["loading", LOADING_NOTICE_DELAY_MS] as const,
    ["notLoadedYet", NOT_CONNECTED_DELAY_MS] as const,
  ].map(([why, delay]) => setTimeout(() => showInactive(el, model.get("options"), why), delay));
  const endNotices = () => notices.forEach(clearTimeout);
  signal.addEventListener("abort", endNotices);
  const [opened, labHost] = await Promise.all([
    open(model, loadCore),
    labServices.host?.(),
  ]).finally(endNotices);
  const { core, session, relay, fallsBack } = opened;
  if (signal.aborted) return;
  const sync = pythonSyncOf(model, () => new PythonSync(model, session, relay), signal);
  const isRestored = el.closest(`.${DISCONNECTED_CLASS}`) !== null;
  if (isRestored) sync.kernelEnded();
  if (fallsBack && relay !== null) {
    const end = offerRelay(session, relay.connection());
    const endWithKernel = () => void (sync.python === "gone" && end());
    endWithKernel();
    sync.subscribe(endWithKernel, signal);
    signal.addEventListener("abort", end);
  }
  const launchButton = model.get("_spec") === "";
  const options = (): CoreModule.MountOptions => ({
    view: model.get("view"),
    launchButton,
    programStatus: programStatusOf(sync.python, launchButton ? session.view().connection : "none"),
    ...(model.get("_one_cluster")
      ? { onlyCluster: sync.chosen ?? "" }
      : {
          clusterChoice: {
            label: strings().useInPython,
            title: strings().useInPythonTitle,
            chosen: sync.chosen,
            choose: (key) => {
              sync.choose(key);
              if (fallsBack) labServices.choose?.(key);
            },
          },
          clusterTick: launchButton ? kernelTick(sync, session) : undefined,
        }),
  });
  const tellLab = labServices.follow?.(core, session, fallsBack);
  const host: Host = {
    copy,
    ...labHost,
    // With a login of its own, nobody knows whose.
    sharedBy: model.get("_own_login") ? undefined : sharedBy(hubOfPage()),
    tellsPython: true,
    onEvent: (event, before) => {
      sync.onUserEvent(event);
      tellLab?.(event, before);
    },
  };
  el.replaceChildren();
  const box = el.appendChild(document.createElement("div"));
  box.dataset.daskGateway = "widget";
  frame(box);
  const view = core.mount(box, session, host, options());
  if (isRestored && model.get("view") !== "clusters") {
    showSavedOptions(box, session, model.get("options"), !launchButton, signal);
  }

  const updateOptions = () => view.setOptions(options());
  sync.subscribe(updateOptions, signal);
  core.followLanguage(box, updateOptions, signal);
  sync.onPlot(
    (cluster, plots) => view.send({ type: "open-plots", cluster, plots, outside: false }),
    signal,
  );
  // The route to the gateway may change.
  session.subscribe(updateOptions, signal);
  model.on("change:view", updateOptions);
  watchVisibility(box, (visible) => view.setVisible(visible), signal);
  box.addEventListener("focusout", () => sync.flush(), { signal });
  signal.addEventListener("abort", () => {
    model.off("change:view", updateOptions);
    view.dispose();
    // ipywidgets keeps the views of all cells that ever ran, and each its element. What else is in it is not of this drawing.
    box.remove();
  });
}

/** The tick at each cluster and at Launch: the kernel stops them when it ends. */
function kernelTick(sync: PythonSync, session: OpenSession): CoreModule.ClusterTick | undefined {
  const { stops } = sync;
  if (stops === null) return undefined;
  const names = new Set(stops.stops);
  return {
    label: strings().stopWithKernel,
    title: strings().stopWithKernelTitle,
    isTicked: (key) => names.has(session.clusterName(key) ?? ""),
    version: stops.stops.join(),
    tick: (key, on) => sync.tick(key, on),
    ofLaunch: {
      title: strings().stopNewWithKernelTitle,
      ticked: stops.stopNew,
      tick: (on) => sync.tick(null, on),
    },
  };
}

interface Opened {
  core: typeof CoreModule;
  session: OpenSession;
  /** Through the widget's kernel, if there is a gateway. */
  relay: Relay | null;
  /** The session is the Jupyter server's, and may fall back on the relay. */
  fallsBack: boolean;
}

/** The Jupyter server's session, if it is with the widget's gateway and login, else one through the kernel. */
async function open(model: WidgetModel, loadCore: CoreLoader): Promise<Opened> {
  const [core, server] = await Promise.all([loadCore(model), serverOf(model)]);
  const spec = model.get("_spec");
  if (spec !== "") {
    const session = await core.connect(optionsObjectConnection(model.get("_uid"), spec));
    return { core, session, relay: null, fallsBack: false };
  }
  const relay = relayOf(model);
  const fallsBack = server !== null;
  const session = await (fallsBack
    ? serverSession(core, server)
    : core.connect(relay.connection()));
  return { core, session, relay, fallsBack };
}

/** The Jupyter server, if it is with the widget's gateway and login. */
async function serverOf(model: WidgetModel) {
  const server = serverOfPage();
  const address = model.get("_address");
  const sameLogin = server !== null && address !== null && !model.get("_own_login");
  return sameLogin && (await serverReaches(server, address)) ? server : null;
}

/**
 * Has ready what it takes to draw a widget that is not displayed yet. Whatever cannot be had now is tried again, and told, when it is
 * drawn.
 */
export async function prepare(model: WidgetModel, loadCore: CoreLoader): Promise<void> {
  const [core, server] = await Promise.all([loadCore(model), serverOf(model)]);
  if (server !== null) await serverSession(core, server);
}
