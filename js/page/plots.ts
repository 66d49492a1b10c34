/**
 * The plots that a scheduler draws one by one. Each is known by its path below the dashboard's address, which is the same in every
 * cluster: what a plot is called is read from that, never from a scheduler's list, whose words could say anything.
 */

/** What most people look at, the most useful first. */
export const USUAL_PLOTS: readonly string[] = [
  "task-stream",
  "progress",
  "workers-memory",
  "graph",
  "cluster-memory",
  "cpu",
  "occupancy",
  "profile",
].map(individual);

const CLUSTER_MAP = "/statics/individual-cluster-map.html";

/** What one click shows together. */
export const LAYOUT: readonly string[] = [
  ...["task-stream", "progress", "workers-memory"].map(individual),
  CLUSTER_MAP,
];

/** What the core takes for a plot's path (src/core/clusters/dashboard.rs): anything else could lead elsewhere. */
const PLOT = /^\/(?:statics\/)?individual-([\w-]+)(?:\.html)?$/;
/** Of a longer list the rest is no list of plots: distributed has 33. */
const MOST = 200;
const LONGEST = 100;

const ABBREVIATIONS = /^(cpu|gpu|rmm)\b/;

/** "Task stream" for its path; null: that leads to no plot. */
export function plotName(path: string): string | null {
  const [, slug] = (path.length <= LONGEST && PLOT.exec(path)) || [];
  if (slug === undefined) return null;
  const words = slug.replace(/[-_]+/g, " ").trim();
  if (words === "") return null;
  return words
    .replace(ABBREVIATIONS, (word) => word.toUpperCase())
    .replace(/^./, (first) => first.toUpperCase());
}

/** The path of a plot that is named as its menu, its page or a scheduler's list names it; null: there is no such. */
export function plotPath(plot: string): string | null {
  const path = plot.trim();
  if (plotName(path) !== null) return path;
  const slug = path
    .toLowerCase()
    .replace(/^\/?individual[ -]/, "")
    .replace(/ +/g, "-");
  const made = slug === "cluster-map" ? CLUSTER_MAP : individual(slug);
  return plotName(made) === null ? null : made;
}

/** The paths in a scheduler's `individual-plots.json`, the usual ones first; the usual ones alone if it is no such list. */
export function plotsIn(list: string): readonly string[] {
  let paths: unknown[];
  try {
    paths = Object.values(JSON.parse(list) as object).slice(0, MOST);
  } catch {
    return USUAL_PLOTS;
  }
  const plots = new Set(
    paths.filter((path): path is string => typeof path === "string" && plotName(path) !== null),
  );
  const others = [...plots].filter((path) => !USUAL_PLOTS.includes(path));
  const byName = others.sort((a, b) => (plotName(a) ?? "").localeCompare(plotName(b) ?? ""));
  const all = [...USUAL_PLOTS.filter((path) => plots.has(path)), ...byName];
  return all.length === 0 ? USUAL_PLOTS : all;
}

function individual(slug: string): string {
  return `/individual-${slug}`;
}
