import type { TimeUnits } from "../strings/table.js";

// Numbers as people read them. The words around them live in `strings/`.

const BINARY = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

const formats: Record<string, Intl.NumberFormat> = {};

/** How a language writes numbers. It is kept: each takes a while to make. */
function numbers(lang: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = lang + JSON.stringify(options);
  formats[key] ??= new Intl.NumberFormat(lang, options);
  return formats[key];
}

/** Memory in binary units, as Dask itself prints it: "512 MiB", "1.5 GiB". `isExact`: it is said where that is not all of it. */
export function formatBytes(count: number, lang: string, isExact = false): string {
  let value = count;
  let unit = 0;
  // 1023.5 would be rounded up to "1024 MiB".
  while (value >= 1023.5 && unit < BINARY.length - 1) {
    value /= 1024;
    unit += 1;
  }
  // One decimal, and none where it says nothing: "16 GiB", not "16.0 GiB".
  const size = Number(value.toFixed(value < 100 && unit > 0 ? 1 : 0));
  const about = isExact && size * 1024 ** unit !== count ? "≈ " : "";
  return `${about + numbers(lang, { useGrouping: false }).format(size)} ${BINARY[unit]}`;
}

/** The same, and whether that is all of it: "16 GiB", "≈ 14.9 GiB". */
export function describeBytes(count: number, lang: string): string {
  // Python’s inf and nan.
  return Number.isFinite(count) ? formatBytes(count, lang, true) : "";
}

/** A bound as Python prints it: in full, grouped as the language has it, or as bytes. */
export function formatBound(bound: string, isBytes: boolean, lang: string): string {
  // Python's inf, and what has more zeros than anybody counts.
  if (/n|e.[1-9]/.test(bound)) return bound;
  if (isBytes) return describeBytes(Number(bound), lang);
  // As a text, for no number of JavaScript's has all digits of a long one.
  return numbers(lang, { maximumFractionDigits: 20 }).format(bound as `${number}`);
}

/** What is counted in parts: "8", "3.8", "1,204". */
export function formatAmount(amount: number, lang: string): string {
  return numbers(lang, { maximumFractionDigits: 2 }).format(amount);
}

/** How many digits behind the point a currency has; of one that nobody knows, as most have. */
export function digitsOf(currency: string): number {
  try {
    const format = numbers("en", { style: "currency", currency });
    return format.resolvedOptions().maximumFractionDigits as number;
  } catch {
    return 2;
  }
}

/** "0.42 USD", with the currency as it is given; of less than its smallest coin two digits: "0.0042 USD". No line is broken in it. */
export function formatMoney(amount: number, currency: string, lang: string): string {
  const digits = digitsOf(currency);
  const format = numbers(
    lang,
    amount > 0 && amount < 10 ** -digits
      ? { maximumSignificantDigits: 2 }
      : { minimumFractionDigits: digits, maximumFractionDigits: digits },
  );
  return format.format(amount) + (currency && `\u00a0${currency}`);
}

/** The two largest units that matter: "12 s", "3 min", "2 h 5 min", "3 d 4 h". No line is broken in it. */
export function formatDuration(seconds: number, units: TimeUnits): string {
  // A gateway's clock may run ahead of this one.
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return join([s, units.s]);
  const min = Math.floor(s / 60);
  if (min < 60) return join([min, units.min]);
  const h = Math.floor(min / 60);
  if (h < 24) return join([h, units.h], [min % 60, units.min]);
  return join([Math.floor(h / 24), units.d], [h % 24, units.h]);
}

type Part = readonly [count: number, unit: string];

function join(large: Part, small: Part = [0, ""]): string {
  return [...large, ...(small[0] === 0 ? [] : small)].join("\u00a0");
}
