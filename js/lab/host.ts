import type { JupyterFrontEnd } from "@jupyterlab/application";
import { Clipboard } from "@jupyterlab/apputils";
import type { IConsoleTracker } from "@jupyterlab/console";
import type { INotebookTracker } from "@jupyterlab/notebook";
import { sharedBy } from "../jupyter/hub-page.js";
import { labAddress } from "../jupyter/link-address.js";
import { copy } from "../page/clipboard.js";
import type { Host } from "../view/model.js";
import { UsersStore } from "./cluster-users.js";
import { Dashboards } from "./dashboards.js";
import { DOCTOR } from "./doctor-command.js";
import { serverOf } from "./lab-server.js";
import { openMixed } from "./open-mixed.js";
import { panesOf } from "./panes.js";

/**
 * What only JupyterLab can do for the panel. `openPlots`: absent where its main area has no room for more than one tab, as
 * Notebook 7's, or where their plugin is switched off: dashboards and plots open in tabs of the browser. `doctor`: that is not.
 */
export function labHost(
  app: JupyterFrontEnd,
  notebooks: INotebookTracker | null,
  consoles: IConsoleTracker | null,
  openPlots: Host["openPlots"],
  doctor = true,
): Host {
  const users = new UsersStore();
  const server = serverOf(app);
  /** Fetched when code is first wanted somewhere. */
  const connecting = async () =>
    (await import(/* webpackChunkName: "connect" */ "./connecting.js")).connecting(
      app,
      notebooks,
      consoles,
      users,
    );
  return {
    ...(openPlots
      ? { openPlots: withMixed(openPlots), ...tabsOf(new Dashboards(app), panesOf(app)) }
      : {}),
    sharedBy: sharedBy(server.hub),
    // No clipboard API outside secure contexts (http on another host), or no permission: then it is JupyterLab's.
    copy: (text) => copy(text, Clipboard.copyToSystem),
    linkTo: (link) => labAddress(link, server.baseUrl, server.hub),
    insert: async (code, cluster) => (await connecting()).insert(code, cluster),
    connect: async (code, cluster) => (await connecting()).connect(code, cluster),
    grab: (event, begin) => void connecting().then((it) => it.grab(event, begin), console.warn),
    drag: (code, cluster) => void connecting().then((it) => it.drag(code, cluster)),
    users,
    readWorkerCode: async (code) =>
      (await import(/* webpackChunkName: "commands" */ "../jupyter/worker-code.js")).readWorkerCode(
        server,
        code,
      ),
    ...(doctor ? { checkConnection: () => void app.commands.execute(DOCTOR) } : {}),
  };
}

function withMixed(openPlots: NonNullable<Host["openPlots"]>): Host["openPlots"] {
  return async (plots, cluster) => {
    const [only] = plots;
    if (only && plots.length === 1) openMixed(only.url);
    await openPlots(plots, cluster);
  };
}

function tabsOf(
  dashboards: Dashboards,
  panes: ReturnType<typeof panesOf>,
): Pick<Host, "open" | "openPane" | "onDraw"> {
  return {
    open: (url, cluster) => dashboards.show(url, cluster),
    openPane: panes.openPane,
    onDraw: ({ clusters }) => {
      if (clusters === null) return;
      dashboards.name(clusters);
      panes.name(clusters);
    },
  };
}
