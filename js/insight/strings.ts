import { count, inThousands } from "../page/count.js";
import { timeOfDay } from "../page/time-of-day.js";
import type { ClusterView } from "../view/model.js";
import type { Strings } from "../view/strings/table.js";
import { shortText } from "./short-text.js";
import type { TrendRange } from "./sparkline.js";
import type { Described } from "./workers-sort.js";

type TaskCounts = NonNullable<ClusterView["tasks"]>;

/** All text of this part, in English. */
const en = {
  tasksTitle: "Tasks",
  /** How far the work is, in a few parts; what there is none of is left out. */
  tasks({ all, released, memory, processing, waiting }: TaskCounts): string[] {
    const some = (of: number, what: string) => (of === 0 ? [] : [`${inThousands(of)} ${what}`]);
    return [
      `${inThousands(released + memory)} of ${count(all, "task", "tasks")} done`,
      ...some(memory, "in memory"),
      ...some(processing, "processing"),
      ...some(waiting, "waiting"),
    ];
  },
  plots: "Plots",
  plotLayout: "Plot layout",
  plotLayoutTitle: "Task stream, progress, memory and cluster map, beside your notebook",
  searchPlots: "Search plots",
  /** By its English name. */
  plot: (name: string): string => name,
  /** Opens the page that says which failed, and with what. */
  showErrors: "Show errors",
  noSuchPlot: "No plot is called like that.",
  /** `why`: a sentence. */
  usualPlots: (why: string): string =>
    `These are the usual plots; the cluster’s own list did not come. ${why}`,
  erred: (tasks: number): string =>
    tasks === 1
      ? "1 task failed, or depends on one that did."
      : `${inThousands(tasks)} tasks failed, or depend on one that did.`,

  workersOverTime: "Workers over time",
  workers: "Workers",
  memoryOverTime: "Memory over time",
  /** What it is of: the scheduler knows what results take, not all that a worker's process takes. */
  results: "Results",
  resultsInMemory: "Memory that results take",
  count: inThousands,
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
    return `${what}: ${now}, ${range} ${since === null ? "in the last 10 minutes" : `since ${timeOfDay.format(since)}`}`;
  },

  workersLoading: "Asking the scheduler for its workers.",
  workersUnreadable: "What its scheduler tells of its workers cannot be read.",
  /** Of which time the figures are that stand there. */
  asOf: (at: number): string => `These figures are of ${timeOfDay.format(at)}.`,
  /** What is wrong, and how many there are. `spilled`: that to the disk, as text; null: nothing. */
  workersSum(
    { rows, nearLimit, paused, silent, left, lastLeft, isBack }: Described,
    spilled: string | null,
  ): string {
    const all = inThousands(rows.length);
    const some = (of: number, what: string) => (of === 0 ? [] : [`${inThousands(of)} ${what}`]);
    const wrong = [
      ...(nearLimit === 0
        ? []
        : [`${inThousands(nearLimit)} of ${all} near ${nearLimit === 1 ? "its" : "their"} limit`]),
      ...some(paused, "paused"),
      ...some(silent, "not heard from"),
      ...(spilled === null ? [] : [`${spilled} spilled`]),
    ];
    const none = rows.length === 1 ? "not" : "none";
    // Their page for people does not say whether they are paused.
    const isTold = rows.every(({ state }) => state !== "unknown");
    const workers = count(rows.length, "worker", "workers");
    const sentence =
      wrong.length === 0
        ? `${workers}, ${none} ${isTold ? "in trouble" : "near its limit"}.`
        : nearLimit === 0
          ? `${workers}: ${wrong.join(", ")}.`
          : `${wrong.join(", ")}.`;
    if (left === 0) return sentence;
    const name = shortText(lastLeft, 60);
    const last = isBack ? "ended and started again" : "left";
    const gone =
      left === 1 ? `${name} ${last}` : `${inThousands(left)} left; the last, ${name}, ${last}`;
    return `${sentence} ${gone} within the last minute.`;
  },
  workerColumns: [
    "Worker",
    "Status",
    "Memory",
    "Spilled",
    "CPU",
    "Threads",
    "Tasks",
    "Last seen",
    "Log",
  ],
  log: "Log",
  logOf: (worker: string): string => `Log of ${worker}`,
  workerStates: {
    starting: "Starting",
    running: "Running",
    paused: "Paused",
    closing: "Closing",
    silent: "Not heard from",
    unknown: "",
  },
  /** Beside a figure, where there is no room for columns. */
  spilledShort: "Spilled",
  cpuShort: "CPU",
  threadsShort: "Threads",
  tasksShort: "Tasks",
  seenShort: "Seen",
  percent: (count: number): string => `${Math.round(count)} %`,
  /** 0: as often as it should be. */
  unseen: (seconds: number): string =>
    seconds === 0
      ? "now"
      : seconds < 120
        ? `${seconds} s ago`
        : `${Math.floor(seconds / 60)} min ago`,
};

export type InsightStrings = typeof en;

declare module "../view/strings/table.js" {
  interface PartTables {
    insight: InsightStrings;
  }
}

/** The table of the language that the view speaks. */
export function insightStrings({ parts }: Strings): InsightStrings {
  return parts.insight ?? en;
}
