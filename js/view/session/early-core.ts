import type { Session as WholeCore } from "#session";
import type { HostAction, UserEvent } from "../model.js";
import type { Rest } from "./core-module.js";

/** What a session has of the core: tabs are another's business. */
export type Core = Pick<
  WholeCore,
  | "changes"
  | "options"
  | "optionSpec"
  | "formText"
  | "clusterName"
  | "dispatch"
  | "memory"
  | "presetMemory"
  | "presets"
  | "pageAnswers"
  | "workers"
  | "free"
>;

/** Milliseconds until the rest is fetched where no form comes. */
const LONGEST_MS = 250;

/** What the first half of the module takes in: scripts/build/rehearsal.mjs does each. Of the host … */
const OPENING = new Set<UserEvent["type"]>([
  "visible",
  "prefer",
  "prefer-seldom",
  "prefer-stop-with-server",
  "offer-relay",
  "in-view",
]);
/** … and edits. */
const EDITS = new Set<UserEvent["type"]>([
  "set-options",
  "edit",
  "check",
  "choose",
  "edit-workers",
  "edit-up-to",
]);

/**
 * A core of whose module only the first half is there, which brings a form into sight. The rest is fetched when that is done; what the
 * core is told before waits for it, in its order.
 */
export class EarlyCore implements Core {
  /** Null: the rest is there. */
  #waiting: UserEvent[] | null = [];
  /** Something else has been done, and what is edited from now on comes after that. */
  #holdsEdits = false;
  readonly #opened: Promise<void>;
  #isDrawn = false;

  constructor(
    private readonly core: Core,
    private readonly rest: Rest,
    onchange: () => void,
    signal: AbortSignal,
  ) {
    const timer = setTimeout(() => this.#fetch(), LONGEST_MS);
    signal.addEventListener("abort", () => clearTimeout(timer));
    // Before the core takes in what has been answered meanwhile: who sees that may act on it.
    this.#opened = rest.added.then(() => {
      const events = this.#waiting ?? [];
      this.#waiting = null;
      if (signal.aborted) return;
      for (const event of events) core.dispatch(event);
      onchange();
    });
  }

  /** What `Session` in model.ts has. Somebody waits for it: so it is fetched now. */
  delay({ type }: UserEvent): Promise<void> | null {
    if (this.#waiting === null || this.#isTaken(type)) return null;
    this.#holdsEdits = true;
    this.#fetch();
    return this.#opened;
  }

  #isTaken(type: UserEvent["type"]): boolean {
    return OPENING.has(type) || (EDITS.has(type) && !this.#holdsEdits);
  }

  #fetch(): void {
    // Where it cannot be had the core ends, and the session says so.
    this.rest.fetch().catch(() => {});
  }

  dispatch(event: UserEvent): HostAction[] {
    if (this.#waiting === null || this.#isTaken(event.type)) return this.core.dispatch(event);
    // What the browser remembers is no edit.
    this.#holdsEdits ||= !event.type.startsWith("recall-");
    this.#waiting.push(event);
    return [];
  }

  changes(whole: boolean): ReturnType<Core["changes"]> {
    const changes = this.core.changes(whole);
    if (this.#waiting !== null && !this.#isDrawn && changes?.form) {
      this.#isDrawn = true;
      // It is drawn before the next frame.
      globalThis.requestAnimationFrame?.(() => setTimeout(() => this.#fetch()));
    }
    return changes;
  }

  options(): string {
    return this.core.options();
  }

  free(): void {
    this.core.free();
  }

  optionSpec(): ReturnType<Core["optionSpec"]> {
    return this.#ask((core) => core.optionSpec());
  }

  formText(...wanted: Parameters<Core["formText"]>): ReturnType<Core["formText"]> {
    return this.#ask((core) => core.formText(...wanted));
  }

  clusterName(key: string): ReturnType<Core["clusterName"]> {
    return this.#ask((core) => core.clusterName(key));
  }

  memory(): ReturnType<Core["memory"]> {
    return this.#ask((core) => core.memory());
  }

  presetMemory(): ReturnType<Core["presetMemory"]> {
    return this.#ask((core) => core.presetMemory());
  }

  presets(): string {
    return this.#ask((core) => core.presets()) ?? "[]";
  }

  pageAnswers(): ReturnType<Core["pageAnswers"]> {
    return this.#ask((core) => core.pageAnswers()) ?? [];
  }

  workers(): ReturnType<Core["workers"]> {
    return this.#ask((core) => core.workers());
  }

  /** Undefined: that is not known yet. */
  #ask<T>(question: (core: Core) => T): T | undefined {
    return this.#waiting === null ? question(this.core) : undefined;
  }
}
