/**
 * How one widget's Python and the page's session are kept in step, as a pure state machine: time is an argument, what is to
 * be done comes out as effects. `python-sync.ts` runs it.
 *
 * The form is what counts: Python gets its valid options, at most one message at a time, so that a busy kernel finds one
 * message and not a hundred. What Python sets is put into the form by the core, which knows what the user is typing.
 *
 * Any message may be lost, come twice or come late. What the page has to tell is told until Python has it, and Python takes
 * nothing that is older than what it has. What Python sets is numbered: where a number is missing, or an answer tells of a
 * later one, the page says `hello` and gets all that Python has.
 */

import type { PythonState } from "../jupyter/program-status.js";
import type { ClusterView, OpenSession, RecentView, View } from "../view/model.js";
import type { Changes, ChangesMessage, Figures, FromPython, Stops, ToPython } from "./protocol.js";

/** Between two `changes` messages with options: what is typed meanwhile goes in one. */
export const SEND_INTERVAL_MS = 100;
/** For Python to answer, before the user is told that it does not, and it is told again. */
export const ANSWER_TIMEOUT_MS = 3_000;
/** It grows to this: a kernel that was busy for long should not find a thousand messages. */
export const LONGEST_TIMEOUT_MS = 30_000;

const NEVER = Number.POSITIVE_INFINITY;

/** As long as a cluster does not run, or is not heard. */
const NO_FIGURES: Figures = {
  workers: null,
  threads: null,
  memory: null,
  results: null,
  tasks: null,
};
/** Python forgets them when a cluster is chosen. */
const UNTOLD_FIGURES = JSON.stringify(NO_FIGURES);

/** Times are in milliseconds, of the clock that `reduce` is given; infinite: never. */
export interface SyncState {
  /** Names the page to Python. */
  readonly page: string;
  /** Silent: an answer is overdue. */
  readonly python: PythonState;
  /** The page has all that Python had set up to here; null before Python's first message. */
  readonly revision: number | null;
  /** The latest revision that was heard of. */
  readonly heard: number;
  /** The message that Python has not answered yet. */
  readonly awaits: "hello" | "changes" | null;
  /** That message, if it is `changes`. */
  readonly inFlight: ChangesMessage | null;
  /** The number of the last `changes`. */
  readonly count: number;
  /** Python has told of its options: until then they are put into the form only if nobody has edited that. */
  readonly knowsOptions: boolean;
  /** JSON text: the options that Python has, or that are on their way; "" if it is to be told in any case. */
  readonly pythonOptions: string;
  /** JSON text: the form's options right after Python had set some: no news to Python. */
  readonly appliedOptions: string | null;
  /** When the last message that wants an answer was sent. */
  readonly sentAt: number;
  /** When the next options are due. */
  readonly sendDue: number;
  /** Until when Python should have answered. */
  readonly answerDue: number;
  /** How long it is waited for. */
  readonly timeout: number;
  /** A launch is in flight. */
  readonly launching: boolean;
  /** Whether one is, as Python knows; null: not known. */
  readonly toldLaunching: boolean | null;
  /** The launch was asked for in this widget. */
  readonly launchedHere: boolean;
  /** The full name of the cluster that Python works with. */
  readonly cluster: string | null;
  /** The same, if the user has chosen it and Python may not know yet. */
  readonly choice: string | null;
  /** What Python code has set while it may not have known of the choice: the choice comes later, or it did already. */
  readonly overruled: { revision: number; cluster: string | null } | null;
  /** That cluster's status, as Python knows it. */
  readonly toldStatus: string | null;
  /** JSON text: its figures, as Python knows them; "" if it is to be told in any case. */
  readonly toldFigures: string;
  /** What the kernel stops when it ends, by Python's last word; null: not known, or it has no such thing. */
  readonly kernelStops: (Stops & { revision: number }) | null;
  /** The user's ticks that Python may not know of yet. */
  readonly tickedNew: boolean | null;
  readonly ticked: Readonly<Record<string, boolean>>;
}

export const INITIAL_STATE: SyncState = {
  page: "",
  python: "follows",
  revision: null,
  heard: 0,
  awaits: null,
  inFlight: null,
  count: 0,
  knowsOptions: false,
  pythonOptions: "",
  appliedOptions: null,
  sentAt: -NEVER,
  sendDue: NEVER,
  answerDue: NEVER,
  timeout: ANSWER_TIMEOUT_MS,
  launching: false,
  toldLaunching: false,
  launchedHere: false,
  cluster: null,
  choice: null,
  overruled: null,
  toldStatus: null,
  toldFigures: UNTOLD_FIGURES,
  kernelStops: null,
  tickedNew: null,
  ticked: {},
};

export type SyncEvent =
  | { type: "start" }
  | { type: "message"; message: FromPython }
  /** The effect `set-options` has been carried out. */
  | { type: "options-applied"; stale: boolean }
  | { type: "session-changed" }
  /** The user launches a cluster in one of the widget's displays. */
  | { type: "launch" }
  /** The user wants Python to work with the cluster of this full name. */
  | { type: "choose"; cluster: string }
  /** The kernel is to stop the cluster of this full name when it ends, or is not; null: those of later. */
  | { type: "tick"; cluster: string | null; on: boolean }
  /** What Python does not know yet goes now. */
  | { type: "flush" }
  /** Something may be due. */
  | { type: "time" }
  /** No kernel knows the widget any more. */
  | { type: "kernel-ended" };

export type SyncEffect =
  | { type: "send"; message: ToPython }
  /** `stale`: Python had not seen the user's last changes when it set these. `options-applied` is to follow. */
  | { type: "set-options"; options: string; stale: boolean };

/** What is read of the session. */
export type SessionReader = Pick<OpenSession, "view" | "options" | "clusterName">;

export function reduce(
  state: SyncState,
  event: SyncEvent,
  session: SessionReader,
  now: number,
): [SyncState, SyncEffect[]] {
  const step = new Step({ ...state }, session, now);
  step.take(event);
  return [step.state, step.effects];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** One call of `reduce`, which works on a copy of the state. */
class Step {
  readonly effects: SyncEffect[] = [];
  readonly #view: View;

  constructor(
    readonly state: Mutable<SyncState>,
    private readonly session: SessionReader,
    private readonly now: number,
  ) {
    this.#view = session.view();
  }

  take(event: SyncEvent): void {
    const { state, now } = this;
    switch (event.type) {
      case "start":
        this.#tell();
        break;
      case "message":
        if (state.python === "gone") {
          state.python = "silent";
          this.#onLost();
        }
        this.#onMessage(event.message);
        // Whoever speaks is there: what is overdue may have been lost.
        if (state.python === "silent" && now - state.sentAt >= ANSWER_TIMEOUT_MS) this.#onLost();
        this.#tell();
        break;
      case "options-applied":
        if (!event.stale) state.appliedOptions = this.session.options();
        // Python is told what came of it, even if that is what it has been told before.
        state.pythonOptions = "";
        this.#tell();
        break;
      case "session-changed":
        this.#onLaunching();
        this.#tell();
        break;
      case "launch":
        state.launchedHere = true;
        break;
      case "choose":
        this.#choose(event.cluster);
        this.#tell();
        break;
      case "tick":
        if (event.cluster === null) state.tickedNew = event.on;
        else state.ticked = { ...state.ticked, [event.cluster]: event.on };
        this.#tell();
        break;
      case "flush":
        this.#tell(true);
        break;
      case "time":
        if (state.answerDue <= now) {
          state.python = "silent";
          state.timeout = Math.min(2 * state.timeout, LONGEST_TIMEOUT_MS);
          this.#onLost();
        }
        this.#tell(state.sendDue <= now);
        break;
      case "kernel-ended":
        state.answerDue = NEVER;
        state.sendDue = NEVER;
        state.python = "gone";
    }
  }

  #onMessage(message: FromPython): void {
    const { state } = this;
    switch (message.type) {
      case "welcome":
        this.#onWelcome(message);
        break;
      case "set":
        if (this.#isNext(message.revision)) this.#onSet(message);
        break;
      case "cluster":
        if (this.#isNext(message.revision)) this.#onCluster(message);
        break;
      case "stops":
        if (this.#isNext(message.revision)) state.kernelStops = message;
        break;
      case "taken":
        state.heard = Math.max(state.heard, message.revision);
        if (message.page === state.page && message.count === state.count)
          this.#onTaken(message.revision);
    }
  }

  /** Whether this is the next that Python has set. What comes again is known, and of more than one all is asked for. */
  #isNext(revision: number): boolean {
    const { state } = this;
    // Where an answer has told of it before, it is not known what came between the two.
    const isNext = revision === state.heard + 1 && state.heard === state.revision;
    state.heard = Math.max(state.heard, revision);
    if (isNext) state.revision = revision;
    return isNext;
  }

  #onWelcome(message: FromPython & { type: "welcome" }): void {
    const { state } = this;
    const { page, revision, options, setAt, cluster, stopNew, stops } = message;
    if (page !== state.page || state.awaits !== "hello" || revision < state.heard) return;
    // An earlier answer, which may not know what was told since.
    if ((message.count ?? state.count) !== state.count) return;
    this.#onAnswer();
    const known = state.revision;
    state.revision = state.heard = revision;
    this.#onCluster({ revision, cluster });
    state.kernelStops =
      stopNew === undefined || stops === undefined ? null : { stopNew, stops, revision };
    if (options === null) return;
    // Otherwise somebody has typed into the page's form since Python heard of it last.
    const isNews = setAt > (known ?? 0) || !(state.knowsOptions || this.#isEdited());
    if (isNews) this.#setOptions(options);
    // Those of a form that was not edited Python may have left out.
    else if (!state.knowsOptions) state.pythonOptions = "";
    state.knowsOptions = true;
  }

  #onSet({ options, initial }: FromPython & { type: "set" }): void {
    const { state } = this;
    state.knowsOptions = true;
    // What was told before this revision Python does not take: it is told again.
    if (initial && (this.#isEdited() || state.launching)) state.pythonOptions = "";
    else this.#setOptions(options);
  }

  /** One of the options is not as it began. */
  #isEdited(): boolean {
    return this.#view.form?.fields.some(({ changed }) => changed) ?? false;
  }

  #onCluster(set: { revision: number; cluster: string | null }): void {
    const { state } = this;
    if (state.choice !== null) {
      state.overruled = set;
      return;
    }
    // Also of the same cluster: Python forgets its status when it is set, and may have its figures from another page.
    state.cluster = set.cluster;
    state.toldStatus = null;
    state.toldFigures = "";
  }

  #onTaken(revision: number): void {
    const { state } = this;
    const { inFlight } = state;
    if (inFlight === null) return;
    if (inFlight.choose === state.choice) this.#onChoiceTaken(revision);
    this.#onTicksTaken(inFlight, revision);
    // Python had set some, and did not take others that know nothing of it.
    if (inFlight.options !== null && revision > inFlight.revision) state.pythonOptions = "";
    this.#onAnswer();
  }

  /** `revision`: what Python had set before it took the choice. */
  #onChoiceTaken(revision: number): void {
    const { state } = this;
    const { overruled } = state;
    state.choice = null;
    state.overruled = null;
    if (overruled !== null && overruled.revision > revision) this.#onCluster(overruled);
  }

  /** Those that were changed again since stay. `revision`: what Python had set before it took them. */
  #onTicksTaken({ stopNew, stops }: Changes, revision: number): void {
    const { state } = this;
    const { kernelStops: known } = state;
    const has = kernelStopsOf({ ...state, tickedNew: stopNew, ticked: stops ?? {} });
    if (stopNew === state.tickedNew) state.tickedNew = null;
    const left = Object.entries(state.ticked).filter(([name, on]) => stops?.[name] !== on);
    state.ticked = Object.fromEntries(left);
    // Python tells what it has now, in a moment or already.
    const isNews =
      (stopNew !== null || stops !== null) && known !== null && known.revision <= revision;
    if (isNews && has !== null) state.kernelStops = { ...has, revision: known.revision };
  }

  #onAnswer(): void {
    const { state } = this;
    state.awaits = null;
    state.inFlight = null;
    state.answerDue = NEVER;
    state.timeout = ANSWER_TIMEOUT_MS;
    state.python = "follows";
  }

  /** The message in flight is told again. */
  #onLost(): void {
    const { state } = this;
    const { inFlight } = state;
    if (inFlight?.options != null) state.pythonOptions = "";
    if (inFlight?.launching != null) state.toldLaunching = null;
    if (inFlight?.status != null) state.toldStatus = null;
    if (inFlight?.figures != null) state.toldFigures = "";
    state.awaits = null;
    state.inFlight = null;
    state.answerDue = NEVER;
  }

  #setOptions(options: string): void {
    this.effects.push({ type: "set-options", options, stale: this.#isStale() });
  }

  /** The user has changed something that Python had not taken when it spoke. */
  #isStale(): boolean {
    const { appliedOptions, inFlight, pythonOptions } = this.state;
    const options = this.session.options();
    return options !== appliedOptions && (inFlight?.options != null || options !== pythonOptions);
  }

  #onLaunching(): void {
    const { state } = this;
    const { form } = this.#view;
    const launching = form?.launching ?? false;
    if (launching === state.launching) return;
    state.launching = launching;
    if (launching || !state.launchedHere) return;
    state.launchedHere = false;
    // A cluster that was launched here is the one to work with.
    const key = form?.launched ?? null;
    const name = key !== null && this.session.clusterName(key);
    if (name) this.#choose(name);
  }

  #choose(cluster: string): void {
    const { state } = this;
    // Also the same again is told again: Python code may have set another meanwhile.
    if (state.inFlight !== null) state.inFlight = { ...state.inFlight, choose: null };
    state.cluster = state.choice = cluster;
    state.overruled = null;
    state.toldStatus = null;
    state.toldFigures = UNTOLD_FIGURES;
  }

  /** Tells Python what it should know of the session, and asks for what the page has missed. */
  #tell(now = false): void {
    const { state } = this;
    if (state.python === "gone" || state.awaits !== null) return;
    if (state.revision === null || state.revision < state.heard) {
      this.#send("hello", { type: "hello", page: state.page, count: state.count });
      return;
    }
    // What Python has set is in the form first.
    if (this.effects.some(({ type }) => type === "set-options")) return;
    const changes = this.#changes();
    const { options, ...others } = changes;
    const isUrgent = Object.values(others).some((value) => value !== null);
    if (options === null && !isUrgent) {
      state.sendDue = NEVER;
      return;
    }
    const due = state.sentAt + SEND_INTERVAL_MS;
    if (!now && !isUrgent && due > this.now) {
      state.sendDue = due;
      return;
    }
    const { page, revision } = state;
    state.count += 1;
    const edited = this.#isEdited();
    const message = {
      type: "changes",
      page,
      count: state.count,
      revision,
      edited,
      ...changes,
    } as const;
    state.inFlight = message;
    if (options !== null) state.pythonOptions = options;
    if (changes.launching !== null) state.toldLaunching = changes.launching;
    if (changes.status !== null) state.toldStatus = changes.status;
    if (changes.figures !== null) state.toldFigures = JSON.stringify(changes.figures);
    this.#send("changes", message);
  }

  /** What Python does not know yet. */
  #changes(): Changes {
    const { launching, toldLaunching, choice, cluster, toldStatus, pythonOptions } = this.state;
    const { tickedNew, ticked, toldFigures } = this.state;
    const view = this.#view;
    const options = view.form === null ? pythonOptions : this.session.options();
    const shown = cluster === null ? undefined : clusterNamed(cluster, this.session, view);
    const status = shown?.status;
    const figures = figuresOf(shown);
    // A choice that is told again makes Python forget it again.
    const isNewStatus = status !== undefined && (status !== toldStatus || choice !== null);
    const known = choice === null ? toldFigures : UNTOLD_FIGURES;
    const hasNewFigures = shown !== undefined && JSON.stringify(figures) !== known;
    return {
      options: options === pythonOptions ? null : options,
      launching: launching === toldLaunching ? null : launching,
      choose: choice,
      cluster: isNewStatus || hasNewFigures ? cluster : null,
      status: isNewStatus ? status : null,
      figures: hasNewFigures ? figures : null,
      stopNew: tickedNew,
      stops: Object.keys(ticked).length === 0 ? null : ticked,
    };
  }

  #send(awaits: "hello" | "changes", message: ToPython): void {
    const { state, now } = this;
    this.effects.push({ type: "send", message });
    state.awaits = awaits;
    state.sentAt = now;
    state.sendDue = NEVER;
    state.answerDue = now + state.timeout;
  }
}

function figuresOf(shown: ClusterView | RecentView | undefined): Figures {
  if (shown?.status !== "RUNNING" || !("workers" in shown) || shown.workers === null)
    return NO_FIGURES;
  const { workers, threads, memory, results, tasks } = shown;
  return { workers, threads, memory, results, tasks };
}

/** What the kernel stops when it ends, as the user wants it; null: that is not known, or not to be had. */
export function kernelStopsOf({ python, kernelStops, tickedNew, ticked }: SyncState): Stops | null {
  if (kernelStops === null || python === "gone") return null;
  const others = kernelStops.stops.filter((name) => ticked[name] === undefined);
  const own = Object.keys(ticked).filter((name) => ticked[name]);
  return { stopNew: tickedNew ?? kernelStops.stopNew, stops: [...others, ...own] };
}

/** The cluster of this full name, if the session lists it, or did until it ended. */
export function clusterNamed(
  name: string,
  session: Pick<SessionReader, "clusterName">,
  { clusters, recent }: View,
) {
  return [...(clusters ?? []), ...recent].find(({ key }) => session.clusterName(key) === name);
}
