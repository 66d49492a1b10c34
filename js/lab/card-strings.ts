import { labels } from "./labels.js";

/** What the commands are called in the menu of a cluster's card, where Dask and the cluster need no name. */
export const strings = labels({
  connect: "Connect",
  "insert-code": "Insert Connection Code",
  scale: "Scale…",
  adapt: "Adapt…",
  "open-dashboard": "Open Dashboard",
  "open-layout": "Open Plot Layout",
  "open-logs": "Open Logs",
  "copy-key": "Copy Key",
  stop: "Stop…",
});
