import { strings } from "./strings.js";

/** What a widget shows where it cannot work: what it is, why, and its options as they were saved (JSON text). */
export function showInactive(el: HTMLElement, options: string, reason: string): void {
  const box = document.createElement("div");
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", strings.title);
  box.style.font = "13px var(--jp-ui-font-family, sans-serif)";
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.textContent = strings.inactive(reason);
  const table = document.createElement("table");
  for (const [name, value] of entries(options)) {
    const row = table.insertRow();
    row.insertCell().textContent = name;
    row.insertCell().textContent = value;
  }
  box.append(status, table);
  el.replaceChildren(box);
}

function entries(options: string): [string, string][] {
  try {
    return Object.entries(JSON.parse(options)).map(([name, value]) => [name, String(value)]);
  } catch {
    // NaN and the like, which Python's JSON may hold: better as text than not at all.
    return [[strings.options, options]];
  }
}
