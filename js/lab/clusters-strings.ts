import { count } from "../page/count.js";
import { spoken } from "../page/spoken.js";

/** What JupyterLab's status bar says of clusters, in English; states and workers are named by the view's own. */
const en = {
  title: "Dask clusters",
  clusters: (n: number) => count(n, "cluster", "clusters"),
  /** What a screen reader reads: the icon is all that says "Dask". */
  totals: (totals: string) => `Dask: ${totals}`,
  caption: (totals: string) => `Dask: ${totals}. Show the clusters`,
  /** The gateway does not answer, or not as it should. */
  notNow: "not up to date",
};

export type ClustersStrings = typeof en;

declare module "../view/strings/table.js" {
  interface PartTables {
    labClusters: ClustersStrings;
  }
}

/** In the language of the page. */
export const strings = (): ClustersStrings => spoken("labClusters", en);
