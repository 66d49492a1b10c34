import type { ILayoutRestorer, JupyterFrontEnd } from "@jupyterlab/application";
import { WidgetTracker } from "@jupyterlab/apputils";
import type { Host } from "../view/model.js";
import { onCard } from "./commands.js";
import { describedBy } from "./described-by.js";
import type { Live } from "./live.js";
import type { PlotPane } from "./plot-pane.js";
import type { Shared } from "./shared.js";
import { strings } from "./strings.js";

const OPEN_PLOT = "dask-gateway:open-plot";
export const OPEN_LAYOUT = "dask-gateway:open-layout";
/** The button "Launch dashboard in JupyterLab" of distributed's Client runs it. */
const FROM_CLIENT = "dask:populate-and-launch-layout";

/**
 * Plots as panes. All that shows them is fetched with the first, or when one is restored with a workspace: that is saved in a
 * file, so no more of a cluster than its key stands there. Gives what opens them for a host, if there is room for tabs. `around`: has
 * the cluster in whose menu a command was chosen.
 */
export function addPlots(
  app: JupyterFrontEnd,
  hasTabs: boolean,
  restorer: ILayoutRestorer | null,
  live: () => Live,
  around: Pick<Shared, "card"> = { card: null },
): Host["openPlots"] {
  const tracker = new WidgetTracker<PlotPane>({ namespace: "dask-gateway-plots" });
  let made: Promise<import("./plot-panes.js").PlotPanes> | undefined;
  const panes = () => {
    made ??= import(/* webpackChunkName: "dashboard" */ "./plot-panes.js").then(({ plotPanes }) =>
      plotPanes(app, hasTabs, tracker, live()),
    );
    return made;
  };
  for (const id of ["open-plot", "open-layout"] as const)
    app.commands.addCommand(`dask-gateway:${id}`, {
      ...strings.plotCommands[id],
      label: onCard(around, id, strings.plotCommands[id].label),
      isVisible: () => live().isOffered,
      describedBy: describedBy(id),
      // What a notebook says may be null.
      execute: async (given) => {
        const { card } = around;
        return (await panes())[id](card ? { ...given, cluster: card.cluster } : (given ?? {}));
      },
    });
  // Where dask-labextension is, it brings its own.
  if (!app.hasPlugin("dask-labextension:plugin"))
    app.commands.addCommand(FROM_CLIENT, {
      ...strings.plotCommands["open-layout"],
      execute: async (given) => (await panes()).openAt(String(given?.url)),
    });
  restorer
    ?.restore(tracker, {
      command: OPEN_PLOT,
      args: (pane) => pane.saved,
      name: (pane) => pane.slot,
    })
    .catch(console.error);
  if (!hasTabs) return undefined;
  return async (plots, key) => (await panes()).show(plots, key);
}
