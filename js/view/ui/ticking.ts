import { elementDirective } from "./element-directive.js";

/** What an element says at a time, and its `title`. */
export type Tell = (now: number) => { text: string; title: string };

/** Between two looks while texts count seconds, and else. */
const SECOND_MS = 1_000;
const PAUSE_MS = 5_000;

/**
 * The texts of a mount that change with the time alone, such as how old a cluster is. They are no business of the core's, which
 * tells when something began: else every cluster would change every second.
 */
export class Clock {
  readonly #texts = new Map<Element, Tell>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When a text became another last. */
  #changedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly root: ShadowRoot) {}

  set(element: Element, tell: Tell): void {
    this.#texts.set(element, tell);
    this.#write(element, tell, Date.now());
  }

  /** Looks from now on, again and again, until `stop`. */
  start(): void {
    this.stop();
    const now = Date.now();
    for (const [element, tell] of this.#texts) {
      if (!this.root.contains(element)) this.#texts.delete(element);
      else this.#write(element, tell, now);
    }
    // What else is drawn between two seconds looks as well, and finds no change.
    const pause = now - this.#changedAt < 2 * SECOND_MS ? SECOND_MS : PAUSE_MS;
    if (this.#texts.size > 0) this.#timer = setTimeout(() => this.start(), pause);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Stops for good, and lets go of the elements. */
  end(): void {
    this.stop();
    this.#texts.clear();
  }

  #write(element: Element, tell: Tell, now: number): void {
    const { text, title } = tell(now);
    if (element.textContent === text) return;
    element.textContent = text;
    element.setAttribute("title", title);
    this.#changedAt = now;
  }
}

/** `<span ${ticking(clock, tell)}></span>`: its text and title are what `tell` says, at any time. */
export const ticking = elementDirective((element, clock: Clock, tell: Tell) =>
  clock.set(element, tell),
);
