import { expect, test } from "vitest";
import type { ChangesMessage, FromPython, ToPython } from "../../js/widget/protocol.js";
import {
  INITIAL_STATE,
  kernelStopsOf,
  LONGEST_TIMEOUT_MS,
  reduce,
  type SyncEvent,
  type SyncState,
} from "../../js/widget/sync-state.js";
import { cluster, view } from "./fixtures.js";

/**
 * A page and a Python that lose, double, delay and reorder each other's messages while the user types and code runs; then
 * all goes well again, and after one word both have the same, and the notice is true.
 */

/** mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Values = Record<string, number>;

/** As `GatewayWidget` does it. */
class Python {
  /** Null before the gateway has told it of them. */
  values: Values | null = null;
  cluster: string | null = null;
  status: string | null = null;
  workers: number | null = null;
  launching = false;
  stopNew = false;
  stops = new Set<string>();
  #revision = 0;
  #setAt = 0;
  #taken: [count: number, revision: number] = [0, 0];
  #unread: Values | null = null;
  #owes = false;

  constructor(private readonly send: (message: FromPython) => void) {}

  hear(message: ToPython): void {
    if (message.type === "hello") {
      this.send({
        ...{ type: "welcome", page: message.page, revision: this.#revision, count: message.count },
        ...{ options: this.values && JSON.stringify(this.values), setAt: this.#setAt },
        ...{ cluster: this.cluster, stopNew: this.stopNew, stops: [...this.stops] },
      });
      this.#owes ||= this.values === null;
    } else if (message.type === "changes") {
      this.#onChanges(message);
    }
  }

  /** It is configured otherwise than the page. */
  load(): void {
    if (this.values !== null) return;
    this.values = this.#unread ?? { a: 5, b: 7 };
    if (this.#owes) this.#tell(this.values, true);
  }

  set(values: Values): void {
    this.load();
    this.values = { ...this.values, ...values };
    this.#setAt = this.#revision + 1;
    this.#tell(values, false);
  }

  #tell(values: Values, initial: boolean): void {
    this.#revision += 1;
    const options = JSON.stringify(values);
    this.send({ type: "set", revision: this.#revision, options, initial });
  }

  choose(name: string | null): void {
    this.cluster = name;
    this.status = this.workers = null;
    this.#revision += 1;
    this.send({ type: "cluster", revision: this.#revision, cluster: name });
  }

  tick(on: boolean): void {
    this.stopNew = on;
    if (this.cluster !== null) this.#stop(this.cluster, on);
    this.#tellStops();
  }

  #stop(name: string, on: boolean): void {
    if (on) this.stops.add(name);
    else this.stops.delete(name);
  }

  #tellStops(): void {
    this.#revision += 1;
    const { stopNew, stops } = this;
    this.send({ type: "stops", revision: this.#revision, stopNew, stops: [...stops] });
  }

  #onChanges({ page, count, revision, options, launching, choose, ...of }: ChangesMessage): void {
    const [known] = this.#taken;
    const now = this.#revision;
    if (count > known) this.#taken = [count, now];
    const [taken, at] = this.#taken;
    this.send({ type: "taken", page, count: taken, revision: at });
    if (count <= known) return;
    if (of.stopNew !== null) this.stopNew = of.stopNew;
    for (const [name, on] of Object.entries(of.stops ?? {})) this.#stop(name, on);
    if (choose !== null) {
      this.cluster = choose;
      this.status = this.workers = null;
      if (this.stopNew) this.#stop(choose, true);
    }
    if (of.stopNew !== null || of.stops !== null || choose !== null) this.#tellStops();
    if (of.status !== null && of.cluster === this.cluster) this.status = of.status;
    if (of.figures !== null && of.cluster === this.cluster) this.workers = of.figures.workers;
    if (launching !== null) this.launching = launching;
    if (options !== null && revision >= now) {
      if (this.values === null) this.#unread = of.edited ? JSON.parse(options) : null;
      else this.values = JSON.parse(options);
      this.#setAt = 0;
    }
  }
}

const NAMES = ["aaaaaaaa-in-full", "bbbbbbbb-in-full"];

function run(seed: number) {
  const random = randomOf(seed);
  const below = (n: number) => Math.floor(random() * n);
  let now = 0;
  let good = false;
  let messages = 0;
  const onTheWay: { at: number; arrive: () => void }[] = [];
  const later = (arrive: () => void) => {
    messages += 1;
    if (good) onTheWay.push({ at: now + 5, arrive });
    // Some are lost, some come twice, and some much later than what was sent after them.
    else
      for (let copies = [0, 1, 1, 1, 2][below(5)] ?? 1; copies > 0; copies -= 1)
        onTheWay.push({ at: now + (below(4) === 0 ? below(90_000) : below(40)), arrive });
  };
  const python = new Python((message) =>
    later(() => take({ type: "message", message: structuredClone(message) })),
  );
  const form: Values = { a: 0, b: 0 };
  /** Where the user types: as in the core, that stays if Python had not seen it. */
  let typing: string | null = null;
  let launching = false;
  let state: SyncState = { ...INITIAL_STATE, page: "p" };
  const statuses = ["PENDING", "PENDING"];
  const workers: (number | null)[] = [null, null];
  const shown = () => {
    const base = view().form;
    if (base === null) throw new Error("no form");
    const changed = JSON.stringify(form) !== '{"a":0,"b":0}';
    const fields = base.fields.map((field) => ({ ...field, changed }));
    return view({
      form: { ...base, launching, changed, fields },
      clusters: NAMES.map((name, i) =>
        cluster(name.slice(0, 8), {
          status: statuses[i] as "RUNNING",
          workers: workers[i] ?? null,
        }),
      ),
    });
  };
  const session = {
    view: shown,
    options: () => JSON.stringify(form),
    clusterName: (key: string) => `${key}-in-full`,
  };
  function take(event: SyncEvent): void {
    const [next, effects] = reduce(state, event, session, now);
    state = next;
    for (const effect of effects) {
      if (effect.type === "send") {
        const message = structuredClone(effect.message);
        later(() => python.hear(message));
      } else {
        const typed = typing !== null && effect.stale ? { [typing]: form[typing] } : {};
        Object.assign(form, JSON.parse(effect.options), typed);
        take({ type: "options-applied", stale: effect.stale });
      }
    }
  }
  /** Time goes on to `end`, and what is due happens. */
  function wait(end: number): void {
    for (;;) {
      const [next] = onTheWay.sort((one, other) => one.at - other.at);
      const timer = Math.min(state.answerDue, state.sendDue);
      const due = Math.min(timer, next?.at ?? Number.POSITIVE_INFINITY);
      if (due > end) break;
      now = Math.max(now, due);
      if (next && next.at <= timer) {
        onTheWay.shift();
        next.arrive();
      } else {
        take({ type: "time" });
      }
    }
    now = end;
  }
  const name = () => NAMES[below(2)] ?? "";
  const actions = [
    () => {
      typing = below(2) ? "a" : "b";
      form[typing] = below(1_000);
      take({ type: "session-changed" });
    },
    () => python.load(),
    () => python.set({ [below(2) ? "a" : "b"]: below(1_000) }),
    () => take({ type: "choose", cluster: name() }),
    () => python.choose(below(3) ? name() : null),
    () => python.tick(below(2) === 0),
    () => take({ type: "tick", cluster: below(3) ? name() : null, on: below(2) === 0 }),
    () => {
      launching = !launching;
      take({ type: "session-changed" });
    },
    () => {
      statuses[below(2)] = below(2) ? "RUNNING" : "STOPPED";
      take({ type: "session-changed" });
    },
    () => {
      workers[below(2)] = below(3) ? below(5) : null;
      take({ type: "session-changed" });
    },
    () => {
      typing = null;
      take({ type: "flush" });
    },
  ];

  take({ type: "start" });
  for (let step = 0; step < 40; step += 1) {
    actions[below(actions.length)]?.();
    wait(now + 10 ** (1 + below(4)));
  }
  good = true;
  python.load();
  // What was on its way may come a last time, as late as it likes.
  wait(now + 100_000);
  const quiet = messages;
  wait(now + 10 * LONGEST_TIMEOUT_MS);
  const idle = messages - quiet;
  // Any later word: here Python's, there the user's.
  if (below(2)) python.set({ a: -1 });
  else {
    typing = "a";
    form.a = -1;
    take({ type: "session-changed" });
  }
  wait(now + 10_000);
  return { form, python, state, idle, launching, statuses, workers };
}

test("whatever became of messages, both have the same after it, and nothing is told for ever", () => {
  for (let seed = 1; seed <= 2_000; seed += 1) {
    const { form, python, state, idle, launching, statuses, workers } = run(seed);
    const why = `seed ${seed}`;
    expect(python.values, why).toEqual(form);
    expect(form.a, why).toBe(-1);
    expect(state.python, why).toBe("follows");
    expect(state.awaits, why).toBeNull();
    expect(state.cluster, why).toBe(python.cluster);
    const { stopNew, stops } = kernelStopsOf(state) ?? { stopNew: null, stops: [] };
    expect([stopNew, new Set(stops)], why).toEqual([python.stopNew, python.stops]);
    expect([state.tickedNew, state.ticked], why).toEqual([null, {}]);
    expect(python.launching, why).toBe(launching);
    const index = python.cluster === null ? -1 : NAMES.indexOf(python.cluster);
    expect(python.status, why).toBe(statuses[index] ?? null);
    const counted = statuses[index] === "RUNNING" ? workers[index] : null;
    expect(python.workers, why).toBe(counted ?? null);
    expect(idle, why).toBe(0);
  }
}, 60_000);
