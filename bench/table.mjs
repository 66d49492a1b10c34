/** What the parts of the benchmark print. */

/** One line: the median and the 90th percentile of some milliseconds. */
export function row(label, times) {
  const [median, p90] = [0.5, 0.9].map((q) => quantile(times, q).toFixed(2));
  console.log(`  ${label.padEnd(48)}${median.padStart(8)} ms   p90 ${p90}`);
}

/** One line: two ways to do the same, in milliseconds, and how many times as long ours takes. `other`: what the other is called. */
export function versus(label, ours, theirs, other = "Ajv") {
  const [a, b] = [quantile(ours, 0.5), quantile(theirs, 0.5)];
  const ms = (time) => time.toFixed(4).padStart(10);
  console.log(
    `  ${label.padEnd(34)}ours${ms(a)} ms   ${other}${ms(b)} ms   ratio ${(a / b).toFixed(3)}`,
  );
}

/** The one below which this part of the values is. */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}
