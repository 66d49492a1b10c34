/**
 * The notebook widget's front end: the script that anywidget gets with each widget. It is small, for it is sent
 * and saved with each of them: the core and the view come from the shared module.
 */
import { copy } from "../copy.js";
import { configuredAddress, passThrough } from "../jupyter/connection.js";
import { offeredHost } from "../jupyter/host.js";
import { objectConnection } from "../jupyter/object.js";
import { frame, watchSight } from "../jupyter/place.js";
import { noticeOf } from "../jupyter/python.js";
import { beginAsSaved } from "../jupyter/saved.js";
import type { Connection, Look } from "../view/index.js";
import type { Host } from "../view/model.js";
import { Follower } from "./follower.js";
import { inactive } from "./inactive.js";
import type { Model } from "./model.js";
import { loadModule } from "./module.js";
import { jupyterServer, page } from "./page.js";
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
  const [{ connect, mount }, [connection, relay]] = await Promise.all([
    loadModule(model),
    connectionOf(model),
  ]);
  clearTimeout(slow);
  if (signal.aborted) return;

  const session = await connect(connection);
  if (signal.aborted) return;
  const follower = followerOf(model, () => new Follower(model, session, relay), signal);
  // ipywidgets draws a widget that was saved with its notebook even if no kernel knows it.
  if (el.closest(".jupyter-widgets-disconnected") !== null) {
    follower.end();
    beginAsSaved(session, model.get("options"));
  }
  const launch = model.get("_spec") === "";
  const look = (): Look => ({
    view: model.get("view"),
    launch,
    notice: noticeOf(follower.python, launch ? (relay ? "relay" : "pass-through") : "none"),
    ...(model.get("_one_cluster")
      ? { only: follower.chosen ?? "" }
      : {
          choice: {
            label: "Use in Python",
            title: "The widget’s connect() and get_client() work with this cluster",
            chosen: follower.chosen,
            choose: (key) => follower.choose(key),
          },
        }),
  });
  const host: Host = { copy, ...offeredHost(), sent: (event) => follower.did(event) };
  el.replaceChildren();
  const box = el.appendChild(document.createElement("div"));
  box.dataset.daskGateway = "widget";
  frame(box);
  const view = mount(box, session, host, look());

  const relook = () => view.setLook(look());
  follower.subscribe(relook, signal);
  model.on("change:view", relook);
  watchSight(box, (visible) => view.setVisible(visible), signal);
  box.addEventListener("focusout", () => follower.flush());
  signal.addEventListener("abort", () => {
    model.off("change:view", relook);
    view.dispose();
  });
}

/** Which way to the gateway: the Jupyter server's, if it leads there with the same login, else the kernel's. */
async function connectionOf(model: Model): Promise<[Connection, Relay | null]> {
  const spec = model.get("_spec");
  if (spec !== "") return [objectConnection(model.get("_uid"), spec), null];
  const server = jupyterServer();
  const address = model.get("_address");
  if (server !== null && address !== null && !model.get("_own_login")) {
    page.configured ??= configuredAddress(server);
    if ((await page.configured) === address) return [passThrough(server), null];
    // It may be the server's first moment, or be configured later.
    delete page.configured;
  }
  const relay = relayOf(model);
  return [relay.connection(), relay];
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
