import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "./context.js";
import { control } from "./control.js";
import type { Field } from "./model.js";
import { say } from "./strings/index.js";

/** One option: its label, bounds, control, and what is wrong with it. */
export function fieldRow(context: Context, field: Field): TemplateResult {
  const { strings } = context;
  const id = `field-${field.index}`;
  const hint = hintOf(context, field);
  // One description at a time, and the message before all else: that is what must be heard.
  const description =
    field.error !== null
      ? `${id}-error`
      : field.note !== null
        ? `${id}-note`
        : hint !== null
          ? `${id}-hint`
          : null;
  const shown = control(context, field, { control: id, description });
  const label = html`<label for=${id} dir="auto">${field.label || field.name}</label>`;

  return html`<div class=${field.changed ? "field changed" : "field"}>
    ${
      field.control.kind === "bool"
        ? html`<div class="check">${shown}${label}</div>`
        : html`<div class="above">
            ${label}${hint === null ? nothing : html`<span class="hint" id=${`${id}-hint`}>${hint}</span>`}
          </div>
          ${shown}`
    }
    <div class="said" aria-live="polite">
      ${
        field.error === null
          ? nothing
          : html`<p class="wrong" id=${`${id}-error`} dir="auto">${say(strings, field.error)}</p>`
      }
      ${
        field.note === null
          ? nothing
          : html`<p class="note" id=${`${id}-note`} dir="auto">${say(strings, field.note)}</p>`
      }
    </div>
  </div>`;
}

function hintOf({ strings }: Context, { control }: Field): string | null {
  if (control.kind !== "int" && control.kind !== "float") return null;
  if (control.min === null && control.max === null) return null;
  return strings.bounds(control.min, control.max);
}
