import { live } from "lit/directives/live.js";
import { html, type TemplateResult } from "lit/html.js";
import { inputValue } from "./input-value.js";

/** Shows a part of what stands below it. */
export interface SearchInput {
  id: string;
  /** The accessible name, and what stands in it while it is empty. */
  name: string;
  text: string;
  /** How much is found; empty: nothing to say. */
  status: string;
  onText(text: string): void;
}

export function searchInput({ id, name, text, status, onText }: SearchInput): TemplateResult {
  return html`<div class="filter">
    <input
      type="search"
      id=${id}
      dir="auto"
      autocomplete="off"
      spellcheck="false"
      aria-label=${name}
      placeholder=${name}
      .value=${live(text)}
      @input=${(event: Event) => onText(inputValue(event))}
      @keydown=${(event: KeyboardEvent) => {
        if (event.isComposing) return;
        // Not a launch.
        if (event.key === "Enter") event.preventDefault();
        if (event.key !== "Escape" || text === "") return;
        event.preventDefault();
        event.stopPropagation();
        onText("");
      }}
    />
    <p class="quiet" role="status">${status}</p>
  </div>`;
}
