import { repeat } from "lit/directives/repeat.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { Form } from "../model.js";
import { isOff, off } from "../ui/disabled.js";
import { messageLine } from "../ui/notice.js";
import { fieldRow } from "./field.js";

/** The options of a cluster to be, and the button that launches it. */
export function optionsForm(context: Context, form: Form): TemplateResult {
  const { send, strings, options } = context;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (form.canLaunch && options.launchButton !== false) send({ type: "launch" });
  };
  const press = (event: MouseEvent, type: "copy-python" | "reset") => {
    if (!isOff(event.currentTarget as Element)) send({ type });
  };
  const invalid = form.fields.some((field) => field.error !== null);

  return html`<form class="options" aria-label=${strings.optionsForm} novalidate @submit=${submit}>
    ${
      form.fields.length === 0
        ? html`<p class="quiet">${strings.noOptions}</p>`
        : html`<div class="fields">
            ${repeat(
              form.fields,
              (field) => field.index,
              (field) => fieldRow(context, field),
            )}
          </div>`
    }
    <div class="foot">
      ${
        options.launchButton === false
          ? nothing
          : html`<button type="submit" class="primary" ${off(!form.canLaunch)}>
              ${form.launching ? html`<span class="spinner"></span>` : nothing}${strings.launch}
            </button>`
      }
      <div class="buttons">
        <button
          type="button"
          class="plain"
          ${off(invalid)}
          @click=${(event: MouseEvent) => press(event, "copy-python")}
        >
          ${strings.copyPython}
        </button>
        ${
          form.fields.length === 0
            ? nothing
            : html`<button
                type="button"
                class="plain"
                ${off(!form.changed)}
                @click=${(event: MouseEvent) => press(event, "reset")}
              >
                ${strings.reset}
              </button>`
        }
      </div>
      ${messageLine(context, form.message, form.launching ? strings.launching : null)}
    </div>
  </form>`;
}
