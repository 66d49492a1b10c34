/**
 * How one widget's Python and the page's session are kept in step, as a pure state machine: time is an argument, what is to
 * be done comes out as effects. `python-sync.ts` runs it.
 *
 * The form is what counts: Python gets its valid options, at most one message at a time, so that a busy kernel finds one
 * message and not a hundred. What Python sets is put into the form by the core, which knows what the user is typing.
 */

import type { PythonState } from "../jupyter/program-status.js";
import type { OpenSession, View } from "../view/model.js";
import type { FromPython, ToPython } from "./protocol.js";

/** Between two `options` messages: what is typed meanwhile goes in one. */
export const SEND_INTERVAL_MS = 100;
/** For Python to answer, before the user is told that it does not. */
export const ANSWER_TIMEOUT_MS = 3_000;

const NEVER = Number.POSITIVE_INFINITY;

/** Times are in milliseconds, of the clock that `reduce` is given; infinite: never. */
export interface SyncState {
  readonly python: PythonState;
  /** JSON text: the options that Python has; null before its first message; "" if it is to be told in any case. */
  readonly pythonOptions: string | null;
  /** JSON text: the form's options right after Python had set some: no news to Python. */
  readonly appliedOptions: string | null;
  /** An `options` message was sent, and no `taken` came yet. */
  readonly awaitsTaken: boolean;
  /** When the last `options` message was sent. */
  readonly sentAt: number;
  /** When the next is due. */
  readonly sendDue: number;
  /** Until when Python should have answered. */
  readonly answerDue: number;
  /** A launch is in flight, and Python knows. */
  readonly launching: boolean;
  /** It was asked for in this widget. */
  readonly launchedHere: boolean;
  /** The full name of the cluster that Python works with. */
  readonly cluster: string | null;
  /** That cluster's status, as Python knows it. */
  readonly status: string | null;
}

export const INITIAL_STATE: SyncState = {
  python: "follows",
  pythonOptions: null,
  appliedOptions: null,
  awaitsTaken: false,
  sentAt: -NEVER,
  sendDue: NEVER,
  answerDue: NEVER,
  launching: false,
  launchedHere: false,
  cluster: null,
  status: null,
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
        this.#ask({ type: "hello" });
        break;
      case "message":
        state.answerDue = NEVER;
        state.python = "follows";
        this.#onMessage(event.message);
        break;
      case "options-applied":
        if (!event.stale) state.appliedOptions = this.session.options();
        // Python is told what came of it, even if that is what it has been told before.
        state.pythonOptions = "";
        this.#onChange();
        break;
      case "session-changed":
        this.#onChange();
        break;
      case "launch":
        state.launchedHere = true;
        break;
      case "choose":
        this.#choose(event.cluster);
        break;
      case "flush":
        this.#sendOptions();
        break;
      case "time":
        if (state.answerDue <= now) {
          state.answerDue = NEVER;
          state.python = "silent";
        }
        if (state.sendDue <= now) this.#sendOptions();
        break;
      case "kernel-ended":
        state.answerDue = NEVER;
        state.python = "gone";
    }
  }

  #onMessage(message: FromPython): void {
    const { state } = this;
    switch (message.type) {
      case "welcome":
        state.pythonOptions ??= "";
        state.cluster = message.cluster;
        // Otherwise somebody has typed into the page's form since Python heard of it last.
        if (message.options && (message.byPython || !this.#view.form?.changed)) {
          this.#setOptions(message.options);
        } else {
          this.#onChange();
        }
        break;
      case "set":
        this.#setOptions(message.options);
        break;
      case "cluster":
        state.cluster = message.cluster;
        state.status = null;
        this.#onChange();
        break;
      case "taken":
        state.awaitsTaken = false;
        this.#onChange();
    }
  }

  #setOptions(options: string): void {
    this.effects.push({ type: "set-options", options, stale: this.#isStale() });
  }

  /** The user has changed something that Python had not taken when it spoke. */
  #isStale(): boolean {
    const { appliedOptions, awaitsTaken, pythonOptions } = this.state;
    const options = this.session.options();
    return options !== appliedOptions && (awaitsTaken || options !== pythonOptions);
  }

  /** Tells Python what it should know of the session. */
  #onChange(): void {
    const { state } = this;
    this.#sendLaunching();
    this.#sendStatus();
    if (state.sendDue !== NEVER || state.awaitsTaken) return;
    const due = state.sentAt + SEND_INTERVAL_MS;
    if (due <= this.now) this.#sendOptions();
    else state.sendDue = due;
  }

  #sendLaunching(): void {
    const { state } = this;
    const { form } = this.#view;
    const launching = form?.launching ?? false;
    if (launching === state.launching) return;
    state.launching = launching;
    if (!launching && state.launchedHere) {
      state.launchedHere = false;
      // A cluster that was launched here is the one to work with.
      const message = form?.message?.message;
      const name = message?.id === "launched" && this.session.clusterName(message.cluster);
      if (name) this.#choose(name);
    }
    this.#send({ type: "launching", value: launching });
  }

  #choose(cluster: string): void {
    this.state.cluster = cluster;
    this.state.status = null;
    this.#send({ type: "choose", cluster });
    this.#onChange();
  }

  #sendStatus(): void {
    const { cluster } = this.state;
    if (cluster === null) return;
    const status = clusterNamed(cluster, this.session, this.#view)?.status;
    if (status === undefined || status === this.state.status) return;
    this.state.status = status;
    this.#send({ type: "status", cluster, status });
  }

  #sendOptions(): void {
    const { state } = this;
    state.sendDue = NEVER;
    if (state.python === "gone" || state.pythonOptions === null || state.awaitsTaken) return;
    if (this.#view.form === null) return;
    const options = this.session.options();
    if (options === state.pythonOptions) return;
    state.awaitsTaken = true;
    state.sentAt = this.now;
    state.pythonOptions = options;
    this.#ask({ type: "options", options });
  }

  #ask(message: ToPython): void {
    this.#send(message);
    if (this.state.python !== "gone") this.state.answerDue = this.now + ANSWER_TIMEOUT_MS;
  }

  #send(message: ToPython): void {
    // To a kernel that has ended it would throw.
    if (this.state.python !== "gone") this.effects.push({ type: "send", message });
  }
}

/** The cluster of this full name, if the session lists it. */
export function clusterNamed(
  name: string,
  session: Pick<SessionReader, "clusterName">,
  { clusters }: View,
) {
  return clusters?.find(({ key }) => session.clusterName(key) === name);
}
