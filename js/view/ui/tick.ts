import { live } from "lit/directives/live.js";
import { html, type TemplateResult } from "lit/html.js";

/** A checkbox with its words, which shows what is so, and not what was clicked. */
export function tickBox(
  label: string,
  title: string,
  ticked: boolean,
  onTick: (on: boolean) => void,
): TemplateResult {
  return html`<label class="tick" title=${title}>
    <input
      type="checkbox"
      .checked=${live(ticked)}
      @change=${(event: Event) => onTick((event.currentTarget as HTMLInputElement).checked)}
    />${label}
  </label>`;
}
