import { live } from "lit/directives/live.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { InputView } from "../model.js";
import type { Strings } from "../strings/index.js";
import { inputValue } from "./input-value.js";

/** What a spin button shows and does. */
export interface SpinButton {
  id: string;
  /** The accessible name. */
  name: string;
  input: InputView;
  placeholder: string;
  onText(text: string): void;
}

/**
 * An input for a number of workers: typed text is kept as it is, arrow keys count up and down. The message of
 * `input.error` is expected in an element whose id is this one's with `-error`.
 */
export function spinButton(
  strings: Strings,
  { id, name, input, placeholder, onText }: SpinButton,
): TemplateResult {
  const isCount = /^\d+$/.test(input.text);
  return html`<input
    type="text"
    role="spinbutton"
    class="number"
    id=${id}
    dir="ltr"
    size="3"
    inputmode="numeric"
    autocomplete="off"
    aria-label=${name}
    title=${name}
    placeholder=${placeholder}
    aria-valuemin="0"
    aria-valuenow=${isCount ? input.text : nothing}
    aria-valuetext=${isCount ? nothing : input.text || strings.empty}
    aria-invalid=${input.error !== null}
    aria-describedby=${input.error === null ? nothing : `${id}-error`}
    .value=${live(input.text)}
    @input=${(event: InputEvent) => onText(inputValue(event))}
    @keydown=${(event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const by = event.key === "ArrowUp" ? 1n : event.key === "ArrowDown" ? -1n : null;
      if (by === null) return;
      event.preventDefault();
      onText(step(inputValue(event), by));
    }}
  />`;
}

/** One up or down, never below 0; text that is no number counts as 0. */
function step(text: string, by: bigint): string {
  const digits = text.trim();
  const next = (/^\d+$/.test(digits) ? BigInt(digits) : 0n) + by;
  return (next < 0n ? 0n : next).toString();
}
