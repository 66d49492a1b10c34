/** How figures are written, in tables, plots and sentences. */

/** `1,234`, `12.3`, `0.0123`: three digits, and all of those before the point. */
export function number(value) {
  if (value === Number.POSITIVE_INFINITY || value === null) return "never";
  const digits = Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : THREE;
  return value.toLocaleString("en", digits);
}

const THREE = { maximumSignificantDigits: 3 };

/** With its unit. */
export function figure(value, unit) {
  const text = number(value);
  return text === "never" ? text : `${text} ${unit}`;
}
