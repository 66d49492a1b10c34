import { count } from "../page/count.js";

/** What JupyterLab's status bar says of clusters, in English; states and workers are named by the view's own. */
export const strings = {
  title: "Dask clusters",
  clusters: (n: number) => count(n, "cluster", "clusters"),
  /** What a screen reader reads: the icon is all that says "Dask". */
  totals: (totals: string) => `Dask: ${totals}`,
  caption: (totals: string) => `Dask: ${totals}. Show the clusters`,
  /** The gateway does not answer, or not as it should. */
  notNow: "not up to date",
};
