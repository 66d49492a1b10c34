import { spoken } from "../page/spoken.js";

/** What the page on a hub says around the element, in English. */
const en = {
  server: {
    running: "Your server is running.",
    starting: "Your server is starting.",
    stopping: "Your server is stopping.",
    stopped: "Your server is not running. Clusters run without it: stop what you do not need.",
    unknown: "Clusters run without your server, too: stop what you do not need.",
  },
  start: {
    running: "Open my server",
    starting: "Open my server",
    stopping: "Start my server",
    stopped: "Start my server",
    unknown: "Start or open my server",
  },
  notLoaded:
    "The form and your clusters could not be loaded. Reload the page; if that does not help, tell your administrator.",
  wouldTake: "JupyterLab opens; options that you choose here come along.",
  takesAlong: "JupyterLab opens with these options filled in.",
  leavesBehind:
    "JupyterLab opens without these options: correct the marked field, or there are too many.",
};

export type HubStrings = typeof en;

declare module "../view/strings/table.js" {
  interface PartTables {
    hub: HubStrings;
  }
}

/** In the language of the page. */
export const strings = (): HubStrings => spoken("hub", en);
