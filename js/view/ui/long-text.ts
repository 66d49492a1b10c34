import { nothing } from "lit/html.js";
import { focusedElement } from "./focused-element.js";

/** Longer texts may not fit into the narrowest panel. */
const SHORT = 24;

/** The `title` that shows the whole of a text which may be cut off. */
export function titleFor(text: string): string | typeof nothing {
  return text.length > SHORT ? text : nothing;
}

/** Scrolls the inputs that show the end of their text there, but for one that is edited. Browsers go back when they are left. */
export function showEnds(root: ShadowRoot): void {
  const focused = focusedElement();
  for (const input of root.querySelectorAll("input.shows-end")) {
    if (input !== focused) input.scrollLeft = input.scrollWidth;
  }
}
