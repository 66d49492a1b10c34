import type { NotebookPanel } from "@jupyterlab/notebook";
import type { Shared } from "./shared.js";

/** What is told in JupyterLab's notifications: what takes longer, and that a notebook could come over from dask-kubernetes. */
export function addNotifications(shared: Shared): void {
  const { app, live, isLite, settings, id, notebooks } = shared;
  live.tells = true;
  // It takes a server to read code, and the panel to show what comes of it.
  if (isLite || !live.hasPanel) return;
  const { baseUrl } = app.serviceManager.serverSettings;
  const around = { commands: app.commands, settings, plugin: id, baseUrl };
  const watch = async (notebook: NotebookPanel) =>
    (await import(/* webpackChunkName: "offer" */ "./kubernetes-offer.js"))
      .watchNotebook(around, notebook)
      .catch(console.error);
  live.offered.then(() => {
    notebooks?.forEach(watch);
    notebooks?.widgetAdded.connect((_, notebook) => watch(notebook));
  });
}
