import { onCard } from "./commands.js";
import { describedBy } from "./described-by.js";
import type { Shared } from "./shared.js";
import { strings } from "./strings.js";

/** The command that shows the logs of a cluster, or of one of its workers. What it takes is fetched when it is first asked for. */
export function addLogs(shared: Shared): void {
  const { app, live, host } = shared;
  const { label, caption } = strings.logsCommand;
  app.commands.addCommand("dask-gateway:open-logs", {
    label: onCard(shared, "open-logs", label),
    caption,
    describedBy: describedBy("open-logs"),
    execute: async (given) => {
      const { card } = shared;
      const { showLogs } = await import(/* webpackChunkName: "logs" */ "./logs-tab.js");
      await showLogs(
        live,
        await host(),
        card === null ? given : { ...given, cluster: card.cluster },
      );
    },
  });
}
