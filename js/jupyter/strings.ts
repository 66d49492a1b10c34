import { spoken } from "../page/spoken.js";

const gone = "The kernel has ended: Python no longer follows.";
const goneButConnected = `${gone} Clusters can still be controlled from here.`;

/** What notebook widgets and JupyterLab's outputs of them say, in English. */
const en = {
  options: "options",
  savedOptions: "Options saved in this notebook",
  useSavedOptions: "Put them into the form",
  /** `reason`: what went wrong on the way. */
  codeNotRead: (reason: string) =>
    `The Jupyter server could not read this code (${reason}): try again, or paste the worker template.`,
  silent: "Python has not answered yet: it is busy, or not there.",
  /** By the route to the gateway; "none": the options are a Python object's, without a gateway. */
  program: {
    direct: { follows: "Connected to the gateway directly.", gone: goneButConnected },
    "pass-through": { follows: "Connected through the Jupyter server.", gone: goneButConnected },
    relay: {
      follows: "Connected through the kernel: while it is busy, this waits for it.",
      gone: "The kernel has ended, and with it the connection to the gateway. Run the cell again.",
    },
    none: { follows: "", gone },
  },
};

export type JupyterStrings = typeof en;

declare module "../view/strings/table.js" {
  interface PartTables {
    jupyter: JupyterStrings;
  }
}

/** In the language of the page. */
export const strings = (): JupyterStrings => spoken("jupyter", en);
