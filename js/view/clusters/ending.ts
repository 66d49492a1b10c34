import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { EndingView } from "../model.js";
import { formatMessage } from "../strings/index.js";

/**
 * Whether anybody uses a running cluster, and what stops it: a sentence of its own for each, for either may come first. `data-ends` is
 * there for programs, too, while there are no words for it. The times move on by themselves: a screen reader is not to read each.
 */
export function endingLine(
  { strings }: Context,
  ending: EndingView | null,
): TemplateResult | typeof nothing {
  if (ending === null) return nothing;
  const { ends, message, activity, isIdleLong } = ending;
  const sentence = (end: EndingView["ends"][number], also: boolean) => {
    if (end === "with-server") return strings.endsWithServer(also);
    return message === null ? "" : formatMessage(strings, message);
  };
  return html`<p class=${isIdleLong ? "ending long" : "ending"}>
    ${activity.map((told) => html`<span>${formatMessage(strings, told)}</span> `)}${ends.map(
      (end, index) =>
        end === "unknown"
          ? html`<span data-ends=${end}></span>`
          : html`<span role="status" aria-live="off" data-ends=${end}>${sentence(end, index > 0)}</span> `,
    )}
  </p>`;
}
