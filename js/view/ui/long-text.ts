import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Strings } from "../strings/index.js";
import { focusedElement } from "./focused-element.js";

/** Longer texts may not fit into the narrowest panel. */
const SHORT = 24;

/** The `title` that shows the whole of a text which may be cut off. */
export function titleFor(text: string): string | typeof nothing {
  return text.length > SHORT ? text : nothing;
}

/** How many characters of a text stand where one sentence is due. */
const CUT = 2_000;

/** A text of any length: what is behind the beginning is drawn, but not seen until it is wanted. */
export function longText(strings: Strings, text: string): string | TemplateResult {
  if (text.length <= CUT) return text;
  // Not between the halves of one character.
  const end = /[\ud800-\udbff]/.test(text.charAt(CUT - 1)) ? CUT - 1 : CUT;
  return html`${text.slice(0, end)}
    <details class="more">
      <summary>${strings.showAll(text.length)}</summary>
      ${text.slice(end)}
    </details>`;
}

/**
 * Scrolls the inputs of the form that show the end of their text there, but for one that is edited. Browsers go back when they are
 * left.
 */
export function showEnds(root: ShadowRoot): void {
  const focused = focusedElement();
  for (const input of root.querySelector("form")?.querySelectorAll("input.shows-end") ?? []) {
    if (input !== focused) input.scrollLeft = input.scrollWidth;
  }
}
