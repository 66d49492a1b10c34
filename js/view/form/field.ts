import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { Control, FieldView } from "../model.js";
import { formatMessage } from "../strings/index.js";
import { control } from "./control.js";
import { focusNext } from "./table.js";

/** One field of the form: its label, bounds, control, and what is wrong with it. */
export function fieldRow(context: Context, field: FieldView): TemplateResult {
  const { strings } = context;
  const id = `field-${field.index}`;
  const hint = boundsHint(context, field);
  const mapping = field.control.kind === "mapping" ? field.control : null;
  // A table says what is wrong at the row.
  const error = mapping?.rows ? null : field.error;
  // One description at a time, and the message before all else: that is what must be heard.
  const about = error ? "error" : field.note ? "note" : hint ? "hint" : null;
  const shown = control(context, field, {
    control: id,
    label: `${id}-label`,
    description: about && `${id}-${about}`,
  });
  const label = html`<label id=${`${id}-label`} for=${id} dir="auto">${field.label || field.name}</label>`;

  return html`<div class=${field.changed ? "field changed" : "field"}>
    ${
      field.control.kind === "bool"
        ? html`<div class="check">${shown}${label}</div>`
        : html`<div class="above">
            ${label}${hint === null ? nothing : html`<span class="hint" id=${`${id}-hint`}>${hint}</span>`}
            ${mapping === null ? nothing : tableSwitch(context, field.index, mapping)}
          </div>
          ${shown}`
    }
    <div class="feedback" aria-live="polite">
      ${
        error === null
          ? nothing
          : html`<p class="wrong" id=${`${id}-error`} dir="auto">${formatMessage(strings, error)}</p>`
      }
      ${
        field.note === null
          ? nothing
          : html`<p class="note" id=${`${id}-note`} dir="auto">${formatMessage(strings, field.note)}</p>`
      }
    </div>
    ${mapping?.offer ? offer(context, field.index, id, mapping.offer) : nothing}
  </div>`;
}

function boundsHint({ strings }: Context, { control }: FieldView): string | null {
  if (control.kind !== "int" && control.kind !== "float") return null;
  if (control.min === null && control.max === null) return null;
  return strings.bounds(control.min, control.max);
}

/** What can be done about a mapping's text with one press. The button goes with it, so the focus moves to what was changed. */
function offer(
  { send, strings }: Context,
  field: number,
  id: string,
  kind: "rows" | "quotes",
): TemplateResult {
  const isRows = kind === "rows";
  return html`<div class="offer">
    <button
      type="button"
      class="plain"
      @click=${(event: Event) => {
        send({ type: isRows ? "take-lines" : "quote-values", field });
        focusNext(event, isRows ? `${id}-0-name` : id);
      }}
    >
      ${isRows ? strings.makeRows : strings.putInQuotes}
    </button>
  </div>`;
}

/** Between text and table. Disabled it still takes the focus and hears a press, to say why. */
function tableSwitch(
  { send, strings }: Context,
  field: number,
  { rows, noSwitch }: Control & { kind: "mapping" },
): TemplateResult {
  return html`<button
    type="button"
    class="plain"
    aria-disabled=${noSwitch !== null}
    title=${noSwitch === null ? nothing : formatMessage(strings, noSwitch)}
    @click=${() => send({ type: "as-table", field, table: rows === null })}
  >
    ${rows === null ? strings.asTable : strings.asText}
  </button>`;
}
