import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { Row } from "../model.js";
import { say } from "../strings/index.js";
import { removeIcon } from "../ui/icons.js";
import { anyLines, line } from "../ui/text-input.js";
import type { Ids } from "./control.js";

/** A mapping of names to texts, a row for each. */
export function table(
  { send, strings }: Context,
  field: number,
  rows: Row[],
  { control, description }: Ids,
): TemplateResult {
  return html`<div
    class="table"
    id=${control}
    role="group"
    tabindex="-1"
    aria-labelledby=${`${control}-label`}
    aria-describedby=${description ?? nothing}
  >
    ${
      rows.length === 0
        ? nothing
        : html`<div class="row hint" aria-hidden="true">
            <span>${strings.nameColumn}</span><span>${strings.valueColumn}</span>
          </div>`
    }
    ${rows.map(({ name, value, error }, row) => {
      const id = `${control}-${row}`;
      const description = error === null ? null : `${id}-error`;
      const onName = (text: string) => send({ type: "edit-name", field, row, text });
      return html`<div class="row">
          ${line({
            id: `${id}-name`,
            name: strings.nameInput(row + 1),
            text: name,
            wrong: error !== null,
            description,
            code: true,
            onText: onName,
            onLines: onName,
          })}
          ${anyLines({
            id: `${id}-value`,
            name: strings.valueInput(row + 1),
            text: value,
            wrong: false,
            description: null,
            code: true,
            onText: (text) => send({ type: "edit-value", field, row, text }),
          })}
          <button
            type="button"
            class="tool"
            aria-label=${strings.removeRow(row + 1)}
            title=${strings.removeRow(row + 1)}
            @click=${(event: Event) => {
              send({ type: "remove-row", field, row });
              // Of the last row, the button goes with it.
              if (row === rows.length - 1) focusNext(event, `${control}-add`);
            }}
          >
            ${removeIcon}
          </button>
        </div>
        <div class="said" aria-live="polite">
          ${error === null ? nothing : html`<p class="wrong" id=${description}>${say(strings, error)}</p>`}
        </div>`;
    })}
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

/** The next draw stands first in the queue. */
function focusNext({ currentTarget }: Event, id: string): void {
  const root = (currentTarget as Element).getRootNode() as ShadowRoot;
  queueMicrotask(() => root.getElementById(id)?.focus());
}
