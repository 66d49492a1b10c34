import type { ClusterView } from "../view/model.js";

type TaskCounts = NonNullable<ClusterView["tasks"]>;

const thousands = new Intl.NumberFormat("en");

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
  erred: (count: number): string =>
    count === 1
      ? "1 task failed, or depends on one that did."
      : `${thousands.format(count)} tasks failed, or depend on one that did.`,
};

export type InsightStrings = typeof en;

/** The table for a page's language; so far there is one. */
export function stringsFor(_lang: string): InsightStrings {
  return en;
}
