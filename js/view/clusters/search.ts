import type { Context } from "../context.js";
import type { ClusterView } from "../model.js";
import type { Strings } from "../strings/index.js";

/** With so many clusters there is a search above them. */
const MANY_CLUSTERS = 8;

/** Whether there is a search: also while what is sought is all that there is left of it. */
export function hasSearch({ sought }: Context, clusters: readonly ClusterView[]): boolean {
  return clusters.length >= MANY_CLUSTERS || sought !== "";
}

/** Those that hold every word that is sought, in their key, their name, their state, or an option's name or value. */
export function foundClusters(
  { sought, strings }: Context,
  clusters: readonly ClusterView[],
): readonly ClusterView[] {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return clusters;
  return clusters.filter((cluster) => {
    const text = textOf(strings, cluster);
    return words.every((word) => text.includes(word));
  });
}

/** A cluster that has not changed is the same object, and so is read once. */
const texts = new WeakMap<ClusterView, string>();

function textOf(strings: Strings, cluster: ClusterView): string {
  const known = texts.get(cluster);
  if (known !== undefined) return known;
  const { key, name, status, options } = cluster;
  // A secret is not to be guessed letter by letter.
  const used = options.flatMap(({ label, value, secret }) => (secret ? [label] : [label, value]));
  const text = [key, name, strings.status[status], ...used].join("\n").toLowerCase();
  texts.set(cluster, text);
  return text;
}
