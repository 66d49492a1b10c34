import { BinderRepository } from "@jupyterhub/binderhub-client/client.js";
import { plainText } from "../../js/page/plain-text.js";
import { connectionFault, faultOf, statusIn } from "./faults.js";
import { type Fault, PHASES, type Phase } from "./kinds.js";

export interface LaunchListener {
  reached(phase: Phase): void;
  /** A line or a part of one, for people who want to know. */
  said(text: string): void;
  /** Nothing has come for a while. What is built may be silent. */
  quiet(): void;
  failed(fault: Fault, said: string | null): void;
  /** As the hub tells it. */
  ready(url: unknown, token: unknown): void;
}

/** Milliseconds. */
const NO_ANSWER = 60_000;
const QUIET = 120_000;
/** The hub itself waits for 10 minutes. */
const SLOW_LAUNCH = 660_000;
/** What a line may have: a log is for reading. */
const LONG = 2_000;

const PHASE_OF: Readonly<Record<string, Phase>> = {
  waiting: "waiting",
  fetching: "fetching",
  building: "building",
  pushing: "building",
  built: "launching",
  launching: "launching",
  ready: "ready",
};

/** One attempt at a server. What comes after its end, or after `cancel()`, is not told. */
export class Launch {
  readonly #repository: BinderRepository;
  #phase: Phase = "waiting";
  #hasAnswered = false;
  #isOver = false;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #launchEnd: ReturnType<typeof setTimeout> | undefined;

  constructor(
    repository: string,
    build: URL,
    private readonly listener: LaunchListener,
  ) {
    this.#repository = new BinderRepository(repository, build);
  }

  async start(): Promise<void> {
    ignoreRejections();
    this.#patience = setTimeout(() => this.#fail("no-answer", null), NO_ANSWER);
    try {
      for await (const event of this.#repository.fetch()) {
        if (this.#isOver) break;
        this.#take(event);
      }
      if (!this.#isOver) this.#fail("broken-off", null);
    } finally {
      heedRejections();
    }
  }

  cancel(): void {
    this.#end();
  }

  #take(event: unknown): void {
    const fields = typeof event === "object" ? (event as Record<string, unknown> | null) : null;
    const phase = fields?.["phase"];
    if (fields === null) this.#fail("garbage", null);
    else if (phase === "failed" || phase === "failure") this.#takeFailure(fields);
    else this.#takeNews(fields);
  }

  #takeFailure({ message, status_code: status }: Record<string, unknown>): void {
    const said = wordsOf(message);
    const fault = said === null ? null : connectionFault(said, this.#hasAnswered);
    // What the client says of the connection is in our own words already.
    if (fault !== null) this.#fail(fault, null);
    else this.#fail(faultOf({ phase: this.#phase, said, status }), said);
  }

  #takeNews({ phase, message, url, token }: Record<string, unknown>): void {
    const said = wordsOf(message);
    // The client's own news have this phase; the same words may stand in a build's.
    const status = said === null || phase !== "unknown" ? null : statusIn(said);
    if (status !== null) {
      // The client says that it tries again. A press does that here.
      this.#fail(faultOf({ phase: this.#phase, said: null, status }), null);
      return;
    }
    this.#hear();
    const isReady = phase === "ready";
    if (said !== null && !isReady) this.listener.said(said);
    const isKnown = typeof phase === "string" && Object.hasOwn(PHASE_OF, phase);
    const reached = isKnown ? PHASE_OF[phase] : undefined;
    if (reached !== undefined) this.#reach(reached);
    if (isReady) {
      this.#end();
      this.listener.ready(url, token);
    }
  }

  #hear(): void {
    this.#hasAnswered = true;
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.listener.quiet(), QUIET);
  }

  #reach(phase: Phase): void {
    // A repeated attempt of the hub's to launch is no step back.
    if (PHASES.indexOf(phase) < PHASES.indexOf(this.#phase)) return;
    this.#phase = phase;
    if (phase === "launching") {
      this.#launchEnd ??= setTimeout(() => this.#fail("slow-launch", null), SLOW_LAUNCH);
    }
    this.listener.reached(phase);
  }

  #fail(fault: Fault, said: string | null): void {
    if (this.#isOver) return;
    this.#end();
    this.listener.failed(fault, said);
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#patience);
    clearTimeout(this.#launchEnd);
    this.#repository.close();
  }
}

/**
 * Each failure of a connection, which is told as an event, is also a promise of the client's that nobody can wait for: browsers would
 * report it, a moment later.
 */
const LATER = 1_000;
let attempts = 0;

function ignore(event: PromiseRejectionEvent): void {
  event.preventDefault();
}

function ignoreRejections(): void {
  if (attempts++ === 0) addEventListener("unhandledrejection", ignore);
}

function heedRejections(): void {
  setTimeout(() => {
    if (--attempts === 0) removeEventListener("unhandledrejection", ignore);
  }, LATER);
}

function wordsOf(message: unknown): string | null {
  return typeof message === "string" ? plainText(message).slice(0, LONG) : null;
}
