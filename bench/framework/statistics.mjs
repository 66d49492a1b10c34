/**
 * What is made of samples. One that did not happen in the time it was given (a click that never arrived) is `null`, and counts as
 * longer than any other.
 */

/** The value below which this part of the samples is, between two of them in proportion; Infinity where most never happened. */
export function quantile(samples, q) {
  if (samples.length === 0) throw new Error("There are no samples.");
  const sorted = samples.map((each) => each ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  // The difference of two that never happened is no number.
  return above === below ? above : below + (above - below) * (place - Math.floor(place));
}

export const median = (samples) => quantile(samples, 0.5);
export const p95 = (samples) => quantile(samples, 0.95);

/**
 * By which power of the size a cost grows: the slope of the straight line through the logarithms, by least squares.
 * `points` are [size, cost], all above 0, of two sizes or more.
 */
export function exponent(points) {
  const logs = points.map((point) => point.map(Math.log));
  const mean = (axis) => logs.reduce((sum, log) => sum + log[axis], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const over = logs.reduce((sum, log) => sum + (log[0] - x) * (log[1] - y), 0);
  const under = logs.reduce((sum, log) => sum + (log[0] - x) ** 2, 0);
  if (!(under > 0) || !Number.isFinite(over)) {
    throw new Error(`No exponent can be fitted to ${JSON.stringify(points)}.`);
  }
  return over / under;
}

/** The exponent that the same fit finds for n log n at these sizes: between 1 and 2, and the closer to 1 the larger they are. */
export function exponentOfNLogN(sizes) {
  return exponent(sizes.map((size) => [size, size * Math.log(size + 1)]));
}
