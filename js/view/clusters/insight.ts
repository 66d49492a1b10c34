import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { html, nothing, render, svg, type TemplateResult } from "lit/html.js";
import type { Context, InsightTools } from "../context.js";
import type { ClusterView, RecentView } from "../model.js";
import { formatMessage } from "../strings/index.js";
import { elementDirective } from "../ui/element-directive.js";
import { formatBytes } from "../ui/format.js";

const tools: InsightTools = {
  html,
  svg,
  nothing,
  render,
  repeat,
  guard,
  elementDirective,
  formatBytes,
  formatMessage,
};

/** What a part of its own draws of a running cluster, once that is there. */
export function insight(context: Context, cluster: ClusterView): TemplateResult | typeof nothing {
  if (context.insight === null || cluster.status !== "RUNNING") return nothing;
  return context.insight.clusterFigures(tools, context, cluster);
}

/** "Logs", once that part is there. */
export function logsButton(
  context: Context,
  cluster: ClusterView | RecentView,
): TemplateResult | typeof nothing {
  return context.insight?.logsButton(tools, context, cluster) ?? nothing;
}
