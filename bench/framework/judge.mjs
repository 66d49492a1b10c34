/** Whether the budgets hold, and whether anything grows worse than n log n. Takes rows of results, and gives back sentences. */
import { exponent, exponentOfNLogN, median } from "./statistics.mjs";
import { figure } from "./words.mjs";

/**
 * A budget is `{name, measure, ours: {what, subject, size}, …}` with one limit or two, of which one must hold: `most`, in the row's
 * unit, and `times` the median of `peer`, a row of the same measure and, unless it says otherwise, of the same what and size.
 * Returns `{name, measure, holds, said}`; what was not measured does not hold.
 */
export function judged(budget, rows) {
  const { name, measure, ours: wanted, peer: beside, most, times } = budget;
  const find = (which) =>
    rows.find(
      (row) =>
        row.measure === measure &&
        row.what === which.what &&
        row.subject === which.subject &&
        row.size === which.size,
    );
  const verdict = (holds, said) => ({ name, measure, holds, said });
  const our = find(wanted);
  if (our === undefined) return verdict(false, "not measured");
  const value = median(our.samples);
  const limits = [];
  if (most !== undefined) {
    limits.push({ holds: value <= most, said: `at most ${figure(most, our.unit)}` });
  }
  if (times !== undefined) {
    const peer = find({ ...wanted, ...beside });
    if (peer === undefined) {
      if (limits.length === 0) return verdict(false, `${beside.subject} was not measured`);
    } else {
      const theirs = median(peer.samples);
      const ratio = value === theirs ? 1 : value / theirs;
      const of = `${times} x ${peer.subject}`;
      const said = `at most ${of}; it is ${ratio.toFixed(2)} x ${figure(theirs, peer.unit)}`;
      // Infinity never holds: neither as a figure, nor beside a peer that did not arrive either.
      limits.push({ holds: Number.isFinite(value) && ratio <= times, said });
    }
  }
  const said = limits.map((limit) => limit.said).join(", or ");
  return verdict(
    limits.some((limit) => limit.holds),
    `${figure(value, our.unit)}; ${said}`,
  );
}

/** How each of ours grows with its size, of measures that say `grows`: `{measure, what, subject, exponent, limit, holds}`; peers' as well, which are not judged. */
export function growths(rows) {
  const series = {};
  for (const row of rows.filter((each) => each.grows)) {
    const key = JSON.stringify([row.measure, row.what, row.subject]);
    series[key] = [...(series[key] ?? []), row];
  }
  return Object.values(series)
    .filter((all) => new Set(all.map((row) => row.size)).size > 1)
    .map((all) => {
      const points = all.map((row) => [row.size, median(row.samples)]);
      const { measure, what, subject } = all[0];
      // What costs nothing at all does not grow.
      const found = points.every(([, cost]) => cost > 0) ? exponent(points) : 0;
      const limit = exponentOfNLogN(points.map(([size]) => size));
      const isOurs = subject.startsWith("ours");
      return { measure, what, subject, exponent: found, limit, holds: !isOurs || found <= limit };
    });
}
