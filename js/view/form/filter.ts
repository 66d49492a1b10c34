import { live } from "lit/directives/live.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { FieldView } from "../model.js";
import { focusNext } from "../ui/focus-next.js";
import { inputValue } from "../ui/input-value.js";

/** Above many fields: shows those only whose label or name holds what is typed. */
export function filterInput({ strings, folds, fold }: Context, found: number): TemplateResult {
  return html`<div class="filter">
    <input
      type="search"
      id="filter"
      dir="auto"
      autocomplete="off"
      spellcheck="false"
      aria-label=${strings.findOption}
      placeholder=${strings.findOption}
      .value=${live(folds.filter)}
      @input=${(event: Event) => fold({ filter: inputValue(event) })}
      @keydown=${(event: KeyboardEvent) => {
        if (event.isComposing) return;
        // Not a launch.
        if (event.key === "Enter") event.preventDefault();
        if (event.key !== "Escape" || folds.filter === "") return;
        event.preventDefault();
        event.stopPropagation();
        fold({ filter: "" });
      }}
    />
    <p class="quiet" role="status">${found === 0 ? strings.noneFound : nothing}</p>
  </div>`;
}

/** Below the fields: shows those that are folded away for being as they were, or folds them again. */
export function moreButton(
  { strings, folds, fold }: Context,
  fields: FieldView[],
  shown: FieldView[],
): TemplateResult | typeof nothing {
  if (folds.filter.trim() !== "") return nothing;
  const more = fields.length - shown.length;
  if (more === 0 && !folds.expanded) return nothing;
  const expand = (event: Event) => {
    const first = fields.find((field) => !shown.includes(field))?.index;
    fold({ expanded: true });
    // What comes into sight stands above the button.
    focusNext(event, `field-${first}`, `field-${first}-fold`);
  };
  const shrink = () => fold({ expanded: false, shown: new Set() });
  return html`<button
    type="button"
    class="plain more"
    aria-expanded=${folds.expanded}
    @click=${folds.expanded ? shrink : expand}
  >
    ${folds.expanded ? strings.showFewer : strings.showMore(more)}
  </button>`;
}
