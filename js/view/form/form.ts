import { repeat } from "lit/directives/repeat.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { FormView } from "../model.js";
import { disabledKeepingFocus, whenEnabled } from "../ui/disabled.js";
import { noticeLine } from "../ui/notice.js";
import { fieldRow } from "./field.js";

/** The options of a cluster to be, and the button that launches it. */
export function optionsForm(context: Context, form: FormView): TemplateResult {
  const { send, strings, mountOptions } = context;
  const { fields } = form;
  const hasLaunch = mountOptions.launchButton !== false;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (form.canLaunch && hasLaunch) send({ type: "launch" });
  };
  const invalid = fields.some((field) => field.error !== null);

  return html`<form class="options" aria-label=${strings.optionsForm} novalidate @submit=${submit}>
    ${
      fields.length === 0
        ? html`<p class="quiet">${strings.noOptions}</p>`
        : html`<div class="fields">
            ${repeat(
              fields,
              (field) => field.index,
              (field) => fieldRow(context, field),
            )}
          </div>`
    }
    <div class="foot">
      ${
        hasLaunch
          ? html`<button type="submit" class="primary" ${disabledKeepingFocus(!form.canLaunch)}>
              ${form.launching ? html`<span class="spinner"></span>` : nothing}${strings.launch}
            </button>`
          : nothing
      }
      <div class="buttons">
        <button
          type="button"
          class="plain"
          ${disabledKeepingFocus(invalid)}
          @click=${whenEnabled(() => send({ type: "copy-python" }))}
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
      </div>
      ${noticeLine(strings, form.message, form.launching ? strings.launching : null)}
    </div>
  </form>`;
}
