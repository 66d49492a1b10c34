import { live } from "lit/directives/live.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import { inputValue } from "./input-value.js";

/** What an input for text shows and does. */
export interface TextInput {
  id: string;
  /** The accessible name, where no label gives one. */
  name?: string;
  text: string;
  invalid: boolean;
  /** The id of what describes it. */
  description: string | null;
  /** For a number: what a touch screen's keyboard is to offer. */
  keyboard?: "numeric" | "decimal";
  /** A secret, and whether it can be read now. */
  secret?: "hidden" | "shown";
  /** A name, or code: in the font for code. */
  code?: boolean;
  onText(text: string): void;
  /** Takes what is pasted if it has several lines, which an `<input>` would join to one. */
  onPasteLines?(pasted: string, input: HTMLInputElement): void;
}

const LINE_BREAK = /\r\n?/g;

/** One line. `type=text` for numbers as well: `type=number` hands out "" for what it cannot read, and rounds. */
export function lineInput(input: TextInput): TemplateResult {
  return html`<input
    type=${input.secret === "hidden" ? "password" : "text"}
    class=${input.keyboard ? "number" : input.code ? "code" : ""}
    id=${input.id}
    dir=${input.keyboard ? "ltr" : "auto"}
    inputmode=${input.keyboard ?? "text"}
    autocomplete=${input.secret === undefined ? "off" : "new-password"}
    autocapitalize="off"
    spellcheck="false"
    aria-label=${input.name ?? nothing}
    aria-invalid=${input.invalid}
    aria-describedby=${input.description ?? nothing}
    .value=${live(input.text)}
    @input=${(event: InputEvent) => input.onText(inputValue(event))}
    @paste=${(event: ClipboardEvent) => {
      const pasted = event.clipboardData?.getData("text") ?? "";
      if (input.onPasteLines === undefined || !/[\r\n]/.test(pasted)) return;
      event.preventDefault();
      input.onPasteLines(pasted, event.currentTarget as HTMLInputElement);
    }}
  />`;
}

/** Several lines, of which `rows` are in sight. */
export function textArea(input: TextInput, rows: number): TemplateResult {
  return html`<textarea
    id=${input.id}
    class=${input.code ? "code" : input.secret === "hidden" ? "masked" : ""}
    rows=${rows}
    wrap=${input.code ? "off" : "soft"}
    dir=${input.code ? "ltr" : "auto"}
    autocomplete="off"
    autocapitalize="off"
    spellcheck="false"
    aria-label=${input.name ?? nothing}
    aria-invalid=${input.invalid}
    aria-describedby=${input.description ?? nothing}
    .value=${live(input.text.replace(LINE_BREAK, "\n"))}
    @input=${(event: InputEvent) => input.onText(inputValue(event))}
  ></textarea>`;
}

/** One line, until the text has several: none of them is to be lost. */
export function growingInput(input: TextInput): TemplateResult {
  if (/[\r\n]/.test(input.text)) return textArea(input, 3);
  return lineInput({
    ...input,
    onPasteLines(pasted, { value, selectionStart, selectionEnd }) {
      // The line break behind a copied line is not meant.
      const text = pasted.replace(/[\r\n]+$/, "");
      input.onText(value.slice(0, selectionStart ?? 0) + text + value.slice(selectionEnd ?? 0));
    },
  });
}
