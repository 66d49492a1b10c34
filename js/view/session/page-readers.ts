import type { PageAnswer } from "#session";
import type { PageText } from "../model.js";

/** Who waits for which page of a scheduler. Each is answered once, also when the core ends. */
export class PageReaders {
  readonly #waiting = new Map<number, (text: PageText) => void>();
  #count = 0;

  /** `ask` asks the core, by this number; undefined: there is none for the moment. */
  read(ask: (asker: number) => unknown): Promise<PageText> {
    this.#count += 1;
    const asker = this.#count;
    return new Promise((resolve) => {
      this.#waiting.set(asker, resolve);
      let asked: unknown;
      try {
        asked = ask(asker);
      } catch {
        // The core has met a fault, which is told elsewhere; or its session was closed, while a pane still shows a page.
      }
      if (asked === undefined) this.#settle(asker, LOST);
    });
  }

  get areWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  take(answers: readonly PageAnswer[]): void {
    for (const { asker, text, problem } of answers) {
      const told =
        text === null ? { text, problem: problem ?? LOST.problem } : { text, problem: null };
      this.#settle(asker, told);
    }
  }

  /** The core has ended, and with it all that it was asked. */
  giveUp(): void {
    for (const asker of [...this.#waiting.keys()]) this.#settle(asker, LOST);
  }

  #settle(asker: number, text: PageText): void {
    this.#waiting.get(asker)?.(text);
    this.#waiting.delete(asker);
  }
}

const LOST = { text: null, problem: { id: "no-answer" } } as const satisfies PageText;
