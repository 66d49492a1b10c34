import { strings as labels } from "./card-strings.js";
import { keyOf } from "./cluster-key.js";
import { FITS } from "./command-names.js";
import type { Shared } from "./shared.js";

/** Where the browser's own menu is of more use: to paste, or to open a link elsewhere. */
const BROWSERS = "input:not([type=checkbox]), textarea, select, a[href], dialog";

/**
 * JupyterLab's context menu on a cluster's card, by mouse or by keyboard: `schema/menu.json` says what stands in it. The cards are in
 * a shadow tree, where JupyterLab's selectors do not reach: while the menu is for one, the panel has its key as an attribute.
 */
export function addCardMenu(shared: Shared): void {
  const { app, panel, live, host } = shared;
  const { node } = panel;
  const choose = (key: string | null) => {
    const allows = (name: string) => {
      const cluster = live.cluster(key ?? "");
      return cluster === undefined || (FITS[name]?.(cluster) ?? true);
    };
    shared.card = key === null ? null : { cluster: key, labels, allows };
    node.toggleAttribute("data-cluster-menu", key !== null);
  };
  node.addEventListener("contextmenu", (event) => {
    const path = event.composedPath().filter((each) => each instanceof Element);
    const inside = path.slice(0, path.indexOf(node));
    const card = inside.find((each) => each.matches(".cluster[data-cluster]"));
    const key = card?.getAttribute("data-cluster") ?? "";
    const isOurs = live.cluster(key) !== undefined && !inside.some((it) => it.matches(BROWSERS));
    choose(isOurs ? key : null);
  });
  // What was chosen there is begun right after.
  app.contextMenu.menu.aboutToClose.connect(() => setTimeout(() => choose(null)));
  app.commands.addCommand("dask-gateway:copy-key", {
    label: labels["copy-key"],
    isVisible: () => shared.card !== null,
    describedBy: { args: { type: "object", properties: {} } },
    execute: async () => {
      // It is forgotten in a moment.
      const { card } = shared;
      if (card !== null) await (await host()).copy(keyOf(card.cluster));
    },
  });
}
