import { plainText } from "../../page/plain-text.js";

export type Level = "DEBUG" | "INFO" | "WARNING" | "ERROR";

/** One entry of a log. What it says may be of several lines. */
export interface LogLine {
  /** The time of day, as the log has it, and the whole of it; "" where it has none. */
  time: string;
  at: string;
  level: Level;
  text: string;
}

/** What a page says, oldest first. */
export interface Log {
  lines: LogLine[];
  /** What is missing: it was too long. Null: nothing. */
  missing: "older" | "newer" | null;
}

/** More are not drawn: the newest are kept. */
export const MAX_LINES = 5_000;
/** The characters of an entry that are kept. */
export const MAX_LINE_CHARS = 4_000;

/** As dask's configuration has it by default; `distributed.admin.log-format` may be another. */
const FORMAT =
  /^(\d{4}-\d\d-\d\d[ T](\d\d:\d\d:\d\d)[,.]?\d{0,6}) - [\w.]{1,100} - ([A-Z]{1,20}) - ([\s\S]*)$/;
const STAMP = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[,.]?\d{0,6}/;
/** What colours a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const COLOURS = /\x1b\[[\d;?]{0,20}[ -/]{0,5}[@-~]/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };
const LEVELS: Readonly<Record<string, Level>> = {
  DEBUG: "DEBUG",
  WARNING: "WARNING",
  WARN: "WARNING",
  ERROR: "ERROR",
  CRITICAL: "ERROR",
};

/** `more`: says how many characters were cut off. */
export type More = (characters: number) => string;

/** The page of a log, of distributed 2022.4 to now. Null: this is none. */
export function readLog(html: string, more: More): Log | null {
  if (!isCalled(html, "Logs")) return null;
  // One that was cut within is none.
  const texts = textsOf(html, "p").map((text) => text.trim());
  const ends = hasEnd(html);
  const stamps = texts.map((text) => STAMP.exec(text.slice(0, 40))?.[0] ?? "");
  const stamped = stamps.filter((stamp) => stamp !== "");
  // Old versions have the oldest first; all others the newest.
  const isAscending = rises(stamped) > 0;
  const sorted = isAscending ? texts : texts.reverse();
  const all = sorted.filter(Boolean);
  const kept = all.slice(-MAX_LINES);
  const isMissing = !ends || kept.length < all.length;
  return {
    lines: kept.map((text) => entry(text, more)),
    missing: isMissing ? (isAscending && !ends ? "newer" : "older") : null,
  };
}

/** The page of the tasks that failed: an entry for each. Null: this is none. */
export function readExceptions(html: string, more: More): Log | null {
  if (!isCalled(html, "Exceptions")) return null;
  const boxes = html.split('<div class="box">').slice(1);
  const ends = hasEnd(html);
  if (!ends) boxes.pop();
  const lines = boxes.slice(0, MAX_LINES).map((box): LogLine => {
    const said = (name: string) => textsOf(box, name).map((text) => text.trim());
    const [task = "", exception = ""] = said("code");
    const workers = said("li").join(", ");
    const [traceback = ""] = textsOf(box, "pre");
    const text = [exception, `${task}${workers && ` · ${workers}`}`, traceback.trimEnd()];
    return { time: "", at: "", level: "ERROR", text: clean(text.join("\n"), more) };
  });
  return { lines, missing: !ends || lines.length < boxes.length ? "older" : null };
}

/** How many more of these are later than the one before than are earlier: clocks are set back, by an hour each autumn. */
function rises(stamps: readonly string[]): number {
  return stamps.reduce((sum, stamp, at) => {
    const before = stamps[at - 1] ?? stamp;
    return sum + Number(before < stamp) - Number(before > stamp);
  }, 0);
}

/** Whether its title begins so. */
export function isCalled(html: string, title: string): boolean {
  return /<title>\s*(\w+)/.exec(html.slice(0, 10_000))?.[1] === title;
}

/**
 * What stands in the elements of this name, as text. These pages are made of few templates, so their text is taken without a parser: a
 * browser's is closed to pages that demand trusted types.
 */
export function textsOf(html: string, name: string): string[] {
  const texts: string[] = [];
  // Each look begins where the last has ended: a hostile page must not take long.
  for (let at = html.indexOf(`<${name}`); at >= 0; at = html.indexOf(`<${name}`, at)) {
    at += name.length + 1;
    if (!/[\s>]/.test(html.charAt(at))) continue;
    const start = html.indexOf(">", at);
    const end = html.indexOf(`</${name}>`, start);
    if (start < 0 || end < 0) break;
    texts.push(textOf(html.slice(start + 1, end)));
    at = end;
  }
  return texts;
}

function textOf(html: string): string {
  const plain = html.replace(/<[^<>]*>/g, "");
  return plain.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot));/gi, (all, ...found) => {
    const [decimal, hexadecimal, name] = found as (string | undefined)[];
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? all;
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

/** Whether nothing was cut off. */
export function hasEnd(html: string): boolean {
  return html.slice(-200).includes("</html>");
}

function entry(text: string, more: More): LogLine {
  const [, at, time, level, said] = FORMAT.exec(text) ?? [];
  if (at === undefined) return { time: "", at: "", level: "INFO", text: clean(text, more) };
  return {
    at,
    time: time ?? "",
    level: LEVELS[level ?? ""] ?? "INFO",
    text: clean(said ?? "", more),
  };
}

function clean(text: string, more: More): string {
  const kept = text.slice(0, MAX_LINE_CHARS);
  const plain = plainText(kept.replace(COLOURS, ""));
  return kept.length === text.length ? plain : `${plain}… ${more(text.length - kept.length)}`;
}
