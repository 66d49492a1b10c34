import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { FieldView, FormView, PresetsView } from "../model.js";
import { adviceLine } from "../ui/advice.js";
import { remarkList } from "../ui/remarks.js";
import { popupOf } from "./combobox.js";
import { converterButton } from "./converter.js";
import { fieldRow } from "./field.js";
import { filterInput, moreButton } from "./filter.js";
import { foldedMapping } from "./fold.js";
import { fieldsInSight, foldsMappings, hasManyFields } from "./folds.js";
import { formActions } from "./form-actions.js";
import { goToObstacle } from "./go-to-obstacle.js";
import { launchFoot, REMARKS } from "./launch-foot.js";
import { presetChooser } from "./presets.js";
import { workersAtStart } from "./workers.js";

/** The options of a cluster to be, and the button that launches it. */
export function optionsForm(
  context: Context,
  form: FormView,
  presets: PresetsView,
): TemplateResult {
  const { send, strings, mountOptions, turnOf } = context;
  const { fields, obstacle } = form;
  const shown = fieldsInSight(context.folds, fields);
  const isFolding = foldsMappings(fields);
  // By its name a field keeps its controls, and who types in them the focus, when others come and go. A spec may have one twice.
  const names = new Set<string>();
  const keyOf = ({ name, index }: FieldView) =>
    names.size === names.add(name).size ? index : name;
  const hasLaunch = mountOptions.launchButton !== false;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!hasLaunch) return;
    if (obstacle !== null) goToObstacle(context, event, form);
    else if (form.canLaunch && !mountOptions.isOffline) send({ type: "launch" });
  };

  return html`<form class="options" part="form" aria-label=${strings.optionsForm} novalidate @submit=${submit}>
    ${remarkList(strings, form.remarks, REMARKS)}
    ${guard([presets, strings], () => presetChooser(context, presets))}
    ${
      fields.length === 0
        ? html`<p class="quiet">${strings.noOptions}</p>`
        : html`${hasManyFields(fields) ? filterInput(context, shown.length) : nothing}
            <div class="fields">
              ${repeat(shown, keyOf, (field) => {
                const isFolded = isFolding && field.control.kind === "mapping";
                // While these are the same, nothing of the field is touched.
                return guard(
                  [
                    field,
                    isFolded,
                    turnOf(field.index),
                    popupOf(context, field),
                    context.revealed,
                    strings,
                  ],
                  () => (isFolded ? foldedMapping : fieldRow)(context, field),
                );
              })}
            </div>
            ${moreButton(context, fields, shown)}`
    }
    ${hasLaunch ? workersAtStart(context, form.workers) : nothing}
    ${launchFoot(context, form)} ${formActions(context, form)}
    ${fields.length === 0 ? nothing : converterButton(context)}
    ${adviceLine(form.help)}
  </form>`;
}
