import type { ClusterView } from "../view/model.js";
import type { TrendRange } from "./sparkline.js";

type TaskCounts = NonNullable<ClusterView["tasks"]>;

const thousands = new Intl.NumberFormat("en");
const time = new Intl.DateTimeFormat("en", {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** All text of this part, in English. */
const en = {
  lang: "en",
  tasksTitle: "Tasks",
  /** How far the work is, in a few parts; what there is none of is left out. */
  tasks({ all, released, memory, processing, waiting }: TaskCounts): string[] {
    const some = (count: number, what: string) =>
      count === 0 ? [] : [`${thousands.format(count)} ${what}`];
    return [
      `${thousands.format(released + memory)} of ${thousands.format(all)} ${all === 1 ? "task" : "tasks"} done`,
      ...some(memory, "in memory"),
      ...some(processing, "processing"),
      ...some(waiting, "waiting"),
    ];
  },
  plots: "Plots",
  plotLayout: "Plot layout",
  plotLayoutTitle: "Task stream, progress, memory and cluster map, beside your notebook",
  searchPlots: "Search plots",
  noSuchPlot: "No plot is called like that.",
  /** `why`: a sentence. */
  usualPlots: (why: string): string =>
    `These are the usual plots; the cluster’s own list did not come. ${why}`,
  erred: (count: number): string =>
    count === 1
      ? "1 task failed, or depends on one that did."
      : `${thousands.format(count)} tasks failed, or depend on one that did.`,

  workersOverTime: "Workers over time",
  workers: "Workers",
  memoryOverTime: "Memory over time",
  /** What it is of: the scheduler knows what results take, not all that a worker's process takes. */
  results: "Results",
  resultsInMemory: "Memory that results take",
  count: (count: number): string => thousands.format(count),
  unknown: "unknown",
  /** `all`: the workers' memory. Of two in the same unit, that is said once. */
  amount(used: string, all: string): string {
    const unit = / \S+$/.exec(all)?.[0] ?? "";
    return `${unit !== "" && used.endsWith(unit) ? used.slice(0, -unit.length) : used} of ${all}`;
  },
  /** What a picture over the last ten minutes shows, of which the last is `now`. */
  overTime(
    what: string,
    now: string,
    { least, greatest, since }: TrendRange,
    format: (value: number) => string,
  ): string {
    const range =
      least === greatest ? "unchanged" : `between ${format(least)} and ${format(greatest)}`;
    return `${what}: ${now}, ${range} ${since === null ? "in the last 10 minutes" : `since ${time.format(since)}`}`;
  },
};

export type InsightStrings = typeof en;

/** The table for a page's language; so far there is one. */
export function stringsFor(_lang: string): InsightStrings {
  return en;
}
