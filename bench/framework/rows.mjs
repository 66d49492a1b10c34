/** What a measure hands in: rows of samples, printed as they come. */
import { median, p95 } from "./statistics.mjs";
import { figure, number } from "./words.mjs";

export class Rows {
  all = [];

  /**
   * Samples of what was measured, of one subject: "ours", "ours: panel", or a peer by its name. `null` is what did not happen in time.
   * `size`: of what there were many; with `grows`, the cost is to be looked at over all the sizes.
   */
  add(what, subject, samples, { unit = "ms", size, grows } = {}) {
    if (samples.length === 0) throw new Error(`${what}, ${subject}: no samples`);
    this.all.push({ what, subject, size, unit, grows, samples });
    const label = `${what}${size === undefined ? "" : `, ${number(size)}`}`;
    const middle = figure(median(samples), unit).padStart(14);
    console.log(
      `  ${label.padEnd(48)} ${subject.padEnd(34)}${middle}   p95 ${number(p95(samples))}   n ${samples.length}`,
    );
  }
}
