import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { Host, Pane } from "../view/model.js";
import type { PaneTabs } from "./pane-tabs.js";

/** What shows panes of ours in the main area, and gives their clusters other names. What it takes is fetched with the first. */
export function panesOf(app: JupyterFrontEnd): Pick<Host, "openPane"> & Pick<Pane, "name"> {
  let tabs: PaneTabs | undefined;
  return {
    openPane: async (key, make) => {
      const { PaneTabs } = await import(/* webpackChunkName: "logs" */ "./pane-tabs.js");
      tabs ??= new PaneTabs(app);
      return tabs.show(key, make);
    },
    name: (clusters) => tabs?.name(clusters),
  };
}
