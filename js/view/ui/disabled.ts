import {
  Directive,
  type DirectiveResult,
  directive,
  type PartInfo,
  PartType,
} from "lit/directive.js";
import type { ElementPart } from "lit/html.js";
import { focused } from "../session/focus.js";

/**
 * Disables a button. While it has the focus it only gets `aria-disabled`: a `disabled` one would drop the
 * focus to the page, and whoever works by keyboard would start again from the top. Such a button still
 * hears clicks, so listeners ask `isOff`.
 */
class Off extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error("`off` belongs on an element");
  }

  render(_off: boolean): undefined {}

  override update(part: ElementPart, [off]: [boolean]): undefined {
    const button = part.element as HTMLButtonElement;
    const gently = off && focused() === button;
    if (gently) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
    button.disabled = off && !gently;
  }
}

/** `<button ${off(busy)}>`: see `Off`. */
export const off: (off: boolean) => DirectiveResult<typeof Off> = directive(Off);

/** True for a button that `off` has switched off, in either way. */
export function isOff(button: Element | null): boolean {
  return (
    button !== null &&
    (button.matches(":disabled") || button.getAttribute("aria-disabled") === "true")
  );
}
