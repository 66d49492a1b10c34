import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { FieldView } from "../model.js";
import { focusNext } from "../ui/focus-next.js";
import { searchInput } from "../ui/search-input.js";

/** Above many fields: shows those only whose label or name holds what is typed. */
export function filterInput({ strings, folds, fold }: Context, found: number): TemplateResult {
  return searchInput({
    id: "filter",
    name: strings.findOption,
    text: folds.filter,
    status: found === 0 ? strings.noneFound : "",
    onText: (filter) => fold({ filter }),
  });
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
