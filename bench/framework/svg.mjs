/** The plots, as SVG: two kinds are needed, and a page of text makes them. Their colours go with a light page and a dark one. */
import { number } from "./words.mjs";

/** Okabe and Ito's, which who sees few colours can tell apart, as light and dark need them. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9"];
/** Who is in several plots has the same in each. */
const OWN = {
  "ours: panel": COLOURS[0],
  "ours: widget": COLOURS[5],
  "dask_gateway's widget": COLOURS[1],
  "bare fetch": COLOURS[2],
};
const colourOf = (subject, index) => OWN[subject] ?? COLOURS[index % COLOURS.length];
const WIDTH = 760;
const LEFT = 210;
const RIGHT = 40;
const STYLE = `
text { font: 13px system-ui, sans-serif; fill: currentColor }
.title { font-weight: 600; font-size: 15px }
.soft { opacity: .75; font-size: 12px }
.grid { stroke: currentColor; opacity: .18 }
svg { color: #1f2328 }
@media (prefers-color-scheme: dark) { svg { color: #e6edf3 } }`;

/**
 * Dots on lines, one line for each of `groups`, on a logarithmic axis. `series` are `{subject, values}`, a value for each of the
 * groups: Infinity is drawn at the end, as never; undefined not at all.
 */
export function dots({ title, unit, groups, series }) {
  const all = series.flatMap(({ values }) => values).filter((value) => value !== undefined);
  const axis = logarithmic(all, LEFT, WIDTH - RIGHT - 60);
  const top = 62 + 20 * series.length;
  const rowHeight = 22 + 13 * series.length;
  const bottom = top + rowHeight * groups.length;
  const never = WIDTH - RIGHT;
  const rows = groups.map((group, i) => {
    const middle = top + rowHeight * (i + 0.5);
    const marks = series.map(({ subject, values }, s) => {
      const value = values[i];
      if (value === undefined) return "";
      const y = middle + 13 * (s - (series.length - 1) / 2);
      const colour = colourOf(subject, s);
      if (!Number.isFinite(value))
        return `<text x="${never}" y="${y + 4}" text-anchor="end" style="fill:${colour}">never</text>`;
      const x = axis.place(value);
      return `<circle cx="${x}" cy="${y}" r="4.5" fill="${colour}"/><text class="soft" x="${x + 9}" y="${y + 4}">${number(value)}</text>`;
    });
    return `<text x="${LEFT - 14}" y="${middle + 4}" text-anchor="end">${escaped(group)}</text>
<line class="grid" x1="${LEFT}" x2="${never}" y1="${middle + rowHeight / 2}" y2="${middle + rowHeight / 2}"/>${marks.join("")}`;
  });
  const ticks = axis.ticks.map(
    (tick) =>
      `<line class="grid" x1="${axis.place(tick)}" x2="${axis.place(tick)}" y1="${top}" y2="${bottom}"/>
<text class="soft" x="${axis.place(tick)}" y="${bottom + 18}" text-anchor="middle">${number(tick)} ${unit}</text>`,
  );
  return drawing(title, bottom + 30, [legend(series), ...ticks, ...rows]);
}

/** Lines over a size, from the least to the most, both axes logarithmic. `series` are `{subject, points: [size, cost][], exponent}`. */
export function lines({ title, unit, over, series }) {
  const points = series.flatMap((each) => each.points);
  const [top, height] = [62 + 20 * series.length, 300];
  const sizes = [...new Set(points.map(([size]) => size))];
  const placed = placing(Math.min(...sizes), Math.max(...sizes), 70, WIDTH - RIGHT);
  const y = logarithmic(
    points.map(([, cost]) => cost),
    top + height,
    top,
  );
  const grid = [
    ...y.ticks.map(
      (
        tick,
      ) => `<line class="grid" x1="70" x2="${WIDTH - RIGHT}" y1="${y.place(tick)}" y2="${y.place(tick)}"/>
<text class="soft" x="62" y="${y.place(tick) + 4}" text-anchor="end">${number(tick)}</text>`,
    ),
    ...sizes.map(
      (
        size,
      ) => `<line class="grid" x1="${placed(size)}" x2="${placed(size)}" y1="${top}" y2="${top + height}"/>
<text class="soft" x="${placed(size)}" y="${top + height + 18}" text-anchor="middle">${number(size)}</text>`,
    ),
    `<text class="soft" x="70" y="${top - 10}">${escaped(unit)}</text>`,
    `<text class="soft" x="${WIDTH - RIGHT}" y="${top + height + 36}" text-anchor="end">${escaped(over)}</text>`,
  ];
  const drawn = series.map((each, s) => {
    const colour = colourOf(each.subject, s);
    const places = each.points.map(([size, cost]) => [placed(size), y.place(cost)]);
    const circles = places.map(
      ([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="4" fill="${colour}"/>`,
    );
    return `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${places.join(" ")}"/>${circles.join("")}`;
  });
  const named = series.map(({ subject, exponent }) => ({
    subject,
    more: `: size to the power of ${exponent.toFixed(2).replace("-", "−")}`,
  }));
  return drawing(title, top + height + 48, [legend(named), ...grid, ...drawn]);
}

/** Powers of ten around the values, or of what is between them if those are few. */
function logarithmic(values, from, to) {
  const finite = values.filter((value) => Number.isFinite(value) && value > 0);
  const first = Math.floor(Math.log10(Math.min(...finite)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...finite))));
  return {
    ticks: Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i)),
    place: placing(10 ** first, 10 ** last, from, to),
  };
}

/** Gives the place of a value between `from`, which is that of the least, and `to`, that of the most, by its logarithm. */
function placing(least, most, from, to) {
  const part = (value) => Math.log10(Math.max(value, least) / least) / Math.log10(most / least);
  return (value) => Number((from + (to - from) * part(value)).toFixed(1));
}

function legend(series) {
  return series
    .map(({ subject, more = "" }, s) => {
      const y = 48 + 20 * s;
      return `<circle cx="20" cy="${y - 4}" r="5" fill="${colourOf(subject, s)}"/><text x="32" y="${y}">${escaped(subject + more)}</text>`;
    })
    .join("");
}

function drawing(title, height, parts) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">
<style>${STYLE}</style>
<text class="title" x="14" y="24">${escaped(title)}</text>
${parts.join("\n")}
</svg>
`;
}

const NAMES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text) => text.replaceAll(/[&<>"]/g, (each) => NAMES[each]);
