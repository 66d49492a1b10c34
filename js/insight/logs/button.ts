import type { nothing, TemplateResult } from "lit/html.js";
import type { Context, InsightTools } from "../../view/context.js";
import { showLogsDialog } from "./dialog.js";
import { logsPane } from "./pane.js";
import { hasSnapshot } from "./snapshots.js";
import { logStrings } from "./strings.js";

/** "Logs", on a cluster's card. One that has ended has it while something of its logs is known here. */
export function logsButton(
  tools: InsightTools,
  context: Context,
  cluster: { key: string; name: string; status?: string },
): TemplateResult | typeof nothing {
  const { key, name, status } = cluster;
  if (status !== "RUNNING" && !hasSnapshot(key)) return tools.nothing;
  const { logs, logsTitle } = logStrings(context.strings);
  return tools.html`<button
    type="button"
    class="plain logs-button"
    title=${logsTitle}
    @click=${(event: Event) => openLogs(tools, context, { key, name }, undefined, event)}
  >
    ${logs}
  </button>`;
}

/** Shows the logs of a cluster, that of the worker with this address first, or "exceptions". `event`: the click. */
export function openLogs(
  { formatMessage }: InsightTools,
  { host, strings, readPage }: Context,
  { key, name }: { key: string; name: string },
  first: string | undefined,
  { currentTarget }: Event,
): void {
  const root = (currentTarget as Element).getRootNode() as ShadowRoot;
  void logsPane(
    {
      session: { readPage },
      cluster: key,
      name,
      first,
      strings,
      format: (problem) => formatMessage(strings, problem),
      host,
    },
    (view) => showLogsDialog(root, view, logStrings(strings)),
  );
}
