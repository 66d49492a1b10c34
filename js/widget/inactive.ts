import { optionsTable } from "../jupyter/saved-output.js";
import { whenLanguageCame } from "../page/spoken.js";
import { strings } from "./strings.js";

/** Of the table, why it cannot work. */
type Reason = "loading" | "notLoaded" | "notLoadedYet" | "savedPage";

/** What a widget shows where it cannot work: what it is, why, and its options as they were saved (JSON text). */
export function showInactive(el: HTMLElement, options: string, why: Reason): void {
  const box = document.createElement("div");
  box.setAttribute("role", "region");
  box.style.font = "13px var(--jp-ui-font-family, sans-serif)";
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const say = () => {
    const { title, inactive, noOptions, [why]: reason } = strings();
    box.setAttribute("aria-label", title);
    status.textContent = inactive.replace("{reason}", reason);
    const table = optionsTable(options);
    box.replaceChildren(status, table.rows.length > 0 ? table : noOptions);
  };
  say();
  whenLanguageCame(say);
  el.replaceChildren(box);
}
