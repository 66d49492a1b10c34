/** What JupyterLab's notifications say of what takes longer, in English; loaded when the panel has started. `cluster` is a key. */
export const strings = {
  show: "Show",
  launch: {
    begun: "Launching a Dask cluster…",
    done: (cluster: string) => `Dask cluster ${cluster} runs.`,
    failed: "The Dask cluster does not run. The Dask Gateway panel says why.",
  },
  scale: {
    begun: (cluster: string) => `Scaling Dask cluster ${cluster}…`,
    done: (cluster: string) => `Dask cluster ${cluster} has the workers that were asked for.`,
    failed: (cluster: string) =>
      `Dask cluster ${cluster} was not scaled as asked. The Dask Gateway panel says why.`,
  },
  stop: {
    begun: (cluster: string) => `Stopping Dask cluster ${cluster}…`,
    done: (cluster: string) => `Dask cluster ${cluster} has stopped.`,
    failed: (cluster: string) =>
      `Dask cluster ${cluster} was not stopped. The Dask Gateway panel says why.`,
  },
};
