/** Which plots are drawn, each of one measure. */
import fs from "node:fs";
import { at } from "../../scripts/lib.mjs";
import { median } from "./statistics.mjs";
import { dots, lines } from "./svg.mjs";

/** Draws those that there are rows for; returns `{measure, file, title}` of each. `plots`: a table as in bench/plots.mjs. */
export function draw(plots, rows, grown, folder = at("bench/plots")) {
  fs.mkdirSync(folder, { recursive: true });
  return plots.flatMap((plot) => {
    const own = rows.filter((row) => row.measure === plot.measure && plot.shows(row));
    if (own.length === 0) return [];
    const svg =
      plot.over === undefined ? dots(byGroup(plot, own)) : lines(bySize(plot, own, grown));
    fs.writeFileSync(`${folder}/${plot.file}`, svg);
    return [{ measure: plot.measure, file: plot.file, title: plot.title }];
  });
}

function byGroup({ title, named = (what) => what }, rows) {
  const groups = unique(rows.map((row) => row.what));
  const subjects = unique(rows.map((row) => row.subject));
  const ours = subjects.filter((subject) => subject.startsWith("ours"));
  const series = unique([...ours, ...subjects]).map((subject) => ({
    subject,
    values: groups.map((what) => {
      const row = rows.find((each) => each.what === what && each.subject === subject);
      return row && median(row.samples);
    }),
  }));
  return { title, unit: rows[0].unit, groups: groups.map(named), series };
}

function bySize({ title, over }, rows, grown) {
  const { measure, what, unit } = rows[0];
  const series = grown
    .filter((each) => each.measure === measure && each.what === what)
    .map(({ subject, exponent }) => ({
      subject,
      exponent,
      points: rows
        .filter((row) => row.subject === subject && row.size !== undefined)
        .map((row) => [row.size, median(row.samples)]),
    }));
  return { title, unit, over, series };
}

const unique = (values) => [...new Set(values)];
