import type { NotebookPanel } from "@jupyterlab/notebook";
import type { Shared } from "./shared.js";

/** What is told in JupyterLab's notifications: what takes longer, and that a notebook could come over from dask-kubernetes. */
export function addNotifications(shared: Shared): void {
  const { live, isLite, notebooks } = shared;
  live.tells = true;
  // It takes a server to read code, and the panel to show what comes of it.
  if (isLite || !live.hasPanel) return;
  const watch = async (notebook: NotebookPanel) =>
    (await import(/* webpackChunkName: "offer" */ "./kubernetes-offer.js")).watchNotebook(
      shared,
      notebook,
    );
  live.offered.then(() => {
    notebooks?.forEach(watch);
    notebooks?.widgetAdded.connect((_, notebook) => watch(notebook));
  });
}
