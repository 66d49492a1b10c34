import type { JupyterFrontEnd } from "@jupyterlab/application";
import { Clipboard } from "@jupyterlab/apputils";
import type { INotebookTracker } from "@jupyterlab/notebook";
import { sharedBy } from "../jupyter/hub-page.js";
import { hubOfPage } from "../jupyter/page-config.js";
import { copy } from "../page/clipboard.js";
import type { Host } from "../view/model.js";
import { Dashboards } from "./dashboards.js";
import { DOCTOR } from "./doctor.js";
import { panesOf } from "./panes.js";
import { strings } from "./strings.js";

/**
 * What only JupyterLab can do for the panel. `openPlots`: absent where its main area has no room for more than one tab, as
 * Notebook 7's; there dashboards and plots open in tabs of the browser.
 */
export function labHost(
  app: JupyterFrontEnd,
  notebooks: INotebookTracker | null,
  openPlots: Host["openPlots"],
): Host {
  return {
    ...(openPlots
      ? { openPlots, ...dashboardTabs(new Dashboards(app)), openPane: panesOf(app) }
      : {}),
    sharedBy: sharedBy(hubOfPage()),
    // No clipboard API outside secure contexts (http on another host), or no permission: then it is JupyterLab's.
    copy: (text) => copy(text, Clipboard.copyToSystem),
    insert: (code) => insertCell(app, notebooks, code),
    checkConnection: () => void app.commands.execute(DOCTOR),
  };
}

function dashboardTabs(dashboards: Dashboards): Pick<Host, "open" | "onDraw"> {
  return {
    open: (url, cluster) => dashboards.show(url, cluster),
    onDraw: ({ clusters }) => dashboards.name(clusters ?? []),
  };
}

/** Puts code below the active cell of the current notebook, or into that cell when it is empty. */
async function insertCell(
  app: JupyterFrontEnd,
  notebooks: INotebookTracker | null,
  code: string,
): Promise<void> {
  const panel = notebooks?.currentWidget;
  if (!panel) throw new Error(strings.noNotebook);
  await panel.context.ready;

  const { content: notebook } = panel;
  const model = notebook.model;
  if (!model) throw new Error(strings.notebookLoading);

  const active = notebook.activeCell;
  if (active?.model.type === "code" && active.model.sharedModel.getSource().trim() === "") {
    active.model.sharedModel.setSource(code);
  } else {
    const index = active ? notebook.activeCellIndex + 1 : 0;
    // Trusted, as a cell is that the user makes with a key.
    const metadata = { trusted: true };
    model.sharedModel.insertCell(index, { cell_type: "code", source: code, metadata });
    notebook.activeCellIndex = index;
  }
  notebook.deselectAll();
  // The user should see where the code went.
  if (!panel.isVisible) app.shell.activateById(panel.id);
  await notebook.scrollToItem(notebook.activeCellIndex, "smart");
}
