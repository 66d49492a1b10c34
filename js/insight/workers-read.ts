import { parsePythonJson } from "../page/python-json.js";
import { hasEnd, isCalled, textsOf } from "./logs/read.js";

/** One worker, as its scheduler describes it. Sizes are bytes; null: that is not told, or makes no sense. */
export interface Worker {
  address: string;
  /** As it calls itself, or its address: the beginning of others' text. */
  name: string;
  /** In distributed's words; "": old ones do not tell. */
  status: string;
  threads: number | null;
  memory: number | null;
  /** Null too where there is none. */
  limit: number | null;
  /** On its disk, for want of memory. */
  spilled: number | null;
  /** Percent of one core. */
  cpu: number | null;
  /** Tasks that it works on or that wait at it. */
  tasks: number | null;
  /** When the scheduler heard of it last: seconds since 1970, by the scheduler's clock. */
  lastSeen: number | null;
  /** For how many seconds the scheduler has not heard of it, by its own clock: where it tells that, and not when. */
  age: number | null;
}

/** The characters of a name that are kept: no pod's is longer. */
const MAX_NAME = 253;

type Members = Readonly<Record<string, unknown>>;

/** The states of tasks that are still to be done, as workers since distributed 2023 count them. */
const TO_DO = ["executing", "long-running", "ready", "constrained", "waiting"] as const;

/** "0.25" in an element's tag, by the attribute's name. */
const attribute = (html: string, name: string): number | null => {
  const [, text = ""] = new RegExp(` ${name}="(\\d{1,20}(?:\\.\\d{1,20})?)"`).exec(html) ?? [];
  return text === "" ? null : figure(Number(text));
};

/**
 * The workers in the text of `identity.json`, in the scheduler's order. Schedulers of any age answer, and workers write what they like
 * about themselves: `tests/fixtures/workers/` has what several versions tell. Null: there are none to be found.
 */
export function readWorkers(text: string): Worker[] | null {
  if (text.trimStart().startsWith("<")) return readPage(text);
  const all = parse(text);
  const workers = isObject(all) ? all["workers"] : null;
  if (!isObject(workers)) return null;
  return Object.entries(workers).flatMap(([address, one]) =>
    isObject(one) ? [readWorker(address, one)] : [],
  );
}

/** The scheduler's page for people, of which rows that are told in part are none. It says neither what is paused nor what is spilled. */
function readPage(html: string): Worker[] | null {
  if (!isCalled(html, "Workers") || !hasEnd(html)) return null;
  const rows = html.split("<tr").slice(1);
  const known = new Set<string>();
  return rows.flatMap((row): Worker[] => {
    const cells = row.split("<td").slice(1);
    const texts = textsOf(row, "td").map((text) => text.trim());
    const [address = "", name = "", threads = "", , , , tasks = ""] = texts;
    // Each is one row of the table.
    if (address === "" || texts.length < 7 || known.has(address)) return [];
    known.add(address);
    const count = (digits: string) => (/^\d{1,15}$/.test(digits) ? figure(Number(digits)) : null);
    const memory = cells[4] ?? "";
    return [
      {
        address,
        name: nameOf(name, address),
        status: "",
        threads: count(threads),
        memory: attribute(memory, "value"),
        limit: attribute(memory, "max") || null,
        spilled: null,
        cpu: null,
        tasks: count(tasks),
        lastSeen: null,
        age: attribute(cells[10] ?? "", "data-sort") ?? secondsIn(texts[10] ?? ""),
      },
    ];
  });
}

function readWorker(address: string, one: Members): Worker {
  const { name, status, nthreads, memory_limit, last_seen } = one;
  const metrics = isObject(one["metrics"]) ? one["metrics"] : {};
  const { memory, cpu, task_counts, executing, ready } = metrics;
  // Before distributed 2023 under another name, before 2022 a plain number.
  const spilled = metrics["spilled_bytes"] ?? metrics["spilled_nbytes"];
  return {
    address,
    name: nameOf(word(name), address),
    status: word(status),
    threads: figure(nthreads),
    memory: figure(memory),
    limit: figure(memory_limit) || null,
    spilled: figure(isObject(spilled) ? spilled["disk"] : spilled),
    cpu: figure(cpu),
    tasks: isObject(task_counts)
      ? TO_DO.reduce((sum, state) => sum + (figure(task_counts[state]) ?? 0), 0)
      : sum(figure(executing), figure(ready)),
    lastSeen: figure(last_seen),
    age: null,
  };
}

/** "1m 3s" or "578.14 ms", as dask writes how long something takes. */
function secondsIn(text: string): number | null {
  const parts = [...text.slice(0, 100).matchAll(/(\d{1,9}(?:\.\d{1,9})?) ?(d|hr|ms|us|m|s)\b/g)];
  if (parts.length === 0) return null;
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * (SECONDS[unit ?? ""] ?? 0),
    0,
  );
}

const SECONDS: Readonly<Record<string, number>> = {
  d: 86_400,
  hr: 3_600,
  m: 60,
  s: 1,
  ms: 0.001,
  us: 0.000_001,
};

function nameOf(name: string, address: string): string {
  return (name || address).slice(0, MAX_NAME);
}

function parse(text: string): unknown {
  try {
    return parsePythonJson(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A number from 0 up that is exact. */
function figure(value: unknown): number | null {
  return typeof value === "number" && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : null;
}

/** dask names workers with numbers, too. */
function word(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function sum(a: number | null, b: number | null): number | null {
  return a === null && b === null ? null : (a ?? 0) + (b ?? 0);
}
