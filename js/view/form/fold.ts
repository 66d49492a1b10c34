import { html, nothing, type TemplateResult } from "lit/html.js";
import { plainText } from "../../page/plain-text.js";
import type { Context } from "../context.js";
import type { FieldView } from "../model.js";
import { formDialog } from "../ui/dialog.js";
import { feedback, fieldRow, resetButton } from "./field.js";

/** A mapping in one line: what it is called and how many entries it has. It opens in a dialog. */
export function foldedMapping(context: Context, field: FieldView): TemplateResult {
  const { strings, fold } = context;
  const label = plainText(field.label || field.name);
  const id = `field-${field.index}-fold`;
  const entries = field.control.kind === "mapping" ? field.control.entries : null;
  const about = field.error
    ? "error"
    : field.note
      ? "note"
      : field.before !== null
        ? "before"
        : null;
  return html`<div class=${field.changed ? "field changed" : "field"} part="field">
    <div class="fold">
      <button
        type="button"
        id=${id}
        aria-haspopup="dialog"
        aria-label=${entries === null ? label : `${label}, ${strings.entries(entries)}`}
        aria-describedby=${about === null ? nothing : `${id}-${about}`}
        class=${field.error === null ? "" : "wrong"}
        @click=${() => fold({ opened: field.name })}
      >
        <span dir="auto">${breakable(label)}</span>
        <span class="hint">${entries === null ? nothing : strings.entries(entries)}</span>
      </button>
      ${resetButton(context, field, id)}
    </div>
    ${feedback(context, field, id, field.error)}
  </div>`;
}

/** The mapping that was opened, with room for it. What is typed is taken at once: there is nothing to confirm. */
export function mappingDialog(context: Context, field: FieldView): TemplateResult {
  const close = () => context.fold({ opened: null });
  return formDialog(
    `field-${field.index}-label`,
    html`${fieldRow(context, field)}
      <div class="buttons">
        <button type="button" class="primary" @click=${close}>${context.strings.done}</button>
      </div>`,
    close,
  );
}

/** Labels that are raw names break behind an underscore rather than inside a word. */
function breakable(label: string): TemplateResult[] {
  return label.split(/(?<=_)(?!_)/).map((part) => html`${part}<wbr />`);
}
