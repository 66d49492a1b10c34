import type { Log } from "./read.js";

/** What a page said when it was read last. */
export interface Snapshot {
  log: Log;
  /** Milliseconds since 1970. */
  at: number;
}

/** For so many clusters, and so many pages of each. */
const MAX_CLUSTERS = 8;
const MAX_PAGES = 6;

/**
 * By clusters' keys and pages: what was read last, for a cluster that does not run any more has nobody to ask. In the memory of this
 * page alone: logs may hold anything.
 */
const clusters = new Map<string, Map<string, Snapshot>>();

export function keepSnapshot(cluster: string, page: string, log: Log): void {
  const pages = clusters.get(cluster) ?? new Map<string, Snapshot>();
  // The latest stand last, and those before are the first to go.
  pages.delete(page);
  pages.set(page, { log, at: Date.now() });
  clusters.delete(cluster);
  clusters.set(cluster, pages);
  dropFirst(pages, MAX_PAGES);
  dropFirst(clusters, MAX_CLUSTERS);
}

export function snapshotOf(cluster: string, page: string): Snapshot | undefined {
  return clusters.get(cluster)?.get(page);
}

/** The workers whose logs were read. */
export function workersOf(cluster: string): string[] {
  return [...(clusters.get(cluster)?.keys() ?? [])].filter((page) => page.includes("://"));
}

export function hasSnapshot(cluster: string): boolean {
  return clusters.has(cluster);
}

function dropFirst<Value>(map: Map<string, Value>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
