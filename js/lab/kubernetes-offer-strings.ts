import { labels } from "./labels.js";

/** What is said to who has a notebook for dask-kubernetes, before any of the view is there. */
export const strings = labels({
  offer: "This notebook uses dask-kubernetes. Its workers can become options of your Dask Gateway.",
  open: "Open converter",
  never: "Don’t show again",
});
