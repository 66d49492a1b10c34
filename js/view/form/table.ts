import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { RowView } from "../model.js";
import { focusNext } from "../ui/focus-next.js";
import { removeIcon } from "../ui/icons.js";
import { inputError } from "../ui/input-error.js";
import { growingInput, lineInput } from "../ui/text-input.js";
import type { FieldIds } from "./ids.js";

/** A mapping of names to texts, a row for each. */
export function table(
  context: Context,
  field: number,
  rows: RowView[],
  { control, label, description }: FieldIds,
): TemplateResult {
  const { send, strings } = context;
  return html`<div
    class="table"
    id=${control}
    role="group"
    tabindex="-1"
    aria-labelledby=${label}
    aria-describedby=${description ?? nothing}
  >
    ${
      rows.length === 0
        ? nothing
        : html`<div class="row hint" aria-hidden="true">
            <span>${strings.nameColumn}</span><span>${strings.valueColumn}</span>
          </div>`
    }
    ${rows.map((row, index) =>
      tableRow(context, field, row, index, `${control}-${index}`, (event) => {
        send({ type: "remove-row", field, row: index });
        // Of the last row, the button goes with it.
        if (index === rows.length - 1) focusNext(event, `${control}-add`);
      }),
    )}
    <button
      type="button"
      class="plain"
      id=${`${control}-add`}
      @click=${(event: Event) => {
        send({ type: "add-row", field });
        focusNext(event, `${control}-${rows.length}-name`);
      }}
    >
      ${strings.addRow}
    </button>
  </div>`;
}

function tableRow(
  { send, strings }: Context,
  field: number,
  { name, value, error }: RowView,
  row: number,
  id: string,
  onRemove: (event: Event) => void,
): TemplateResult {
  return html`<div class="row">
      ${lineInput({
        id: `${id}-name`,
        name: strings.nameInput(row + 1),
        text: name,
        placeholder: strings.nameColumn,
        invalid: error !== null,
        description: error === null ? null : `${id}-error`,
        code: true,
        onText: (text) => send({ type: "edit-name", field, row, text }),
        onPaste(pasted, text) {
          // The core finds the variables in it. A mere word is inserted by the browser, which can undo that.
          const isMore = /[\s=:]/.test(pasted);
          if (isMore) send({ type: "paste-name", field, row, pasted, text });
          return isMore;
        },
      })}
      ${growingInput({
        id: `${id}-value`,
        name: strings.valueInput(row + 1),
        text: value,
        placeholder: strings.valueColumn,
        invalid: false,
        description: null,
        code: true,
        onText: (text) => send({ type: "edit-value", field, row, text }),
      })}
      <button
        type="button"
        class="tool"
        aria-label=${strings.removeRow(row + 1)}
        title=${strings.removeRow(row + 1)}
        @click=${onRemove}
      >
        ${removeIcon}
      </button>
    </div>
    ${inputError(strings, `${id}-error`, error)}`;
}
