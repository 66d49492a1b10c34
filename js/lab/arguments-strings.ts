import { labels } from "./labels.js";

/** What the commands' arguments are: read by who writes a call. */
export const strings = labels({
  cluster: "The cluster's name, or its first 8 characters as the panel shows them",
  worker: "The address of the worker whose log is shown first",
  plot: "The plot’s name, as “task stream”, or its path",
  options: "Options to use in place of the panel's: an object, or its JSON text",
  atStart: "Workers at start in place of the panel's: a number, or [minimum, maximum]",
  name: "The preset's name",
  text: "A worker template or code with KubeCluster, to begin with",
  workers: "Workers to have",
  minimum: "Workers to keep at least",
  maximum: "Workers to have at most",
});
