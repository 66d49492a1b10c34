import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { Host } from "../view/model.js";
import { describedBy } from "./described-by.js";
import type { Live } from "./live.js";
import { strings } from "./strings.js";

/** The command that shows the logs of a cluster, or of one of its workers. What it takes is fetched when it is first asked for. */
export function addLogs(app: JupyterFrontEnd, live: Live, host: Host): void {
  app.commands.addCommand("dask-gateway:open-logs", {
    ...strings.logsCommand,
    describedBy: describedBy("open-logs"),
    execute: async (given) => {
      const { showLogs } = await import(/* webpackChunkName: "logs" */ "./logs-tab.js");
      await showLogs(live, host, given);
    },
  });
}
