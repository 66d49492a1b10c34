import { html, type TemplateResult } from "lit/html.js";
import { plainText } from "../../page/plain-text.js";
import type { Context } from "../context.js";
import { hideIcon, showIcon } from "./icons.js";

/** Stand for a secret: as many for each. */
export const DOTS = "••••••••";

/** Shows the secret that is called `label`, and hides it again. `secretId` is the secret's own in its mount. */
export function revealButton(
  { strings, revealed, reveal }: Context,
  secretId: string,
  label: string,
): TemplateResult {
  const shown = revealed.has(secretId);
  const name = (shown ? strings.hideSecret : strings.showSecret)(plainText(label));
  return html`<button
    type="button"
    class="tool"
    aria-label=${name}
    title=${name}
    @click=${() => reveal(secretId, !shown)}
  >
    ${shown ? hideIcon : showIcon}
  </button>`;
}
