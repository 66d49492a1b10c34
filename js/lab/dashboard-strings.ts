import { spoken } from "../page/spoken.js";

/** What a dashboard's tab in JupyterLab and the panes of its plots say, in English; loaded with them. */
const en = {
  mixed:
    "This page came by https and the dashboard is at an http address: browsers show none inside of the other, so it opens in a browser tab of its own. Your administrator can set gateway.public-address to an https address.",
  policy: (directive: string) =>
    `This page’s content security policy (${directive}) does not let the dashboard be shown inside of it. Your administrator can allow its origin there.`,
  refused:
    "The dashboard’s site does not let it be shown inside of another page (X-Frame-Options or frame-ancestors), or leads to one that does not.",
  unknown: "If no dashboard appears here, its site may not let it be shown inside of another page.",
  openOutside: "Open the dashboard in a new browser tab",

  dashboard: "Dask dashboard",
  /** A dashboard's tab. */
  dashboardOf: (cluster: string) => `Dask ${cluster}`,
  plot: "Plot",
  /** By its English name. */
  plotName: (name: string) => name,
  cluster: "Cluster",
  chooseCluster: "Choose a cluster",
  hasEnded: (cluster: string) => `${cluster} (ended)`,
  follow: "Follow",
  followTitle:
    "Show the cluster that you work with: whose plots, dashboard or connection code you opened last",
  plotOutside: "Open this plot in a new browser tab, also if it does not appear here",
  looking: (cluster: string) => `Looking for cluster ${cluster}…`,
  waiting: "Waiting for the list of your clusters…",
  silent: "The gateway does not answer. The Dask Gateway panel says more.",
  ended: (cluster: string) =>
    `Cluster ${cluster} has ended. The next one that you work with is shown here, or choose one above.`,
  pinnedEnded: (cluster: string) => `Cluster ${cluster} has ended. Choose another one above.`,
  none: "No cluster is running. The next one that you work with is shown here.",
  several: "Several clusters are running. Choose one above.",
  noAddress: "It is not known where this cluster’s plots are: see it in the Dask Gateway panel.",
  notLoaded: "Dask Gateway could not be loaded. Open its panel to try again.",
  noPlot: (plot: string) =>
    `"${plot}" is no plot of Dask’s dashboard. One is called for example "task stream".`,
  notOurs:
    "This Client’s cluster is none of yours on this Dask Gateway, so its plots are not shown.",
};

export type DashboardStrings = typeof en;

declare module "../view/strings/table.js" {
  interface PartTables {
    labDashboard: DashboardStrings;
  }
}

/** In the language of the page. */
export const strings = (): DashboardStrings => spoken("labDashboard", en);
