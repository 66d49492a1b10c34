import { optionsTable } from "../jupyter/saved-output.js";
import { strings } from "./strings.js";

/** What a widget shows where it cannot work: what it is, why, and its options as they were saved (JSON text). */
export function showInactive(el: HTMLElement, options: string, reason: string): void {
  const box = document.createElement("div");
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", strings().title);
  box.style.font = "13px var(--jp-ui-font-family, sans-serif)";
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.textContent = strings().inactive(reason);
  const table = optionsTable(options);
  box.append(status, table.rows.length > 0 ? table : strings().noOptions);
  el.replaceChildren(box);
}
