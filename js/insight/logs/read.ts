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
  const page = parse(html);
  if (!page.title.trim().startsWith("Logs")) return null;
  const texts = [...page.querySelectorAll("p")].map((it) => (it.textContent ?? "").trim());
  const ends = hasEnd(html);
  // Cut within its last entry, which says less than it did.
  if (!ends) texts.pop();
  const stamps = texts.map((text) => STAMP.exec(text.slice(0, 40))?.[0] ?? "");
  const stamped = stamps.filter((stamp) => stamp !== "");
  // Old versions have the oldest first; all others the newest.
  const isAscending = (stamped[0] ?? "") < (stamped.at(-1) ?? "");
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
  const page = parse(html);
  if (!page.title.trim().startsWith("Exceptions")) return null;
  const boxes = [...page.querySelectorAll(".box")];
  const ends = hasEnd(html);
  if (!ends) boxes.pop();
  const lines = boxes.slice(0, MAX_LINES).map((box): LogLine => {
    const [task = "", exception = ""] = [...box.querySelectorAll("p code")].map(said);
    const workers = [...box.querySelectorAll("li")].map(said).join(", ");
    const traceback = (box.querySelector("pre")?.textContent ?? "").trimEnd();
    const text = [exception, `${task}${workers && ` · ${workers}`}`, traceback];
    return { time: "", at: "", level: "ERROR", text: clean(text.join("\n"), more) };
  });
  return { lines, missing: !ends || lines.length < boxes.length ? "older" : null };
}

/** Inert: nothing in it runs, and nothing is fetched. */
function parse(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}

/** Whether nothing was cut off. */
function hasEnd(html: string): boolean {
  return html.slice(-200).includes("</html>");
}

function said(element: Element): string {
  return (element.textContent ?? "").trim();
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
