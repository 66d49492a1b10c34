import { labels } from "./labels.js";

/** The same of what is read after JupyterLab's start. */
export const later = labels({
  doctorTab: "Dask connection",
  doctorNotLoaded: "The check could not be loaded. ({reason})",
  close: "Close",
  notConnected: "Not connected: run the cell to work with this gateway.",
  noCluster: "There is no such cluster.",
  missingArgument: '{command} needs "{name}".',
});
