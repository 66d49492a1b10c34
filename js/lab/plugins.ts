/** What the plugins do: `index.ts` fetches it at JupyterLab's start. */
import { once } from "../page/load-module.js";
import { addDoctor } from "./doctor.js";
import { addLauncher } from "./launcher-plugin.js";
import { addNotifications } from "./notifications-plugin.js";
import { addPanel } from "./panel-plugin.js";
import { addPlots } from "./plots.js";
import { addRunning } from "./running-plugin.js";
import type { Shared } from "./shared.js";
import { addStatus } from "./status-plugin.js";

export { makeShared } from "./make-shared.js";
export { addOutputRenderer } from "./output-renderer.js";

/** What each plugin adds to what the first has made. Where one is switched off, the others go on. */
export const ADDITIONS = {
  panel: addPanel,
  launcher: addLauncher,
  status: addStatus,
  running: addRunning,
  notifications: addNotifications,
  doctor: addDoctor,
  // Before there is a cluster there are no cards.
  menu: (shared: Shared) =>
    shared.live.onCluster(
      once(async () =>
        (await import(/* webpackChunkName: "choosing" */ "./card-menu.js")).addCardMenu(shared),
      ),
    ),
  plots: (shared: Shared) => {
    const { app, hasTabs, restorer, live } = shared;
    shared.openPlots = addPlots(app, hasTabs, restorer, () => live, shared);
  },
};
