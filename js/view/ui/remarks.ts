import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Message } from "../model.js";
import { formatMessage, type Strings } from "../strings/index.js";

/** What holds for as long as a configuration is as it is: it answers nothing, and stays. */
export function remarkList(
  strings: Strings,
  remarks: readonly Message[],
  id: string | typeof nothing = nothing,
): TemplateResult | typeof nothing {
  if (remarks.length === 0) return nothing;
  return html`<div class="remarks" id=${id}>
    ${remarks.map((remark) => html`<p class="note" dir="auto">${formatMessage(strings, remark)}</p>`)}
  </div>`;
}
