import type { nothing as Nothing, TemplateResult } from "lit/html.js";
import type { Context } from "../view/context.js";
import type { ClusterView } from "../view/model.js";
import { openLogs } from "./logs/button.js";
import type { InsightStrings } from "./strings.js";
import type { FigureTools } from "./tools.js";
import { described } from "./workers-sort.js";
import { type OpenLog, workersTable } from "./workers-table.js";

/**
 * The disclosure "Workers": what is wrong with them as one sentence, and the table. Which cluster's is open the core knows, for it asks
 * their scheduler only then; so one is open at a time.
 */
export function workersDetails(
  tools: FigureTools,
  strings: InsightStrings,
  context: Context,
  { key, name, workers }: ClusterView,
): TemplateResult | typeof Nothing {
  const { html } = tools;
  const look = context.look?.cluster === key ? context.look : null;
  if (workers === 0 && look === null) return tools.nothing;
  return html`<details
    class="used workers"
    ?open=${look !== null}
    @toggle=${({ currentTarget }: Event) => {
      const { open } = currentTarget as HTMLDetailsElement;
      // As it is now: when another table is opened, this one closes by that.
      if (open !== (context.look?.cluster === key))
        context.send({ type: "look-at-workers", cluster: open ? key : null });
    }}
  >
    <summary>${strings.workers}</summary>
    ${look === null ? tools.nothing : opened(tools, strings, context, look, (worker, event) => openLogs(tools, context, { key, name }, worker, event))}
  </details>`;
}

function opened(
  tools: FigureTools,
  strings: InsightStrings,
  { strings: common }: Context,
  { cluster, told, problem }: NonNullable<Context["look"]>,
  openLog: OpenLog,
): TemplateResult {
  const { html, nothing, formatMessage, formatBytes } = tools;
  const all = told === null ? null : described(cluster, told);
  const problems: string[] = [];
  if (problem !== null) problems.push(formatMessage(common, problem));
  if (told !== null && problem !== null && all !== null) problems.push(strings.asOf(told.at));
  if (told !== null && all === null) problems.push(strings.workersUnreadable);
  return html`
    <p class="sum" role="status" aria-live=${all === null || all.isNews ? "polite" : "off"}>${
      all === null
        ? told === null && problem === null
          ? strings.workersLoading
          : nothing
        : strings.workersSum(all, all.spilled ? formatBytes(all.spilled) : null)
    }</p>
    ${problems.length === 0 ? nothing : html`<p class="sum stopped" role="status" dir="auto">${problems.join(" ")}</p>`}
    ${all === null || all.rows.length === 0 ? nothing : workersTable(tools, strings, all, openLog)}
  `;
}
