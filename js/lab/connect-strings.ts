import { spoken } from "../page/spoken.js";

/** What is said of notebooks and consoles that are connected to clusters, in English. `where`: a notebook or console. */
const en = {
  nothingOpen:
    "Open a notebook or a console first: the code that connects goes below its active cell, or to its prompt.",
  loading: (where: string) => `${where} is not loaded yet: try again in a moment.`,
  otherLanguage: (where: string, language: string) =>
    `${where} has a kernel for ${language}: the code that connects is Python.`,
  inBrowser: (where: string) =>
    `The kernel of ${where} runs inside the browser, from where no scheduler can be reached. Use “Copy connection code”, and run that in a Python outside of the browser.`,
  inserted: (where: string) => `The code is in ${where}: running it connects.`,
  failed: (where: string) => `The code raised an error in ${where}: it says there what is wrong.`,
  notRun: (where: string) =>
    `The code is in ${where}, but it was not run then: running it connects.`,

  /** How a document uses a cluster: its name stands behind it. */
  uses: "used by",
  connects: "being connected:",
  waits: "waiting for the busy kernel of",
  usesTitle: (where: string) =>
    `The code that connects has run in ${where}, and its kernel has not been restarted since. Show it`,
  connectsTitle: (where: string) => `The code that connects runs in ${where}. Show it`,
  waitsTitle: (where: string) =>
    `The code that connects runs in ${where} when its kernel has done what it is at. Show it`,
};

export type ConnectStrings = typeof en;

declare module "../view/strings/table.js" {
  interface PartTables {
    labConnect: ConnectStrings;
  }
}

/** In the language of the page. */
export const strings = (): ConnectStrings => spoken("labConnect", en);
