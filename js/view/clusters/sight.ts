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

  constructor(onChange: () => void) {
    // `scrollMargin` is for the boxes that scroll around the list; a browser without it draws a row whole when it comes into sight.
    const options: IntersectionObserverInit & { scrollMargin: string } = {
      rootMargin: MARGIN,
      scrollMargin: MARGIN,
    };
    this.#observer = new IntersectionObserver((entries) => {
      const before = [...this.near].join();
      for (const { target, isIntersecting } of entries) this.#see(target, isIntersecting);
      if ([...this.near].join() === before) return;
      this.version += 1;
      onChange();
    }, options);
  }

  watch(row: Element, key: string): void {
    this.#keys.set(row, key);
    this.#observer.observe(row);
  }

  /** Counts as near, wherever it is. */
  add(key: string): void {
    this.near.add(key);
    this.version += 1;
  }

  end(): void {
    this.#observer.disconnect();
    this.near.clear();
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
