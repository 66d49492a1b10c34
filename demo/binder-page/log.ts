/** Characters that are kept of the end: a build says megabytes, in a hundred thousand lines. */
const KEPT = 100_000;

/** What the hub says, in a box that follows its end while its reader does. */
export class Log {
  #texts: string[] = [];
  #length = 0;
  #isDue = false;

  constructor(private readonly box: HTMLElement) {
    // For the arrow keys.
    box.tabIndex = 0;
  }

  clear(): void {
    this.#texts = [];
    this.#length = 0;
    this.box.textContent = "";
  }

  add(text: string): void {
    this.#texts.push(text.endsWith("\n") ? text : `${text}\n`);
    this.#length += text.length + 1;
    // Not at each of them, for that takes its time.
    if (this.#length > 2 * KEPT) this.#shorten();
    if (this.#isDue) return;
    this.#isDue = true;
    // Lines come in hundreds.
    setTimeout(() => this.#draw(), 100);
  }

  #shorten(): string {
    const text = this.#texts.join("").slice(-KEPT);
    this.#texts = [text];
    this.#length = text.length;
    return text;
  }

  #draw(): void {
    this.#isDue = false;
    const { box } = this;
    const isAtEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 4;
    box.textContent = this.#shorten();
    if (isAtEnd) box.scrollTop = box.scrollHeight;
  }
}
