import type { JupyterFrontEnd } from "@jupyterlab/application";
import { Clipboard } from "@jupyterlab/apputils";
import type { IConsoleTracker } from "@jupyterlab/console";
import type { INotebookTracker } from "@jupyterlab/notebook";
import type { Server } from "../jupyter/connection.js";
import { sharedBy } from "../jupyter/hub-page.js";
import { labAddress } from "../jupyter/link-address.js";
import { hubOfPage } from "../jupyter/page-config.js";
import { copy } from "../page/clipboard.js";
import type { Host } from "../view/model.js";
import { UsersStore } from "./cluster-users.js";
import { Dashboards } from "./dashboards.js";
import { DOCTOR } from "./doctor.js";
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
  server: Server,
  doctor = true,
): Host {
  const users = new UsersStore();
  /** Fetched when code is first wanted somewhere. */
  const connecting = async () =>
    (await import(/* webpackChunkName: "connect" */ "./connecting.js")).connecting(
      app,
      notebooks,
      consoles,
      users,
    );
  return {
    ...(openPlots ? { openPlots, ...tabsOf(new Dashboards(app), panesOf(app)) } : {}),
    sharedBy: sharedBy(hubOfPage()),
    // No clipboard API outside secure contexts (http on another host), or no permission: then it is JupyterLab's.
    copy: (text) => copy(text, Clipboard.copyToSystem),
    linkTo: (link) => labAddress(link, app.serviceManager.serverSettings.baseUrl, hubOfPage()),
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
