import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { EndingView } from "../model.js";
import { formatMessage } from "../strings/index.js";

/**
 * Whether anybody uses a running cluster, and what stops it. `data-ends` is there for programs, too, while there are
 * no words for it. The times move on by themselves: a screen reader is not to read each.
 */
export function endingLine(
  { strings }: Context,
  ending: EndingView | null,
): TemplateResult | typeof nothing {
  if (ending === null) return nothing;
  const { ends, message, activity, isIdleLong } = ending;
  return html`<p class=${isIdleLong ? "ending long" : "ending"}>
    ${activity.map((told) => html`<span>${formatMessage(strings, told)}</span> `)}${
      message === null
        ? html`<span data-ends=${ends}></span>`
        : html`<span role="status" aria-live="off" data-ends=${ends}>${formatMessage(strings, message)}</span>`
    }
  </p>`;
}
