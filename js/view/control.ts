import { live } from "lit/directives/live.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "./context.js";
import type { Control, Field } from "./model.js";

/** The control's id, and the id of the text that describes it at the moment. */
export interface Ids {
  control: string;
  description: string | null;
}

/** The control of one option. Its label stands outside, except for a checkbox, see `field.ts`. */
export function control(context: Context, field: Field, ids: Ids): TemplateResult {
  switch (field.control.kind) {
    case "int":
      return line(context, field, ids, "numeric");
    case "float":
      return line(context, field, ids, "decimal");
    case "string":
      // A default with line breaks would lose them in an <input>.
      return /[\r\n]/.test(field.text)
        ? lines(context, field, ids)
        : line(context, field, ids, "text");
    case "bool":
      return checkbox(context, field, field.control, ids);
    case "select":
      return select(context, field, field.control, ids);
    case "mapping":
    case "json":
      return lines(context, field, ids);
  }
}

/** `type=text` for numbers as well: `type=number` hands out "" for what it cannot read, and rounds. */
function line({ send }: Context, field: Field, ids: Ids, keyboard: "numeric" | "decimal" | "text") {
  const code = keyboard === "text" ? "" : "number";
  return html`<input
    type="text"
    class=${code}
    id=${ids.control}
    dir=${keyboard === "text" ? "auto" : "ltr"}
    inputmode=${keyboard}
    autocomplete="off"
    autocapitalize="off"
    spellcheck="false"
    aria-invalid=${field.error === null ? "false" : "true"}
    aria-describedby=${ids.description ?? nothing}
    .value=${live(field.text)}
    @input=${(event: InputEvent) =>
      send({
        type: "edit",
        field: field.index,
        text: (event.currentTarget as HTMLInputElement).value,
      })}
  />`;
}

function lines({ send }: Context, field: Field, ids: Ids) {
  return html`<textarea
    id=${ids.control}
    class=${field.control.kind === "string" ? "" : "code"}
    rows="3"
    dir="auto"
    autocomplete="off"
    autocapitalize="off"
    spellcheck="false"
    aria-invalid=${field.error === null ? "false" : "true"}
    aria-describedby=${ids.description ?? nothing}
    .value=${live(field.text.replace(/\r\n?/g, "\n"))}
    @input=${(event: InputEvent) =>
      send({
        type: "edit",
        field: field.index,
        text: (event.currentTarget as HTMLTextAreaElement).value,
      })}
  ></textarea>`;
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
