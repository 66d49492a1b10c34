import { live } from "lit/directives/live.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { Control, Field } from "../model.js";
import { anyLines, line } from "../ui/text-input.js";
import { combobox } from "./combobox.js";
import { editor } from "./editor.js";
import { table } from "./table.js";

/** The control's id, and the id of the text that describes it at the moment. */
export interface Ids {
  control: string;
  description: string | null;
}

/** More options than this are searched by typing. */
const FEW = 12;

/** The control of one option. Its label stands outside, see `field.ts`. */
export function control(context: Context, field: Field, ids: Ids): TemplateResult {
  const text = {
    id: ids.control,
    text: field.text,
    wrong: field.error !== null,
    description: ids.description,
    onText: (text: string) => context.send({ type: "edit", field: field.index, text }),
  };
  switch (field.control.kind) {
    case "int":
      return line({ ...text, keyboard: "numeric" });
    case "float":
      return line({ ...text, keyboard: "decimal" });
    case "string":
      return anyLines(text);
    case "bool":
      return checkbox(context, field, field.control, ids);
    case "select":
      return field.control.options.length > FEW
        ? combobox(context, field, field.control, ids)
        : select(context, field, field.control, ids);
    case "mapping":
      return field.control.rows === null
        ? editor(text, field.error)
        : table(context, field.index, field.control.rows, ids);
    case "json":
      return editor(text, field.error);
  }
}

function checkbox({ send }: Context, field: Field, state: Control & { kind: "bool" }, ids: Ids) {
  return html`<input
    type="checkbox"
    id=${ids.control}
    aria-invalid=${field.error === null ? "false" : "true"}
    aria-describedby=${ids.description ?? nothing}
    .checked=${live(state.checked)}
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
  field: Field,
  state: Control & { kind: "select" },
  ids: Ids,
) {
  const chosen = state.selected;
  return html`<select
    id=${ids.control}
    aria-invalid=${field.error === null ? "false" : "true"}
    aria-describedby=${ids.description ?? nothing}
    @change=${(event: Event) =>
      send({
        type: "choose",
        field: field.index,
        option: Number((event.currentTarget as HTMLSelectElement).value),
      })}
  >
    ${
      // A value that is none of the options is shown, and cannot be chosen again.
      chosen === null
        ? html`<option value="" disabled .selected=${live(true)}>${field.text || strings.noChoice}</option>`
        : nothing
    }
    ${state.options.map(
      (option, index) =>
        html`<option value=${index} .selected=${live(index === chosen)}>${option}</option>`,
    )}
  </select>`;
}
