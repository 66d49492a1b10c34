import type { TemplateResult } from "lit/html.js";
import { plainText } from "../page/plain-text.js";
import type { ChoosingTools } from "../view/context.js";
import type { FieldView } from "../view/model.js";
import type { ChoosingStrings } from "./strings.js";

const shown = ({ label, name }: FieldView) => plainText(label || name);

/** A tick for each mapping that may be taken along, and what never is. */
export function ticks(
  { html, nothing }: ChoosingTools,
  strings: ChoosingStrings,
  fields: readonly FieldView[],
  about: string,
): TemplateResult {
  // One that is as the gateway publishes it is there without being taken along.
  const mappings = distinct(
    fields.filter(({ changed, control }) => changed && control.kind === "mapping"),
  );
  const secrets = distinct(fields.filter(({ control }) => control.kind === "secret"));
  return html`${mappings.map(
    (field) => html`<label class="tick">
      <input type="checkbox" name=${field.name} />${strings.include(shown(field))}
    </label>`,
  )}
  ${mappings.length === 0 ? nothing : html`<p class="note">${about}</p>`}
  ${secrets.length === 0 ? nothing : html`<p class="note" dir="auto">${strings.secrets(secrets.map(shown).join(", "))}</p>`}`;
}

/** Fields of one name are one option. */
function distinct(fields: readonly FieldView[]): FieldView[] {
  return fields.filter(({ name }, index) => fields.findIndex((it) => it.name === name) === index);
}

/** The names of the mappings that are ticked in there, as the core reads them. */
export function ticked(form: ParentNode): string {
  const boxes = form.querySelectorAll<HTMLInputElement>('input[type="checkbox"]:checked');
  return JSON.stringify([...boxes].map(({ name }) => name));
}
