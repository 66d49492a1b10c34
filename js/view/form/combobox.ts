import { live } from "lit/directives/live.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context, Popup } from "../context.js";
import type { Control, FieldView } from "../model.js";
import { inputValue } from "../ui/input-value.js";
import { titleFor } from "../ui/long-text.js";
import type { FieldIds } from "./ids.js";

/** The list of options that is open, if it is this field's. */
export function popupOf({ popup }: Context, field: FieldView): Popup | null {
  return popup?.field === field.name ? popup : null;
}

/** Whether something is typed that leads to one of the options: until that is chosen or left, nothing is wrong. */
export function isSearching({ popup }: Context, field: FieldView): boolean {
  return (
    popup?.field === field.name &&
    popup.typed &&
    field.control.kind === "select" &&
    field.control.options.some((option) => holds(option, field.text))
  );
}

function holds(option: string | undefined, sought: string): boolean {
  return option?.toLowerCase().includes(sought.toLowerCase()) ?? false;
}

/** Many options, searched by typing: the editable combobox with list autocomplete of the ARIA practices. */
export function combobox(
  context: Context,
  field: FieldView,
  { options, selected }: Control & { kind: "select" },
  ids: FieldIds,
): TemplateResult {
  const { send, strings } = context;
  const popup = popupOf(context, field);
  const sought = popup?.typed ? field.text : "";
  const shown =
    popup === null ? [] : [...options.keys()].filter((option) => holds(options[option], sought));
  const isOpen = shown.length > 0;
  const active = popup !== null && shown.includes(popup.active ?? -1) ? popup.active : null;
  const list = `${ids.control}-list`;

  const open = (active: number | null, typed = popup?.typed ?? false) =>
    context.setPopup({ field: field.name, typed, active });
  const close = () => context.setPopup(null);
  const choose = (option: number) => {
    send({ type: "choose", field: field.index, option });
    close();
  };
  const keydown = (event: KeyboardEvent) => {
    const { key } = event;
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      const step = key === "ArrowDown" ? 1 : -1;
      const from = active === null ? (step > 0 ? -1 : 0) : shown.indexOf(active);
      if (isOpen) open(shown.at((from + step) % shown.length) ?? null);
      else open(selected ?? (step > 0 ? 0 : options.length - 1), false);
    } else if (!isOpen) {
      return;
    } else if (key === "Enter") {
      // Not a launch: the list has the key.
      event.preventDefault();
      if (active === null) close();
      else choose(active);
    } else if (key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (/^(Home|End|ArrowLeft|ArrowRight)$/.test(key)) {
      // The caret's keys: back to the text.
      open(null);
    }
  };

  return html`<input
      type="text"
      role="combobox"
      class="shows-end"
      title=${titleFor(field.text)}
      id=${ids.control}
      dir="auto"
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      placeholder=${strings.noChoice}
      aria-autocomplete="list"
      aria-expanded=${isOpen}
      aria-controls=${isOpen ? list : nothing}
      aria-activedescendant=${active === null ? nothing : `${ids.control}-${active}`}
      aria-invalid=${field.error !== null && !isSearching(context, field)}
      aria-describedby=${ids.description ?? nothing}
      .value=${live(field.text)}
      @input=${(event: InputEvent) => {
        send({ type: "edit", field: field.index, text: inputValue(event) });
        open(null, true);
      }}
      @click=${(event: Event) => {
        if (isOpen) return;
        // To be typed over.
        (event.currentTarget as HTMLInputElement).select();
        open(selected, false);
      }}
      @keydown=${keydown}
      @blur=${close}
    />
    ${
      isOpen
        ? html`<ul
            role="listbox"
            id=${list}
            tabindex="-1"
            popover="manual"
            aria-labelledby=${ids.label}
            @mousedown=${(event: Event) => event.preventDefault()}
          >
            ${shown.map(
              (option) =>
                html`<li
                  role="option"
                  id=${`${ids.control}-${option}`}
                  class=${option === selected ? "current" : ""}
                  aria-selected=${option === active}
                  @click=${() => choose(option)}
                >${options[option]}</li>`,
            )}
          </ul>`
        : nothing
    }`;
}
