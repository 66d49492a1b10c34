import type { Session as WholeCore } from "#session";
import type { HostAction, UserEvent } from "../model.js";
import type { Rest } from "./core-module.js";
import { isStanding } from "./restoration.js";

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

/** Milliseconds until the rest is fetched where somebody looks and no form comes. */
const WITHOUT_FORM_MS = 250;
/** The same where nobody looks: what is answered meanwhile waits for the rest, and is not to grow old. */
const UNSEEN_MS = 2_000;

/** What the first half of the module takes in besides what stands: scripts/build/rehearsal.mjs does each. */
const EDITS = new Set<UserEvent["type"]>([
  "set-options",
  "edit",
  "check",
  "choose",
  "edit-workers",
  "edit-up-to",
]);

export const isEarlyEdit = ({ type }: UserEvent) => EDITS.has(type);

/**
 * A core of whose module only the first half is there, which brings a form into sight. The rest is fetched when that is done: later while
 * nobody looks, as before a notebook widget is drawn. Until it is there, only what stands and those edits may be dispatched, and what else
 * is asked is not known yet.
 */
export class EarlyCore implements Core {
  #isWhole = false;
  #isHurried = false;
  #isFormSeen = false;

  /** @param onWhole Called when the rest is there, before the core takes in what has been answered meanwhile. */
  constructor(
    private readonly core: Core,
    private readonly rest: Rest,
    onWhole: () => void,
    private readonly signal: AbortSignal,
  ) {
    this.#fetchIn(UNSEEN_MS);
    rest.added.then(() => {
      this.#isWhole = true;
      if (!signal.aborted) onWhole();
    });
  }

  /** Has the rest fetched now: somebody waits for it. */
  fetch(): void {
    // Where it cannot be had the core ends, and the session says so.
    this.rest.fetch().catch(() => {});
  }

  /** Has the rest fetched soon: somebody looks, perhaps at a form, which is drawn first. */
  fetchSoon(isFormSeen: boolean): void {
    if (!this.#isHurried) this.#fetchIn(WITHOUT_FORM_MS);
    this.#isHurried = true;
    if (!isFormSeen || this.#isFormSeen) return;
    this.#isFormSeen = true;
    // It is drawn before the next frame.
    globalThis.requestAnimationFrame?.(() => setTimeout(() => this.fetch()));
  }

  #fetchIn(milliseconds: number): void {
    const timer = setTimeout(() => this.fetch(), milliseconds);
    this.signal.addEventListener("abort", () => clearTimeout(timer));
  }

  dispatch(event: UserEvent): HostAction[] {
    const isTaken = this.#isWhole || isStanding(event) || isEarlyEdit(event);
    return isTaken ? this.core.dispatch(event) : [];
  }

  changes(whole: boolean): ReturnType<Core["changes"]> {
    return this.core.changes(whole);
  }

  options(): string {
    return this.core.options();
  }

  optionSpec(): ReturnType<Core["optionSpec"]> {
    return this.core.optionSpec();
  }

  formText(...wanted: Parameters<Core["formText"]>): ReturnType<Core["formText"]> {
    return this.core.formText(...wanted);
  }

  free(): void {
    this.core.free();
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

  #ask<T>(question: (core: Core) => T): T | undefined {
    return this.#isWhole ? question(this.core) : undefined;
  }
}
