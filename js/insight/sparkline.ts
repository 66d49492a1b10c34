import type { TemplateResult } from "lit/html.js";
import type { InsightTools } from "../view/context.js";
import type { ClusterView } from "../view/model.js";

type Trend = ClusterView["workersTrend"];

/** Milliseconds from the left to the right: what the core keeps. */
const WINDOW_MS = 600_000;

/** The picture's own units. */
const WIDTH = 600;
const HEIGHT = 24;

/** What a trend says in figures: its least and greatest since it is known, which is null where that is all of the ten minutes. */
export interface TrendRange {
  readonly least: number;
  readonly greatest: number;
  readonly since: number | null;
}

/** Null for one that says nothing. `born`: when the cluster started, for before that there is nothing to know. */
export function trendRange(trend: Trend, now: number, born: number): TrendRange | null {
  const values = trend.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) return null;
  const first = trend.find(({ value }) => value !== null)?.at ?? now;
  // The scheduler answers some seconds after its cluster has started.
  const isAll = first <= now - WINDOW_MS || first <= born + 60_000;
  return {
    least: Math.min(...values),
    greatest: Math.max(...values),
    since: isAll ? null : first,
  };
}

/**
 * The steps of the last ten minutes as a line from left to right, with gaps where nothing is known. `name` and `text`: what it
 * shows, and the same in words.
 */
export function sparkline(
  { html, svg }: InsightTools,
  trend: Trend,
  now: number,
  name: string,
  text: string,
): TemplateResult {
  const greatest = Math.max(1, ...trend.map(({ value }) => value ?? 0));
  const x = (at: number) =>
    Math.min(WIDTH, Math.max(0, WIDTH - ((now - at) / WINDOW_MS) * WIDTH)).toFixed(1);
  // Half a line's width of room above and below.
  const y = (value: number) => (HEIGHT - 1 - (value / greatest) * (HEIGHT - 2)).toFixed(1);
  const lines: string[] = [];
  const areas: string[] = [];
  let open = "";
  let start = "";
  const close = (end: string) => {
    if (open === "") return;
    lines.push(`${open}H${end}`);
    areas.push(`${open}H${end}V${HEIGHT}H${start}Z`);
    open = "";
  };
  for (const { at, value } of trend) {
    if (value === null) close(x(at));
    else if (open === "") {
      start = x(at);
      open = `M${start} ${y(value)}`;
    } else open += `H${x(at)}V${y(value)}`;
  }
  close(x(now));
  return html`<div role="img" aria-label=${name} title=${text}>
    <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      ${svg`<path class="area" d=${areas.join("")}></path><path class="line" d=${lines.join("")}></path>`}
    </svg>
  </div>`;
}
