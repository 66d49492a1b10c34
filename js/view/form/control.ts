import { live } from "lit/directives/live.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { Control, FieldView } from "../model.js";
import { rangeOf } from "../ui/arrow-keys.js";
import { describeBytes } from "../ui/format.js";
import { inputValue } from "../ui/input-value.js";
import { titleFor } from "../ui/long-text.js";
import { revealButton } from "../ui/secret.js";
import { growingInput, lineInput, type TextInput } from "../ui/text-input.js";
import { combobox } from "./combobox.js";
import { editor } from "./editor.js";
import type { FieldIds } from "./ids.js";
import { table } from "./table.js";

/** More options than this are searched by typing. */
const MAX_UNSEARCHED = 12;

/** The control of one field. Its label stands outside, see `field.ts`. */
export function control(context: Context, field: FieldView, ids: FieldIds): TemplateResult {
  const input = {
    id: ids.control,
    text: field.text,
    invalid: field.error !== null,
    description: ids.description,
    onText: (text: string) => context.send({ type: "edit", field: field.index, text }),
  };
  switch (field.control.kind) {
    case "int":
      return field.bytes !== null
        ? size(context, field.bytes, input)
        : lineInput({ ...input, keyboard: "numeric", range: rangeOf(field.control) });
    case "float":
      return field.bytes !== null
        ? size(context, field.bytes, input)
        : lineInput({ ...input, keyboard: "decimal" });
    case "string":
      return growingInput({ ...input, showsEnd: true });
    case "secret":
      return secret(context, field, input);
    case "bool":
      return checkbox(context, field, field.control, ids);
    case "select":
      return field.control.options.length > MAX_UNSEARCHED
        ? combobox(context, field, field.control, ids)
        : select(context, field, field.control, ids);
    case "mapping":
      return field.control.rows === null
        ? editor(input, field.error)
        : table(context, field.index, field.control.rows, ids);
    case "json":
      return editor(input, field.error);
  }
}

/** A number of bytes, as people read it beside it; if it was typed with its unit, what it comes to. */
function size({ strings }: Context, bytes: string, input: TextInput): TemplateResult {
  const hasUnit = /\d\s*[a-z]+\s*$/i.test(input.text);
  const told =
    bytes === ""
      ? ""
      : hasUnit
        ? strings.bytesSent(bytes)
        : describeBytes(Number(bytes), strings.lang);
  return html`<div class="size">
    ${lineInput({ ...input, code: true })}<span class="hint" id=${`${input.id}-bytes`}>${told}</span>
  </div>`;
}

function secret(context: Context, { name, label }: FieldView, input: TextInput): TemplateResult {
  const id = `option ${name}`;
  // Nothing is to be filled in by the browser: it would go to the gateway.
  return html`<div class="secret">
    ${growingInput({ ...input, secret: context.revealed.has(id) ? "shown" : "hidden" })}
    ${revealButton(context, id, label || name)}
  </div>`;
}

function checkbox(
  { send }: Context,
  field: FieldView,
  { checked }: Control & { kind: "bool" },
  ids: FieldIds,
): TemplateResult {
  return html`<input
    type="checkbox"
    id=${ids.control}
    aria-invalid=${field.error !== null}
    aria-describedby=${ids.description ?? nothing}
    .checked=${live(checked)}
    @change=${(event: Event) =>
      send({
        type: "check",
        field: field.index,
        checked: (event.currentTarget as HTMLInputElement).checked,
      })}
  />`;
}

function select(
  { send, strings }: Context,
  field: FieldView,
  { options, selected }: Control & { kind: "select" },
  ids: FieldIds,
): TemplateResult {
  return html`<select
    id=${ids.control}
    title=${titleFor(field.text)}
    aria-invalid=${field.error !== null}
    aria-describedby=${ids.description ?? nothing}
    @change=${(event: Event) =>
      send({ type: "choose", field: field.index, option: Number(inputValue(event)) })}
  >
    ${
      // A value that is none of the options is shown, and cannot be chosen again.
      selected === null
        ? html`<option value="" disabled .selected=${live(true)}>${field.text || strings.noChoice}</option>`
        : nothing
    }
    ${options.map(
      (option, index) =>
        html`<option value=${index} .selected=${live(index === selected)}>${option}</option>`,
    )}
  </select>`;
}
