import { readWorkers, type Worker } from "./workers-read.js";

/** What a worker does, "silent" if its scheduler has not heard of it for long; "unknown": it does not tell. */
export type WorkerState = "starting" | "running" | "paused" | "closing" | "silent" | "unknown";

export interface Row extends Worker {
  state: WorkerState;
  /** Memory in use, as a part of the limit; null: that is not known. */
  share: number | null;
  isNearLimit: boolean;
  /** For how many seconds its scheduler has not heard of it; 0: it is heard as often as it should be. */
  unseen: number | null;
}

/** All workers of a cluster, as of one answer. */
export interface Described {
  /** Worst first. */
  rows: readonly Row[];
  /** What all names begin with, up to a hyphen; "": there is nothing to be spared by leaving it out. */
  prefix: string;
  nearLimit: number;
  paused: number;
  silent: number;
  /** Bytes; null: no worker tells. */
  spilled: number | null;
  /** How many were seen to go, with less than a minute between them and since the last, and the name of the last. */
  left: number;
  lastLeft: string;
  /** One of that name is there again: its nanny has started it anew. */
  isBack: boolean;
  /** Another kind of trouble than before, or one that left: worth being announced, as figures that go up and down are not. */
  isNews: boolean;
}

/** What one answer needs of those before it. */
interface Look {
  told: object;
  at: number;
  described: Described | null;
  /** By how many milliseconds the browser's clock is ahead of the scheduler's, at most; null: that cannot be told. */
  ahead: number | null;
  leftAt: number;
  /** Which kinds of trouble were announced last, and when. */
  kinds: string;
  kindsAt: number;
}

/**
 * The part of its limit from which on a worker's memory is a worry: there Dask begins to write to the disk what the process takes too
 * much (`distributed.worker.memory.spill`); at 80 % it pauses the worker, at 95 % it ends it.
 */
const NEAR_LIMIT = 0.7;
/** Workers whose shares of their limits are as near to each other stay in order, so that rows do not jump. */
const STEPS = 20;
/** Milliseconds for which it is told that a worker has gone. */
const LEFT_MS = 60_000;
/** Milliseconds between two announcements: a worker at its limit crosses it again and again. */
const QUIET_MS = 20_000;
/** What a heartbeat is late by, in milliseconds, without being worth a word. */
const LATE_MS = 5_000;
/** Clocks that are farther apart, in milliseconds, tell nothing of each other. */
const MOST_APART_MS = 86_400_000;

const STATES: Readonly<Record<string, WorkerState>> = {
  running: "running",
  paused: "paused",
  init: "starting",
  created: "starting",
  starting: "starting",
  closing: "closing",
  closing_gracefully: "closing",
  stopping: "closing",
  stopped: "closing",
  closed: "closing",
  failed: "closing",
};

const looks = new Map<string, Look>();

/**
 * What a scheduler told of its workers, read once for all mounts. `cluster`: its key. `told`: the text, and when it came; the same
 * object for the same answer. Null: it cannot be read.
 */
export function described(
  cluster: string,
  told: { readonly text: string; readonly at: number },
): Described | null {
  const before = looks.get(cluster);
  if (before?.told === told) return before.described;
  const look = next(told, before);
  // One cluster at a time is looked at; what was told of others is not needed long.
  if (looks.size > 4) looks.clear();
  looks.set(cluster, look);
  return look.described;
}

function next(told: { readonly text: string; readonly at: number }, before?: Look): Look {
  const { text, at } = told;
  const workers = readWorkers(text);
  // A clock that was set back, or the answers of another hour, say nothing.
  const last =
    before !== undefined && at >= before.at && at - before.at < LEFT_MS ? before : undefined;
  if (workers === null) {
    const { ahead = null, leftAt = 0, kinds = "", kindsAt = 0 } = last ?? {};
    return { told, at, described: null, ahead, leftAt, kinds, kindsAt };
  }

  // Whoever was heard last was heard just now, as far as is known.
  let ahead = last?.ahead ?? null;
  for (const { lastSeen } of workers) {
    const apart = at - (lastSeen ?? 0) * 1_000;
    if (Math.abs(apart) < MOST_APART_MS && (ahead === null || apart < ahead)) ahead = apart;
  }
  const limit = unseenLimit(workers.length);
  const rows = workers.map((worker): Row => {
    const { lastSeen, age } = worker;
    const since = lastSeen === null || ahead === null ? null : at - lastSeen * 1_000 - ahead;
    const unseen = age === null ? since : age * 1_000;
    const share =
      worker.memory === null || worker.limit === null ? null : worker.memory / worker.limit;
    return {
      ...worker,
      state:
        unseen !== null && unseen > limit ? "silent" : (own(STATES, worker.status) ?? "unknown"),
      share,
      isNearLimit: share !== null && share >= NEAR_LIMIT,
      unseen: unseen === null ? null : unseen < LATE_MS ? 0 : Math.floor(unseen / 1_000),
    };
  });

  const here = new Set(workers.map(({ address }) => address));
  const gone = last?.described?.rows.filter(({ address }) => !here.has(address)) ?? [];
  const leftAt = gone.length > 0 ? at : (last?.leftAt ?? 0);
  const stillTold = last?.described && at - last.leftAt < LEFT_MS ? last.described : null;
  const lastLeft = gone.at(-1)?.name ?? stillTold?.lastLeft ?? "";
  const count = (is: (row: Row) => boolean) => rows.filter(is).length;
  const spills = rows.flatMap(({ spilled }) => spilled ?? []);
  const nearLimit = count((row) => row.isNearLimit);
  const paused = count((row) => row.state === "paused");
  const silent = count((row) => row.state === "silent");
  const kinds = `${[nearLimit, paused, silent].map(Boolean)} ${leftAt}`;
  const isNews = last === undefined || (kinds !== last.kinds && at - last.kindsAt >= QUIET_MS);
  return {
    told,
    at,
    ahead,
    leftAt,
    kinds: isNews ? kinds : last.kinds,
    kindsAt: isNews ? at : last.kindsAt,
    described: {
      // Those without trouble stay in the scheduler's order, whatever they use: JavaScript's sort is stable.
      rows: sorted(rows),
      prefix: commonPrefix(workers.map(({ name }) => name)),
      nearLimit,
      paused,
      silent,
      spilled: spills.length === 0 ? null : spills.reduce((sum, bytes) => sum + bytes, 0),
      left: (stillTold?.left ?? 0) + gone.length,
      lastLeft,
      isBack: workers.some(({ name }) => name === lastLeft),
      isNews,
    },
  };
}

/** Of pods, it is longer than what tells them apart. */
function commonPrefix(names: readonly string[]): string {
  const [first = "", ...others] = names;
  let length = others.length === 0 ? 0 : first.length;
  for (const name of others) {
    while (!name.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, first.slice(0, length).lastIndexOf("-") + 1);
}

/** Few are in trouble: only they are sorted. */
function sorted(rows: readonly Row[]): Row[] {
  const wrong: { row: Row; by: number }[] = [];
  const calm: Row[] = [];
  for (const row of rows) {
    const by = trouble(row);
    if (by === 0) calm.push(row);
    else wrong.push({ row, by });
  }
  wrong.sort((a, b) => b.by - a.by);
  return [...wrong.map(({ row }) => row), ...calm];
}

/** The more, the worse. */
function trouble({ state, isNearLimit, spilled, share }: Row): number {
  const kind =
    state === "silent"
      ? 5
      : state === "paused"
        ? 4
        : isNearLimit
          ? 3
          : state === "starting" || state === "closing"
            ? 2
            : spilled !== null && spilled > 0
              ? 1
              : 0;
  return kind === 0 ? 0 : kind * 100 + Math.min(99, Math.floor((share ?? 0) * STEPS));
}

/** Milliseconds after which a worker is missed: of more of them each reports more seldom (`heartbeat_interval` of distributed). */
function unseenLimit(workers: number): number {
  const heartbeat = workers < 50 ? 1_000 : workers < 200 ? 2_000 : workers * 5 + 1_000;
  return Math.max(10_000, heartbeat * 5);
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
