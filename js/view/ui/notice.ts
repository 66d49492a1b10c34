import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Notice } from "../model.js";
import type { Strings } from "../strings/index.js";
import { alertIcon } from "./icons.js";
import { sentence } from "./sentence.js";

/**
 * A notice at the place where the user acted; `meanwhile` stands there while its answer is awaited. The
 * status element is always there, empty: screen readers announce what is put into a live region, and may miss
 * a region that arrives with its text.
 */
export function noticeLine(
  strings: Strings,
  notice: Notice | null,
  meanwhile: string | null = null,
): TemplateResult {
  const said = notice === null ? nothing : sentence(strings, notice.message);
  const text = meanwhile ?? said;
  const isError = meanwhile === null && notice?.level === "error";
  return html`<p class="message" role="status" dir="auto">${isError ? nothing : text}</p>
    ${
      isError
        ? html`<p class="message wrong" role="alert" dir="auto">${alertIcon}<span>${text}</span></p>`
        : nothing
    }`;
}
