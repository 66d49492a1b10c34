import { html, nothing, type TemplateResult } from "lit/html.js";
import { plainText } from "../../page/plain-text.js";
import type { Context } from "../context.js";
import type { Control, FieldView } from "../model.js";
import { formatMessage } from "../strings/index.js";
import { focusNext } from "../ui/focus-next.js";
import { describeBytes } from "../ui/format.js";
import { resetIcon } from "../ui/icons.js";
import { sentence } from "../ui/sentence.js";
import { isSearching } from "./combobox.js";
import { control } from "./control.js";

/** One field of the form: its label, bounds, control, and what is wrong with it. */
export function fieldRow(context: Context, field: FieldView): TemplateResult {
  const id = `field-${field.index}`;
  const hint = boundsHint(context, field);
  const mapping = field.control.kind === "mapping" ? field.control : null;
  // One description at a time, and the message before all else: that is what must be heard.
  const error = shownError(context, field);
  const about = error
    ? "error"
    : field.note
      ? "note"
      : field.before !== null
        ? "before"
        : hint
          ? "hint"
          : null;
  const described = [
    about && `${id}-${about}`,
    field.bytes !== null && about !== "error" && `${id}-bytes`,
  ];
  const shown = control(context, field, {
    control: id,
    label: `${id}-label`,
    description: described.filter(Boolean).join(" ") || null,
  });
  const label = html`<label id=${`${id}-label`} for=${id} dir="auto">${field.label || field.name}</label>`;
  const reset = resetButton(context, field, id);

  return html`<div class=${field.changed ? "field changed" : "field"} part="field">
    ${
      field.control.kind === "bool"
        ? html`<div class="check">${shown}${label}</div>`
        : html`<div class="above">
            ${label}${hint === null ? nothing : html`<span class="hint" id=${`${id}-hint`}>${hint}</span>`}
            ${mapping === null ? nothing : tableSwitch(context, field.index, mapping)}
          </div>
          ${shown}`
    }
    ${reset} ${feedback(context, field, id, error)}
    ${mapping?.offer ? offer(context, field.index, id, mapping.offer) : nothing}
  </div>`;
}

/** What is wrong with the value, and what else is to be said of it. `id` begins the ids of the messages. */
export function feedback(
  { strings }: Context,
  field: FieldView,
  id: string,
  error: FieldView["error"],
): TemplateResult {
  return html`<div class="feedback" aria-live="polite">
    ${
      error === null
        ? nothing
        : html`<p class="wrong" id=${`${id}-error`} dir="auto">${sentence(strings, error)}</p>`
    }
    ${
      field.note === null
        ? nothing
        : html`<p class="note" id=${`${id}-note`} dir="auto">${formatMessage(strings, field.note)}</p>`
    }
    ${
      field.before === null
        ? nothing
        : html`<p class="note" id=${`${id}-before`} dir="auto">${strings.filledIn(field.before)}</p>`
    }
  </div>`;
}

/**
 * Puts this field alone back to its default. The button goes with it, so the focus moves to `next`. What the field is called
 * describes it and is not its name, by which the control itself is found.
 */
export function resetButton(
  { send, strings }: Context,
  { index, name, label, changed }: FieldView,
  next: string,
): TemplateResult | typeof nothing {
  if (!changed) return nothing;
  return html`<button
    type="button"
    class="tool reset"
    aria-label=${strings.resetThis}
    title=${strings.resetField(plainText(label || name))}
    @click=${(event: Event) => {
      send({ type: "reset-field", field: index });
      focusNext(event, next);
    }}
  >
    ${resetIcon}
  </button>`;
}

/** A table says what is wrong at the row, and a search is not wrong while it goes on. */
function shownError(context: Context, field: FieldView): FieldView["error"] {
  const isTable = field.control.kind === "mapping" && field.control.rows !== null;
  return isTable || isSearching(context, field) ? null : field.error;
}

function boundsHint({ strings }: Context, { control, bytes }: FieldView): string | null {
  if (control.kind !== "int" && control.kind !== "float") return null;
  const { min, max } = control;
  if (min === null && max === null) return null;
  const readable = (bound: string | null) =>
    bytes === null || bound === null ? bound : describeBytes(Number(bound), strings.lang);
  return strings.bounds(readable(min), readable(max));
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
