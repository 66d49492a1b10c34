/** What is said to who has a notebook for dask-kubernetes, in English. */
export const strings = {
  offer: "This notebook uses dask-kubernetes. Its workers can become options of your Dask Gateway.",
  open: "Open converter",
  never: "Don’t show again",
};
