import { live } from "lit/directives/live.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import { countByArrows, type Range } from "./arrow-keys.js";
import { inputValue } from "./input-value.js";
import { titleFor } from "./long-text.js";

/** What an input for text shows and does. */
export interface TextInput {
  id: string;
  /** The accessible name, where no label gives one. */
  name?: string;
  text: string;
  placeholder?: string;
  /** What is longer than the input shows its end while it is not edited: the tag of an image. */
  showsEnd?: boolean;
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
  /** For a whole number: arrow keys count up and down in it. */
  range?: Range;
  /**
   * Takes what is pasted, and tells whether it did: else the browser inserts it. `text`: what the input would hold with it,
   * line breaks and all, which an `<input>` drops.
   */
  onPaste?(pasted: string, text: string): boolean;
}

const LINE_BREAK = /\r\n?/g;

/** One line. `type=text` for numbers as well: `type=number` hands out "" for what it cannot read, and rounds. */
export function lineInput(input: TextInput): TemplateResult {
  return html`<input
    type=${input.secret === "hidden" ? "password" : "text"}
    class=${input.keyboard ? "number" : input.code ? "code" : input.showsEnd ? "shows-end" : ""}
    id=${input.id}
    dir=${input.keyboard ? "ltr" : "auto"}
    inputmode=${input.keyboard ?? "text"}
    autocomplete=${input.secret === undefined ? "off" : "new-password"}
    autocapitalize="off"
    spellcheck="false"
    title=${input.showsEnd ? titleFor(input.text) : nothing}
    placeholder=${input.placeholder ?? nothing}
    aria-label=${input.name ?? nothing}
    aria-invalid=${input.invalid}
    aria-describedby=${input.description ?? nothing}
    .value=${live(input.text)}
    @input=${(event: InputEvent) => input.onText(inputValue(event))}
    @keydown=${input.range === undefined ? nothing : countByArrows(input.onText, input.range)}
    @paste=${(event: ClipboardEvent) => {
      const pasted = event.clipboardData?.getData("text") ?? "";
      const { value, selectionStart, selectionEnd } = event.currentTarget as HTMLInputElement;
      const text = value.slice(0, selectionStart ?? 0) + pasted + value.slice(selectionEnd ?? 0);
      if (input.onPaste?.(pasted, text)) event.preventDefault();
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
    placeholder=${input.placeholder ?? nothing}
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
    onPaste(pasted, text) {
      const isLines = /[\r\n]/.test(pasted);
      // The line break behind a copied line is not meant.
      if (isLines) input.onText(text.replace(pasted, () => pasted.replace(/[\r\n]+$/, "")));
      return isLines;
    },
  });
}
