/** Characters that are kept of the end: a build says megabytes. */
const KEPT = 100_000;

/** What the hub says, in a box that follows its end while its reader does. */
export class Log {
  #text = "";
  #isDue = false;

  constructor(private readonly box: HTMLElement) {
    // For the arrow keys.
    box.tabIndex = 0;
  }

  clear(): void {
    this.#text = "";
    this.box.textContent = "";
  }

  add(text: string): void {
    this.#text = `${this.#text}${text.endsWith("\n") ? text : `${text}\n`}`.slice(-KEPT);
    if (this.#isDue) return;
    this.#isDue = true;
    // Lines come in hundreds.
    setTimeout(() => this.#draw(), 100);
  }

  #draw(): void {
    this.#isDue = false;
    const { box } = this;
    const isAtEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 4;
    box.textContent = this.#text;
    if (isAtEnd) box.scrollTop = box.scrollHeight;
  }
}
