import type { LogStrings } from "./strings.js";
import type { LogsView } from "./view.js";

/** Shows logs in a dialog over the page, where the host has no panes. `root`: where it stands, for its looks. */
export function showLogsDialog(
  root: ShadowRoot,
  view: LogsView,
  { close: closeName }: LogStrings,
): void {
  const dialog = document.createElement("dialog");
  dialog.className = "roomy logs";
  dialog.setAttribute("aria-label", view.title);
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = closeName;
  close.addEventListener("click", () => dialog.close());
  const foot = document.createElement("div");
  foot.className = "buttons";
  const title = document.createElement("span");
  title.textContent = view.title;
  foot.append(title, close);
  dialog.append(view.element, foot);
  dialog.addEventListener("close", () => {
    view.dispose();
    dialog.remove();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  root.append(dialog);
  dialog.showModal();
}
