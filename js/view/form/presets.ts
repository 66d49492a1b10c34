import { html, nothing, type TemplateResult } from "lit/html.js";
import { plainText } from "../../page/plain-text.js";
import type { Context } from "../context.js";
import type { PresetsView } from "../model.js";

const KINDS = ["site", "own", "launch"] as const;

/** The list of what the form can be filled from, where there is anything. */
export function presetChooser(
  { send, strings }: Context,
  { items, chosen }: PresetsView,
): TemplateResult | typeof nothing {
  if (items.length === 0) return nothing;
  const choose = ({ currentTarget }: Event) => {
    const select = currentTarget as HTMLSelectElement;
    const item = items[Number(select.value)];
    // It shows what the core says was chosen, and that can be chosen once more after a change.
    select.value = String(chosen ?? "");
    if (item !== undefined) send({ type: "choose-preset", kind: item.kind, name: item.name });
  };
  const groups = KINDS.map((kind) => {
    const options = items.flatMap((item, index) => {
      if (item.kind !== kind) return [];
      const { name, description } = item;
      const label =
        kind === "launch"
          ? strings.launchedWith(Number(name), plainText(description))
          : plainText(name);
      return [
        html`<option value=${index} .selected=${index === chosen} title=${kind === "launch" ? nothing : plainText(description)}>
          ${label}
        </option>`,
      ];
    });
    if (options.length === 0) return nothing;
    return html`<optgroup label=${strings.presetGroups[kind]}>${options}</optgroup>`;
  });
  const about = chosen === null ? undefined : items[chosen];
  const description = about && about.kind !== "launch" ? plainText(about.description) : "";
  return html`<div class="field preset">
    <div class="above"><label for="preset">${strings.preset}</label></div>
    <select id="preset" aria-describedby=${description ? "preset-about" : nothing} @change=${choose}>
      <option value="" .selected=${chosen === null}>${strings.choosePreset}</option>
      ${groups}
    </select>
    <p class="note" id="preset-about" dir="auto">${description || nothing}</p>
  </div>`;
}
