/**
 * The notebook widget's front end: the script that anywidget gets with each widget. It is small, for it is sent
 * and saved with each of them: the core and the view come from the shared module.
 */

import { serverReaches } from "../jupyter/config.js";
import { offered } from "../jupyter/host.js";
import { objectConnection } from "../jupyter/object.js";
import { programStatusOf } from "../jupyter/python.js";
import { offerRelay } from "../jupyter/relays.js";
import { beginAsSaved } from "../jupyter/saved.js";
import { serverSession } from "../jupyter/session.js";
import { copy } from "../page/clipboard.js";
import { frame, watchSight } from "../page/widget-frame.js";
import type * as Shared from "../view/index.js";
import type { Host, OpenSession } from "../view/model.js";
import { inactive } from "./inactive.js";
import type { Model } from "./model.js";
import { loadModule } from "./module.js";
import { jupyterServer, page } from "./page.js";
import { Follower } from "./python-sync.js";
import { type Relay, relayOf } from "./relay.js";

export default {
  render({ model, el }: { model: Model; el: HTMLElement }): () => void {
    const abort = new AbortController();
    start(model, el, abort.signal).catch((error: unknown) => {
      console.error(error);
      inactive(el, model.get("options"), "the widget could not be loaded.");
    });
    return () => abort.abort();
  },
};

async function start(model: Model, el: HTMLElement, signal: AbortSignal): Promise<void> {
  const slow = setTimeout(
    () => inactive(el, model.get("options"), "waiting for the widget’s program to load."),
    1_000,
  );
  const module = await loadModule(model);
  const { session, relay, falls } = await sessionOf(model, module);
  clearTimeout(slow);
  if (signal.aborted) return;
  const follower = followerOf(model, () => new Follower(model, session, relay), signal);
  // ipywidgets draws a widget that was saved with its notebook even if no kernel knows it.
  if (el.closest(".jupyter-widgets-disconnected") !== null) {
    follower.end();
    beginAsSaved(session, model.get("options"));
  }
  if (falls && relay !== null) {
    const end = offerRelay(session, relay.connection());
    const watch = () => void (follower.python === "gone" && end());
    watch();
    follower.subscribe(watch, signal);
    signal.addEventListener("abort", end);
  }
  const launch = model.get("_spec") === "";
  const options = (): Shared.MountOptions => ({
    view: model.get("view"),
    launchButton: launch,
    programStatus: programStatusOf(follower.python, launch ? session.view().connection : "none"),
    ...(model.get("_one_cluster")
      ? { onlyCluster: follower.chosen ?? "" }
      : {
          clusterChoice: {
            label: "Use in Python",
            title: "The widget’s connect() and get_client() work with this cluster",
            chosen: follower.chosen,
            choose: (key) => follower.choose(key),
          },
        }),
  });
  const host: Host = { copy, ...offered.host, onEvent: (event) => follower.did(event) };
  el.replaceChildren();
  const box = el.appendChild(document.createElement("div"));
  box.dataset.daskGateway = "widget";
  frame(box);
  const view = module.mount(box, session, host, options());

  const updateOptions = () => view.setOptions(options());
  follower.subscribe(updateOptions, signal);
  // The way to the gateway may change.
  session.subscribe(updateOptions, signal);
  model.on("change:view", updateOptions);
  watchSight(box, (visible) => view.setVisible(visible), signal);
  box.addEventListener("focusout", () => follower.flush());
  signal.addEventListener("abort", () => {
    model.off("change:view", updateOptions);
    view.dispose();
  });
}

interface Opened {
  session: OpenSession;
  /** The way through the widget's kernel, if there is a gateway. */
  relay: Relay | null;
  /** The session is the Jupyter server's, and may fall back on the relay. */
  falls: boolean;
}

/** The Jupyter server's session, if it is with the widget's gateway and login, else one through the kernel. */
async function sessionOf(model: Model, module: typeof Shared): Promise<Opened> {
  const spec = model.get("_spec");
  if (spec !== "") {
    const session = await module.connect(objectConnection(model.get("_uid"), spec));
    return { session, relay: null, falls: false };
  }
  const relay = relayOf(model);
  const server = jupyterServer();
  const address = model.get("_address");
  const configured = server !== null && address !== null && !model.get("_own_login");
  if (configured && (await serverReaches(server, address))) {
    return { session: await serverSession(module, server), relay, falls: true };
  }
  return { session: await module.connect(relay.connection()), relay, falls: false };
}

/** The widget's follower: one for all its displays, for as long as there is one. */
function followerOf(model: Model, make: () => Follower, signal: AbortSignal): Follower {
  const uid = model.get("_uid");
  const follower = page.followers.get(uid) ?? make();
  page.followers.set(uid, follower);
  follower.displays += 1;
  signal.addEventListener("abort", () => {
    follower.displays -= 1;
    if (follower.displays > 0) return;
    page.followers.delete(uid);
    follower.dispose();
  });
  return follower;
}
