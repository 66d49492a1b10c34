import { live } from "lit/directives/live.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { InputView } from "../model.js";
import type { Strings } from "../strings/index.js";
import { countByArrows } from "./arrow-keys.js";
import { inputValue } from "./input-value.js";

const FROM_NONE = { min: 0n, max: null };

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
    @keydown=${countByArrows(onText, FROM_NONE, 0n)}
  />`;
}
