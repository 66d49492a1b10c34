import { live } from "lit/directives/live.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { Control, Field } from "../model.js";
import type { Ids } from "./control.js";

/**
 * The list of options that is open in a mount, and how far the arrow keys have come in it. That is a kind of
 * focus, and goes with it: so the view keeps it, not the core.
 */
export interface Popup {
  field: number;
  /** Something was typed since it opened: only options that hold it are shown. */
  typed: boolean;
  active: number | null;
}

/** Many options, searched by typing: the editable combobox with list autocomplete of the ARIA practices. */
export function combobox(
  context: Context,
  field: Field,
  { options, selected }: Control & { kind: "select" },
  ids: Ids,
): TemplateResult {
  const { send, strings } = context;
  const popup = context.popup?.field === field.index ? context.popup : null;
  const sought = popup?.typed ? field.text.toLowerCase() : "";
  const shown =
    popup === null
      ? []
      : [...options.keys()].filter((option) => options[option]?.toLowerCase().includes(sought));
  const isOpen = shown.length > 0;
  const active = popup !== null && shown.includes(popup.active ?? -1) ? popup.active : null;
  const list = `${ids.control}-list`;

  const show = (active: number | null, typed = popup?.typed ?? false) =>
    context.show({ field: field.index, typed, active });
  const choose = (option: number) => {
    send({ type: "choose", field: field.index, option });
    context.show(null);
  };
  const keydown = (event: KeyboardEvent) => {
    const { key } = event;
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      const step = key === "ArrowDown" ? 1 : -1;
      const from = active === null ? (step > 0 ? -1 : 0) : shown.indexOf(active);
      if (isOpen) show(shown.at((from + step) % shown.length) ?? null);
      else show(selected ?? (step > 0 ? 0 : options.length - 1), false);
    } else if (!isOpen) {
      return;
    } else if (key === "Enter") {
      // Not a launch: the list has the key.
      event.preventDefault();
      if (active === null) context.show(null);
      else choose(active);
    } else if (key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      context.show(null);
    } else if (/^(Home|End|ArrowLeft|ArrowRight)$/.test(key)) {
      // The caret's keys: back to the text.
      show(null);
    }
  };

  return html`<input
      type="text"
      role="combobox"
      id=${ids.control}
      dir="auto"
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      placeholder=${strings.noChoice}
      aria-autocomplete="list"
      aria-expanded=${isOpen ? "true" : "false"}
      aria-controls=${isOpen ? list : nothing}
      aria-activedescendant=${active === null ? nothing : `${ids.control}-${active}`}
      aria-invalid=${field.error === null ? "false" : "true"}
      aria-describedby=${ids.description ?? nothing}
      .value=${live(field.text)}
      @input=${(event: InputEvent) => {
        const { value } = event.currentTarget as HTMLInputElement;
        send({ type: "edit", field: field.index, text: value });
        show(null, true);
      }}
      @click=${(event: Event) => {
        if (isOpen) return;
        // To be typed over.
        (event.currentTarget as HTMLInputElement).select();
        show(selected, false);
      }}
      @keydown=${keydown}
      @blur=${() => context.show(null)}
    />
    ${
      isOpen
        ? html`<ul
            role="listbox"
            id=${list}
            tabindex="-1"
            popover="manual"
            aria-labelledby=${`${ids.control}-label`}
            @mousedown=${(event: Event) => event.preventDefault()}
          >
            ${shown.map(
              (option) =>
                html`<li
                  role="option"
                  id=${`${ids.control}-${option}`}
                  class=${option === selected ? "current" : ""}
                  aria-selected=${option === active ? "true" : "false"}
                  @click=${() => choose(option)}
                >${options[option]}</li>`,
            )}
          </ul>`
        : nothing
    }`;
}

/** Puts a newly drawn list above everything, below or above its combobox (see styles), and its active option in sight. */
export function showPopup(root: ShadowRoot): void {
  const list = root.querySelector<HTMLElement>("[popover]");
  // Without anchors there it stays in the panel.
  if (list !== null && CSS.supports("anchor-name: --a") && !list.matches(":popover-open")) {
    list.showPopover();
  }
  list?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
}
