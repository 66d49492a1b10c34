import { spoken } from "../page/spoken.js";

/** What the widget's own script says, in English. The view in it has strings of its own: `view/strings`. */
export const en = {
  title: "Dask Gateway",
  /** `{reason}`: one of the next ones. */
  inactive: "Dask Gateway: {reason}",
  notLoaded: "the widget could not be loaded.",
  savedPage:
    "not connected to a kernel. This page was saved with these options. Run its notebook to work with them.",
  noOptions: "No options were saved.",
  loading: "loading the widget’s program.",
  notLoadedYet:
    "not connected to a kernel so far. The widget was saved with these options. Run its notebook to work with them.",
  stopWithKernel: "Stop with this notebook’s kernel",
  stopWithKernelTitle:
    "The kernel stops this cluster when it ends: by Shut Down or Restart, or when the server ends or finds it idle. Not if it crashes, runs out of memory or is killed.",
  stopNewWithKernelTitle:
    "For clusters that are launched or used in Python here from now on: the kernel stops them when it ends. Each cluster has a tick of its own.",
  useInPython: "Use in Python",
  useInPythonTitle: "The widget’s connect() and get_client() work with this cluster",
};

export type WidgetStrings = typeof en;

declare module "../view/strings/table.js" {
  interface PartTables {
    widget: WidgetStrings;
  }
}

/** In the language of the page. */
export const strings = (): WidgetStrings => spoken("widget", en);
