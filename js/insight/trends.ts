import type { nothing as Nothing, TemplateResult } from "lit/html.js";
import type { ClusterView } from "../view/model.js";
import { sparkline, trendRange } from "./sparkline.js";
import type { InsightStrings } from "./strings.js";
import type { FigureTools } from "./tools.js";

/**
 * Workers and memory over the last ten minutes, as of when the cluster was drawn last: that is when something of it changed, and
 * nothing moves else.
 */
export function trends(
  tools: FigureTools,
  strings: InsightStrings,
  cluster: ClusterView,
): TemplateResult | typeof Nothing {
  const { html, nothing, formatBytes } = tools;
  const { workers, workersTrend, results, memory, memoryTrend } = cluster;
  const now = Date.now();
  const ofWorkers = trendRange(workersTrend, now, cluster.start);
  const ofMemory = trendRange(memoryTrend, now, cluster.start);
  if (ofWorkers === null && ofMemory === null) return tools.nothing;

  const trend = (
    caption: string,
    value: string,
    steps: typeof workersTrend,
    name: string,
    text: string,
  ) => html`<div class="trend" title=${text}>
    <p><span>${caption}</span> <b>${value}</b></p>
    ${sparkline(tools, steps, now, name, text)}
  </div>`;
  const workersNow = workers === null ? strings.unknown : strings.count(workers);
  const resultsNow = results === null ? strings.unknown : formatBytes(results);
  const ofAll =
    results === null || memory === null
      ? resultsNow
      : strings.amount(resultsNow, formatBytes(memory));
  return html`<div class="trends">
    ${
      ofWorkers === null
        ? nothing
        : trend(
            strings.workers,
            workersNow,
            workersTrend,
            strings.workersOverTime,
            strings.overTime(strings.workers, workersNow, ofWorkers, strings.count),
          )
    }
    ${
      ofMemory === null
        ? nothing
        : trend(
            strings.results,
            ofAll,
            memoryTrend,
            strings.memoryOverTime,
            strings.overTime(strings.resultsInMemory, ofAll, ofMemory, formatBytes),
          )
    }
  </div>`;
}
