import type { TimeUnits } from "../strings/table.js";

// Numbers as people read them. The words around them live in `strings/`.

const BINARY = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/** Memory in binary units, as Dask itself prints it: "512 MiB", "1.5 GiB". */
export function formatBytes(count: number): string {
  let value = count;
  let unit = 0;
  // 1023.95 would be rounded up to "1024 MiB".
  while (value >= 1023.95 && unit < BINARY.length - 1) {
    value /= 1024;
    unit += 1;
  }
  // One decimal, and none where it says nothing: "16 GiB", not "16.0 GiB".
  const digits = value < 100 && unit > 0 ? 1 : 0;
  return `${Number(value.toFixed(digits))} ${BINARY[unit]}`;
}

/** The same, and whether that is all of it: "16 GiB", "≈ 14.9 GiB". */
export function describeBytes(count: number): string {
  // Python’s inf and nan.
  if (!Number.isFinite(count)) return "";
  const text = formatBytes(count);
  const [size, unit] = text.split(" ");
  const told = Number(size) * 1024 ** BINARY.indexOf(unit as (typeof BINARY)[number]);
  return told === count ? text : `≈ ${text}`;
}

/** A bound as Python prints it: in full, grouped as the language has it, or as bytes. */
export function formatBound(bound: string, isBytes: boolean, lang: string): string {
  if (isBytes) return describeBytes(Number(bound));
  // As a text, for no number of JavaScript's has all digits of a long one.
  return new Intl.NumberFormat(lang, { maximumFractionDigits: 20 }).format(bound as `${number}`);
}

const amounts = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

/** What is counted in parts: "8", "3.8", "1,204". */
export function formatAmount(amount: number): string {
  return amounts.format(amount);
}

/** How many digits behind the point a currency has; of one that nobody knows, as most have. */
function digitsOf(currency: string): number {
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

const moneys = new Map<string, (amount: number) => string>();

/** "0.42 USD", with the currency as it is given; of less than its smallest coin two digits: "0.0042 USD". No line is broken in it. */
export function formatMoney(amount: number, currency: string): string {
  let format = moneys.get(currency);
  if (format === undefined) {
    const digits = digitsOf(currency);
    const usual = new Intl.NumberFormat("en", {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    const small = new Intl.NumberFormat("en", { maximumSignificantDigits: 2 });
    const least = 10 ** -digits;
    format = (it) => (it > 0 && it < least ? small : usual).format(it);
    moneys.set(currency, format);
  }
  return [format(amount), ...(currency === "" ? [] : [currency])].join("\u00a0");
}

/** The smallest coin of a currency. */
export function leastMoney(currency: string): number {
  return 10 ** -digitsOf(currency);
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
