import { spoken } from "../page/spoken.js";

/** What other extensions are told that ask for clusters, in English. */
const en = {
  unavailable: "There is no Dask Gateway in this page.",
  noAnswer: "The Dask Gateway has not answered yet.",
  noCluster: (key: string) => `There is no cluster ${key}.`,
  switchedOff:
    "Dask Gateway cannot do this here: its plugin for that is not there, or switched off.",
  notKnown: "It is not known whether this was done: the Dask Gateway panel says more.",
};

export type ExtensionStrings = typeof en;

declare module "../view/strings/table.js" {
  interface PartTables {
    labExtensions: ExtensionStrings;
  }
}

/** In the language of the page. */
export const strings = (): ExtensionStrings => spoken("labExtensions", en);
