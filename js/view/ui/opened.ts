import { Directive, type DirectiveResult, directive } from "lit/directive.js";
import type { ElementPart } from "lit/html.js";

/** Opens a `<details>` when there is something to see in it. To close it is the user's affair: he may be at work inside. */
class OpenedWhen extends Directive {
  #was = false;

  render(_is: boolean): undefined {}

  override update(part: ElementPart, [is]: [boolean]): undefined {
    if (is && !this.#was) (part.element as HTMLDetailsElement).open = true;
    this.#was = is;
  }
}

export const openedWhen: (is: boolean) => DirectiveResult<typeof OpenedWhen> =
  directive(OpenedWhen);
