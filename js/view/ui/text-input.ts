import { live } from "lit/directives/live.js";
import { html, nothing, type TemplateResult } from "lit/html.js";

/** An input for text. */
export interface Text {
  id: string;
  /** The accessible name, where no label gives one. */
  name?: string;
  text: string;
  wrong: boolean;
  /** The id of what describes it. */
  description: string | null;
  /** For a number: what a touch screen's keyboard is to offer. */
  keyboard?: "numeric" | "decimal";
  /** A name, or code: in the font for code. */
  code?: boolean;
  onText(text: string): void;
  /** Takes what is pasted if it has several lines, which an `<input>` would join to one. */
  onLines?(pasted: string, input: HTMLInputElement): void;
}

const BREAK = /\r\n?/g;

/** One line. `type=text` for numbers as well: `type=number` hands out "" for what it cannot read, and rounds. */
export function line(it: Text): TemplateResult {
  return html`<input
    type="text"
    class=${it.keyboard ? "number" : it.code ? "code" : ""}
    id=${it.id}
    dir=${it.keyboard ? "ltr" : "auto"}
    inputmode=${it.keyboard ?? "text"}
    autocomplete="off"
    autocapitalize="off"
    spellcheck="false"
    aria-label=${it.name ?? nothing}
    aria-invalid=${it.wrong ? "true" : "false"}
    aria-describedby=${it.description ?? nothing}
    .value=${live(it.text)}
    @input=${(event: InputEvent) => it.onText((event.currentTarget as HTMLInputElement).value)}
    @paste=${(event: ClipboardEvent) => {
      const pasted = event.clipboardData?.getData("text") ?? "";
      if (it.onLines === undefined || !/[\r\n]/.test(pasted)) return;
      event.preventDefault();
      it.onLines(pasted, event.currentTarget as HTMLInputElement);
    }}
  />`;
}

/** As many lines as the text has. */
export function lines(it: Text, rows: number): TemplateResult {
  return html`<textarea
    id=${it.id}
    class=${it.code ? "code" : ""}
    rows=${rows}
    wrap=${it.code ? "off" : "soft"}
    dir=${it.code ? "ltr" : "auto"}
    autocomplete="off"
    autocapitalize="off"
    spellcheck="false"
    aria-label=${it.name ?? nothing}
    aria-invalid=${it.wrong ? "true" : "false"}
    aria-describedby=${it.description ?? nothing}
    .value=${live(it.text.replace(BREAK, "\n"))}
    @input=${(event: InputEvent) => it.onText((event.currentTarget as HTMLTextAreaElement).value)}
  ></textarea>`;
}

/** One line, until the text has several: none of them is to be lost. */
export function anyLines(it: Text): TemplateResult {
  if (/[\r\n]/.test(it.text)) return lines(it, 3);
  return line({
    ...it,
    onLines(pasted, { value, selectionStart, selectionEnd }) {
      // The line break behind a copied line is not meant.
      const text = pasted.replace(/[\r\n]+$/, "");
      it.onText(value.slice(0, selectionStart ?? 0) + text + value.slice(selectionEnd ?? 0));
    },
  });
}
