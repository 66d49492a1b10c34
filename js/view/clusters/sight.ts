import { elementDirective } from "../ui/element-directive.js";
import { focusedElement } from "../ui/focused-element.js";

/** How far from where it can be seen a row is drawn whole: about one row. */
const MARGIN = "200px";

/**
 * Which rows of a mount's list can be seen, or nearly: by the browser's own account. Those are drawn whole, and their schedulers
 * are asked first.
 */
export class Sight {
  /** Their keys. */
  readonly near = new Set<string>();
  /** Counts the changes of that. */
  version = 0;
  readonly #observer: IntersectionObserver;
  readonly #keys = new WeakMap<Element, string>();
  readonly #onChange: () => void;
  /** The keys of which `onChange` was told last; null: of none yet, and then that none is near is news. */
  #told: string | null = null;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    // `scrollMargin` is for the boxes that scroll around the list; a browser without it draws a row whole when it comes into sight.
    const options: IntersectionObserverInit & { scrollMargin: string } = {
      rootMargin: MARGIN,
      scrollMargin: MARGIN,
    };
    this.#observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) this.#see(target, isIntersecting);
      this.#tell();
    }, options);
  }

  watch(row: Element, key: string): void {
    this.#keys.set(row, key);
    this.#observer.observe(row);
  }

  /** Counts as near, wherever it is. */
  add(key: string): void {
    this.near.add(key);
    this.#tell();
  }

  end(): void {
    this.#observer.disconnect();
    this.near.clear();
  }

  #tell(): void {
    const near = [...this.near].join();
    if (near === this.#told) return;
    this.#told = near;
    this.version += 1;
    this.#onChange();
  }

  #see(row: Element, isNear: boolean): void {
    const key = this.#keys.get(row);
    if (key === undefined) return;
    if (isNear) this.near.add(key);
    // What somebody is at, or has opened, stays; but for what is asked for only while it can be seen.
    else if (
      !row.contains(focusedElement()) &&
      row.querySelector("details[open]:not(.workers)") === null
    )
      this.near.delete(key);
    if (!row.isConnected) this.#observer.unobserve(row);
  }
}

/** `<li ${watched(sight, key)}>`: the row of the cluster with this key. */
export const watched = elementDirective((row, sight: Sight, key: string) => sight.watch(row, key));
