import { plainText } from "../page/plain-text.js";
import type { ClusterView, View } from "../view/model.js";
import { strings } from "./clusters-strings.js";
import type { Core } from "./started.js";

/** What numbers and states are called: the view's own words. */
export type Words = Pick<Core, "formatBytes" | "pageStrings">;

/** One cluster in a line. */
export interface ClusterLine {
  readonly key: string;
  /** What it is called. */
  readonly name: string;
  /** In the state that the gateway tells. */
  readonly state: string;
  /** "2 workers", "8 GiB": what is known and of now. */
  readonly figures: readonly string[];
  /** It can be stopped. */
  readonly canStop: boolean;
  readonly status: ClusterView["status"];
}

/** Those that may still hold machines. */
export function activeClusters({ clusters }: View): ClusterView[] {
  return (clusters ?? []).filter(({ status }) => status !== "STOPPED" && status !== "FAILED");
}

export function lineOf(cluster: ClusterView, words: Words): ClusterLine {
  const { key, name, status, canStop } = cluster;
  return {
    key,
    name: plainText(name),
    state: words.pageStrings().status[status],
    figures: figures([cluster], words),
    canStop,
    status,
  };
}

/**
 * All active clusters together: "2 clusters · 6 workers · 24 GiB"; "" if there is none. A sum of which a part is not known, or
 * not of now, is left out.
 */
export function totalsOf(view: View, words: Words): string {
  const active = activeClusters(view);
  if (active.length === 0) return "";
  const known = view.problem?.level === "error" ? [strings().notNow] : figures(active, words);
  return [strings().clusters(active.length), ...known].join(" · ");
}

function figures(clusters: readonly ClusterView[], { formatBytes, pageStrings }: Words): string[] {
  // The others have no workers yet, or none any more.
  const running = clusters.filter(({ status }) => status === "RUNNING");
  const workers = sum(running.map((each) => (each.noFigures === null ? each.workers : null)));
  const memory = sum(running.map((each) => (each.noFigures === null ? each.memory : null)));
  if (running.length === 0 || workers === null) return [];
  const strings = pageStrings();
  const text = strings.workers(workers);
  // Without workers the rest is 0 as well.
  return workers === 0 || memory === null ? [text] : [text, formatBytes(memory, strings.lang)];
}

function sum(values: readonly (number | null)[]): number | null {
  return values.reduce(
    (total, value) => (total === null || value === null ? null : total + value),
    0,
  );
}
