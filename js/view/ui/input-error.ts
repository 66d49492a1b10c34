import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Message } from "../model.js";
import { formatMessage, type Strings } from "../strings/index.js";

/** Why an input is refused, below it. The live region is always there: what is put into it is read out. */
export function inputError(strings: Strings, id: string, error: Message | null): TemplateResult {
  return html`<div class="feedback" aria-live="polite">
    ${error === null ? nothing : html`<p class="wrong" id=${id}>${formatMessage(strings, error)}</p>`}
  </div>`;
}
