/**
 * The JupyterLab plugins: all that is loaded at JupyterLab's start. Keep it small.
 *
 * Voila and JupyterLite load it too, and have not all of JupyterLab's packages. A module that imports one that is missing is
 * not loaded at all: so each plugin imports what it needs when it is activated.
 */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { isLite } from "../jupyter/page-config.js";
import { MODULE } from "../jupyter/widget-module.js";
import { IDaskGateway } from "../token/index.js";
import type { Shared } from "./shared.js";
import { strings } from "./strings.js";
import { registerWidget } from "./widget-plugin.js";

type Name = keyof typeof strings.plugins;

const load = () => import(/* webpackChunkName: "main" */ "./plugins.js");
const idOf = (name: string) => `${MODULE}:${name}`;
/** Users' settings are kept under it. */
const ID = idOf("plugin");

let tell: (shared: Shared | null) => void;
/** What the first plugin has made; null: nothing. */
const made = new Promise<Shared | null>((resolve) => {
  tell = resolve;
});

async function activateFirst(app: JupyterFrontEnd): Promise<void> {
  try {
    if (isJupyter(app)) tell(await (await load()).makeShared(app, ID));
  } finally {
    // Where it has been told already, this says nothing.
    tell(null);
  }
}

/** The others have no sidebar. A site of JupyterLite goes by any name. */
function isJupyter(app: JupyterFrontEnd): boolean {
  return isLite() || /^Jupyter(Lab| Notebook)/.test(app.name);
}

/** What the first plugin has made, if it is not switched off. */
async function sharedBy(app: JupyterFrontEnd): Promise<Shared | null> {
  return app.hasPlugin(ID) ? made : null;
}

async function activateWidget(app: JupyterFrontEnd): Promise<void> {
  await registerWidget(app);
  if (isLite() || !isJupyter(app)) return;
  const [shared, { addOutputRenderer }] = await Promise.all([sharedBy(app), load()]);
  await addOutputRenderer(app, shared);
}

function plugin(
  name: Name,
  activate: (app: JupyterFrontEnd) => Promise<void>,
): JupyterFrontEndPlugin<void> {
  return { id: idOf(name), description: strings.plugins[name], autoStart: true, activate };
}

/** One that adds something to what the first has made. */
function addition(name: keyof Awaited<ReturnType<typeof load>>["ADDITIONS"]) {
  return plugin(name, async (app) => {
    const shared = await sharedBy(app);
    if (shared !== null) await (await load()).ADDITIONS[name](shared);
  });
}

/** Activated when another extension wants it, and not before. */
const forExtensions: JupyterFrontEndPlugin<IDaskGateway> = {
  id: idOf("for-extensions"),
  description: strings.plugins["for-extensions"],
  provides: IDaskGateway,
  async activate(app) {
    const shared = await sharedBy(app);
    const { ForExtensions } = await import(
      /* webpackChunkName: "extensions" */ "./for-extensions.js"
    );
    return new ForExtensions(app, shared?.live ?? null);
  },
};

export default [
  plugin("plugin", activateFirst),
  plugin("widget", activateWidget),
  addition("panel"),
  addition("launcher"),
  addition("status"),
  addition("running"),
  addition("notifications"),
  addition("doctor"),
  addition("plots"),
  forExtensions,
  addition("menu"),
];
