import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { Message } from "../model.js";
import { say } from "../strings/index.js";
import { alertIcon } from "./icons.js";

/**
 * A message at the place where the user acted; `meanwhile` stands there while its answer is awaited. The
 * status element is always there, empty: screen readers announce what is put into a live region, and may miss
 * a region that arrives with its text.
 */
export function messageLine(
  { strings }: Context,
  message: Message | null,
  meanwhile: string | null = null,
): TemplateResult {
  const text = meanwhile ?? (message === null ? nothing : say(strings, message.words));
  const isError = meanwhile === null && message?.level === "error";
  return html`<p class="message" role="status" dir="auto">${isError ? nothing : text}</p>
    ${
      isError
        ? html`<p class="message wrong" role="alert" dir="auto">${alertIcon}<span>${text}</span></p>`
        : nothing
    }`;
}
