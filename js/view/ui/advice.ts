import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Advice } from "../model.js";

/** Where a link may lead; the core hands on no other. */
const SCHEME = /^(https?:\/\/|mailto:)/i;

/** What the administrator says, with links to somewhere else. */
export function adviceLine(advice: Advice | null): TemplateResult | typeof nothing {
  if (advice === null) return nothing;
  const links = advice.links.filter(({ url }) => SCHEME.test(url));
  return html`<p class="advice" dir="auto">
    ${advice.text}
    ${links.map(
      ({ text, url }) =>
        html`<a href=${url} target="_blank" rel="noopener noreferrer">${text}</a> `,
    )}
  </p>`;
}
