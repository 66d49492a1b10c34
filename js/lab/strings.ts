import { labels } from "./labels.js";

/** What the JupyterLab plugin says itself, in JupyterLab's language. The view in it has strings of its own: `view/strings`. */
export const strings = labels({
  title: "Dask Gateway",
  /** What the plugin manager says of each plugin. */
  plugins: {
    plugin: "Settings, session and commands of Dask Gateway: the other plugins need it.",
    panel: "The Dask Gateway panel in the sidebar.",
    launcher: "Opens the Dask Gateway panel from the launcher.",
    status: "Tells your Dask clusters in the status bar.",
    running: "Lists your Dask clusters in the Running panel.",
    notifications: "Tells of launches, scaling and stops that take longer.",
    doctor: "Checks the connection to Dask Gateway step by step.",
    plots: "Opens Dask dashboards and plots in JupyterLab’s tabs.",
    "for-extensions": "Gives other extensions your Dask clusters: the token IDaskGateway.",
    menu: "Commands in JupyterLab’s menus and in that of a cluster’s card.",
    widget: "Draws GatewayWidget, the notebook widget.",
  },

  running: {
    title: "Dask clusters",
    stop: "Stop this cluster",
    stopAll: "Stop All",
    stopAllConsequence:
      "Your Dask clusters will shut down. Results that live only in their memory are lost.",
  },

  loading: "Loading…",
  notLoaded: "The Dask Gateway panel could not be loaded.",
  tryAgain: "Try again",

  commands: {
    open: { label: "Open Dask Gateway", caption: "Show the Dask Gateway panel" },
    refresh: {
      label: "Refresh Dask Clusters",
      caption: "Ask the gateway for its options and clusters again",
    },
    launch: {
      label: "Launch Dask Cluster",
      caption: "Launch a cluster with the options in the panel",
    },
    preset: {
      label: "Fill In a Dask Preset…",
      caption: "Fill the form from a preset; nothing is launched",
    },
    "copy-link": {
      label: "Copy Link to Dask Options",
      caption: "Copy a link that fills the form with the options in the panel",
    },
    scale: { label: "Scale Dask Cluster…", caption: "Ask for a number of workers" },
    adapt: {
      label: "Adapt Dask Cluster…",
      caption: "Let the number of workers follow the load, between two bounds",
    },
    stop: { label: "Stop Dask Cluster…", caption: "Stop a cluster, after a question" },
    "stop-all": {
      label: "Stop All Dask Clusters…",
      caption: "Stop several clusters, after a question that lists them",
    },
    "from-kubernetes": {
      label: "Convert a Worker Template of dask-kubernetes…",
      caption: "Fill the form from a worker template or from code with KubeCluster",
    },
    "insert-code": {
      label: "Insert Code to Connect to a Dask Cluster…",
      caption: "Insert a cell that connects to a cluster into the current notebook",
    },
    connect: {
      label: "Connect to a Dask Cluster…",
      caption: "Connect the current notebook or console to a cluster",
    },
    "open-dashboard": {
      label: "Open Dask Dashboard…",
      caption: "Open a cluster's dashboard in a tab",
    },
    doctor: {
      label: "Check the Connection to Dask Gateway",
      caption: "See, step by step, what holds between here and the gateway, and what to do",
    },
  },
  logsCommand: {
    label: "Open Dask Logs",
    caption: "Read what a cluster’s scheduler and its workers log",
  },
  plotCommands: {
    "open-plot": {
      label: "Open Dask Plot",
      caption: "Open one plot of a cluster’s dashboard",
    },
    "open-layout": {
      label: "Open Dask Plot Layout",
      caption: "Open task stream, progress, memory and cluster map",
    },
  },
});
