import { html, type TemplateResult } from "lit/html.js";
import { plainText } from "../../page/plain-text.js";
import type { Message } from "../model.js";
import { formatOwn, type Strings } from "../strings/index.js";
import { longText } from "./long-text.js";

/** A message as it is drawn: people read our sentence; the gateway's words below it are those that administrators search for. */
export function sentence(strings: Strings, message: Message): string | TemplateResult {
  const own = longText(strings, formatOwn(strings, message));
  if (message.id !== "invalid") return own;
  return html`${own} <small dir="auto">${longText(strings, plainText(message.text))}</small>`;
}
