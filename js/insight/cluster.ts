import type { TemplateResult } from "lit/html.js";
import type { Context, InsightTools } from "../view/context.js";
import type { ClusterView } from "../view/model.js";
import { logsButton } from "./logs/button.js";
import { plotButtons } from "./plots.js";
import { taskProgress } from "./progress.js";
import { insightStrings } from "./strings.js";
import { toolsIn } from "./tools.js";
import { trends } from "./trends.js";
import { clusterUsers } from "./users.js";
import { workersDetails } from "./workers.js";

/** What a running cluster does, below the figures that its card has as text. */
export function clusterFigures(
  given: InsightTools,
  context: Context,
  cluster: ClusterView,
): TemplateResult {
  const tools = toolsIn(context.strings.lang, given);
  const strings = insightStrings(context.strings);
  return tools.html`${trends(tools, strings, cluster)} ${taskProgress(tools, strings, context, cluster)}
    ${clusterUsers(tools, context, cluster)}
    ${workersDetails(tools, strings, context, cluster)}
    <div class="looks">${plotButtons(tools, strings, context, cluster)} ${logsButton(tools, context, cluster)}</div>`;
}
