import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { FormView } from "../model.js";
import { formatMessage } from "../strings/index.js";
import { disabledKeepingFocus, whenEnabled } from "../ui/disabled.js";
import { noticeLine } from "../ui/notice.js";
import { remarkList } from "../ui/remarks.js";
import { tickBox } from "../ui/tick.js";
import { popupOf } from "./combobox.js";
import { fieldRow } from "./field.js";
import { filterInput, moreButton } from "./filter.js";
import { foldedMapping } from "./fold.js";
import { fieldsInSight, foldsMappings, hasManyFields } from "./folds.js";
import { goToField } from "./go-to-field.js";

/** Describes the button that launches. */
const REMARKS = "form-remarks";
/** The id of the button that launches. */
export const LAUNCH_BUTTON = "launch";

/** The host's tick for clusters that are launched. */
function launchTick({
  mountOptions: { clusterTick, launchButton },
}: Context): TemplateResult | typeof nothing {
  if (clusterTick === undefined || launchButton === false) return nothing;
  const { title, ticked, tick } = clusterTick.ofLaunch;
  return tickBox(clusterTick.label, title, ticked, tick);
}

/** The options of a cluster to be, and the button that launches it. */
export function optionsForm(context: Context, form: FormView): TemplateResult {
  const { send, strings, mountOptions, turnOf } = context;
  const { fields, obstacle } = form;
  const shown = fieldsInSight(context.folds, fields);
  const isFolding = foldsMappings(fields);
  const hasLaunch = mountOptions.launchButton !== false;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!hasLaunch) return;
    if (obstacle !== null) goToField(context, event, fields, obstacle.field);
    else if (form.canLaunch) send({ type: "launch" });
  };
  const why = obstacle === null ? nothing : formatMessage(strings, obstacle.message);
  const aboutLaunch = obstacle !== null ? "obstacle" : form.remarks.length > 0 ? REMARKS : nothing;

  return html`<form class="options" aria-label=${strings.optionsForm} novalidate @submit=${submit}>
    ${remarkList(strings, form.remarks, REMARKS)}
    ${
      fields.length === 0
        ? html`<p class="quiet">${strings.noOptions}</p>`
        : html`${hasManyFields(fields) ? filterInput(context, shown.length) : nothing}
            <div class="fields">
              ${repeat(
                shown,
                (field) => field.index,
                (field) => {
                  const isFolded = isFolding && field.control.kind === "mapping";
                  // While these are the same, nothing of the field is touched.
                  return guard(
                    [
                      field,
                      isFolded,
                      turnOf(field.index),
                      popupOf(context, field),
                      context.revealed,
                    ],
                    () => (isFolded ? foldedMapping : fieldRow)(context, field),
                  );
                },
              )}
            </div>
            ${moreButton(context, fields, shown)}`
    }
    <div class="foot">
      <span id="obstacle" hidden>${why}</span>
      ${
        hasLaunch
          ? html`<button
              type="submit"
              id=${LAUNCH_BUTTON}
              class="primary"
              title=${why}
              aria-describedby=${aboutLaunch}
              ${disabledKeepingFocus(!form.canLaunch, obstacle !== null)}
            >
              ${form.launching ? html`<span class="spinner"></span>` : nothing}${strings.launch}
            </button>`
          : nothing
      }
      ${launchTick(context)}
      <div class="buttons">
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
      </div>
      ${noticeLine(strings, form.message, form.launching ? strings.launching : null)}
    </div>
  </form>`;
}
