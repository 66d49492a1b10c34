import { Directive, type DirectiveResult, directive } from "lit/directive.js";
import type { ElementPart } from "lit/html.js";

/** A directive that stands in an element's tag, and calls `update` with the element and what it was given at each drawing. */
export function elementDirective<E extends Element, Args extends unknown[]>(
  update: (element: E, ...args: Args) => void,
): (...args: Args) => DirectiveResult {
  class OfElement extends Directive {
    render(..._args: unknown[]): undefined {}

    override update({ element }: ElementPart, args: unknown[]): undefined {
      update(element as E, ...(args as Args));
    }
  }
  return directive(OfElement);
}
