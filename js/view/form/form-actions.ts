import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { FormView } from "../model.js";
import { formatMessage } from "../strings/index.js";
import { disabledKeepingFocus, whenEnabled } from "../ui/disabled.js";
import { goToField } from "./go-to-field.js";

/** What else can be done with the options that are chosen. */
export function formActions(context: Context, form: FormView): TemplateResult {
  const { send, strings } = context;
  const { fields, obstacle } = form;
  const why = obstacle === null ? nothing : formatMessage(strings, obstacle.message);
  return html`<div class="buttons">
    <button
      type="button"
      class="plain"
      title=${why}
      aria-describedby=${obstacle === null ? nothing : "obstacle"}
      ${disabledKeepingFocus(obstacle !== null, true)}
      @click=${(event: Event) =>
        obstacle === null
          ? send({ type: "copy-python" })
          : goToField(context, event, fields, obstacle.field)}
    >
      ${strings.copyPython}
    </button>
    ${
      fields.length === 0
        ? nothing
        : html`<button
            type="button"
            class="plain"
            ${disabledKeepingFocus(!form.changed)}
            @click=${whenEnabled(() => send({ type: "reset" }))}
          >
            ${strings.reset}
          </button>`
    }
    ${
      form.canPutBack
        ? html`<button type="button" class="plain" @click=${() => send({ type: "put-back" })}>
            ${strings.putBack}
          </button>`
        : nothing
    }
  </div>`;
}
