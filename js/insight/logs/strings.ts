import { count, inThousands } from "../../page/count.js";
import type { Strings } from "../../view/strings/table.js";

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** All text of the logs, in English. */
const en = {
  logs: "Logs",
  logsTitle: "Read what the scheduler and the workers log",
  logsOf: (cluster: string): string => `Logs of ${cluster}`,
  source: "Log of",
  scheduler: "Scheduler",
  exceptions: "Failed tasks",
  worker: (name: string): string => `Worker ${name}`,
  filter: "Filter",
  level: "Level",
  levels: { all: "All levels", warnings: "Warnings and errors", errors: "Errors" },
  follow: "Follow",
  followTitle: "Read it again every few seconds",
  copy: "Copy",
  copied: "Copied to the clipboard.",
  save: "Save",
  saveTitle: "Save as a text file",
  close: "Close",
  reading: "Reading…",
  /** How much there is, and as of when. */
  read: (entries: number, at: number, areTasks: boolean): string => {
    const all = areTasks
      ? count(entries, "failed task", "failed tasks")
      : count(entries, "entry", "entries");
    return `${all}, read at ${clock.format(at)}.`;
  },
  some: (shown: number, all: number): string =>
    `${inThousands(shown)} of ${count(all, "entry", "entries")}.`,
  nothing: "Nothing was logged yet.",
  noneFailed: "No task has failed.",
  noneFound: "No entry fits.",
  /** It does not run any more. */
  last: (at: number): string => `The cluster has ended: this is how it was at ${clock.format(at)}.`,
  /** It could not be read again. */
  old: (problem: string, at: number): string =>
    `${problem} This is how it was at ${clock.format(at)}.`,
  noneKept: "The cluster has ended, and its logs were not read here before.",
  notLog: "What came in place of the log is another page, perhaps one to log in.",
  missing: {
    older: "Older entries are left out.",
    newer: "Newer entries are left out: it is too long.",
  },
  more: (characters: number): string => `(${inThousands(characters)} more characters)`,
};

export type LogStrings = typeof en;

declare module "../../view/strings/table.js" {
  interface PartTables {
    logs: LogStrings;
  }
}

/** The table of the language that the view speaks. */
export function logStrings({ parts }: Strings): LogStrings {
  return parts.logs ?? en;
}
