import type { Shared } from "./shared.js";

/** The clusters' totals in JupyterLab's status bar. */
export function addStatus({ app, live }: Shared): void {
  live.onCluster(async (started) => {
    // Notebook has no status bar, and so not its module.
    const status = await import(/* webpackChunkName: "status" */ "./status-item.js").catch(
      () => null,
    );
    await status?.addStatusItem(app, live, started);
  });
}
