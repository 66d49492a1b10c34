import { live } from "lit/directives/live.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { Input } from "../model.js";

export interface Spin {
  id: string;
  /** The accessible name. */
  name: string;
  input: Input;
  /** Where the message about `input.error` stands. */
  errorId: string;
  placeholder: string;
  onText(text: string): void;
}

/** An input for a number of workers: typed text is kept as it is, arrow keys count up and down. */
export function spin(
  { strings }: Context,
  { id, name, input, errorId, placeholder, onText }: Spin,
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
    aria-invalid=${input.error === null ? "false" : "true"}
    aria-describedby=${input.error === null ? nothing : errorId}
    .value=${live(input.text)}
    @input=${(event: InputEvent) => onText((event.currentTarget as HTMLInputElement).value)}
    @keydown=${(event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const step = event.key === "ArrowUp" ? 1n : event.key === "ArrowDown" ? -1n : null;
      if (step === null) return;
      event.preventDefault();
      onText(stepped((event.currentTarget as HTMLInputElement).value, step));
    }}
  />`;
}

/** One up or down, never below 0; text that is no number counts as 0. */
export function stepped(text: string, step: bigint): string {
  const digits = text.trim();
  const next = (/^\d+$/.test(digits) ? BigInt(digits) : 0n) + step;
  return (next < 0n ? 0n : next).toString();
}
