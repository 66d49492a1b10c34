import { html, type TemplateResult } from "lit/html.js";
import type { Message } from "../model.js";
import { type TextInput, textArea } from "../ui/text-input.js";

/** A text of several lines with their numbers; the line that `error` speaks of is marked. */
export function editor(input: TextInput, error: Message | null): TemplateResult {
  const count = input.text.split(/\r\n?|\n/).length;
  const wrong = error !== null && "line" in error ? error.line : 0;
  return html`<div class="editor" dir="ltr">
    <div class="gutter code" aria-hidden="true">${Array.from({ length: count }, (_, index) =>
      index + 1 === wrong ? html`<b>${wrong}</b>\n` : `${index + 1}\n`,
    )}</div>
    ${textArea({ ...input, code: true }, Math.max(count, 3))}
  </div>`;
}
