import type { Strings } from "../../js/view/strings/index.js";

/**
 * A language that is written from right to left: the English tables in Arabic letters, somewhat longer, as translations are. What
 * sentences are given stays as it is, for names and numbers are not translated.
 */

const ARABIC: Readonly<Record<string, string>> = Object.fromEntries(
  [..."abcdefghijklmnopqrstuvwxyz"].map((letter, index) => [
    letter,
    `${"ابتثجحخدذرزسشصضطظعغفقكلمنه"[index]}${"aeiou".includes(letter) ? "ي" : ""}`,
  ]),
);

/** Lines of a configuration file stay. */
const written = (text: string): string =>
  text.replace(/^c\.\w.*$|[a-z]/gim, (it) => ARABIC[it.toLowerCase()] ?? it);

function keeping(text: string, given: readonly string[]): string {
  const [first, ...rest] = given;
  if (first === undefined) return written(text);
  return text
    .split(first)
    .map((piece) => keeping(piece, rest))
    .join(first);
}

/** The texts in there, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function inArabic<T>(value: T, given: readonly string[] = []): T {
  if (typeof value === "string") return keeping(value, given) as T;
  if (typeof value === "function")
    return ((...args: unknown[]) => inArabic(value(...args), textsIn(args))) as T;
  if (Array.isArray(value)) return value.map((each) => inArabic(each, given)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, inArabic(each, given)]),
  ) as T;
}

/** Of the view's table, with those of the parts that are given. */
export const pseudo = (en: Strings, parts: Strings["parts"] = {}): Strings => ({
  ...inArabic(en),
  lang: "ar",
  dir: "rtl",
  parts: inArabic(parts),
});
