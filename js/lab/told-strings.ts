import { spoken } from "../page/spoken.js";

/** What JupyterLab's notifications say of what takes longer, in English. `cluster` is what a cluster is called. */
const en = {
  show: "Show",
  why: { panel: "The Dask Gateway panel says why.", widget: "The widget says why." },
  launch: {
    begun: "Launching a Dask cluster…",
    done: (cluster: string) => `Dask cluster ${cluster} runs.`,
    failed: "The Dask cluster does not run.",
    unclear: "It is not clear which Dask cluster was launched, if any.",
  },
  scale: {
    begun: (cluster: string) => `Scaling Dask cluster ${cluster}…`,
    done: (cluster: string) => `Dask cluster ${cluster} has the workers that were asked for.`,
    failed: (cluster: string) => `Dask cluster ${cluster} was not scaled as asked.`,
  },
  adapt: {
    begun: (cluster: string) => `Switching on adaptive scaling of Dask cluster ${cluster}…`,
    done: (cluster: string) => `Dask cluster ${cluster} adapts its workers to the work.`,
    failed: (cluster: string) => `Dask cluster ${cluster} does not adapt as asked.`,
  },
  stop: {
    begun: (cluster: string) => `Stopping Dask cluster ${cluster}…`,
    done: (cluster: string) => `Dask cluster ${cluster} has stopped.`,
    failed: (cluster: string) => `Dask cluster ${cluster} was not stopped.`,
  },
  stopAll: {
    begun: (count: number) => `Stopping ${count} Dask clusters…`,
    done: (count: number) => `${count} Dask clusters have stopped.`,
    failed: (stopped: number, count: number) =>
      `${stopped} of ${count} Dask clusters were stopped.`,
  },
};

export type ToldStrings = typeof en;

declare module "../view/strings/table.js" {
  interface PartTables {
    labTold: ToldStrings;
  }
}

/** In the language of the page. */
export const strings = (): ToldStrings => spoken("labTold", en);
