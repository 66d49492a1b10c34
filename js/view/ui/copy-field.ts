import type { Strings } from "../strings/index.js";

/**
 * Where a page has no clipboard (plain http from another host): the text to be copied by hand, selected and with the focus. It is in
 * no attribute and nowhere kept, and goes when it was copied, on Escape, or when the next takes its place.
 */
export function showCopyField(root: ShadowRoot, text: string, strings: Strings): void {
  root.querySelector(".copy-field")?.remove();
  const opener = root.activeElement;
  const box = document.createElement("div");
  box.className = "copy-field";
  const label = box.appendChild(document.createElement("label"));
  label.append(strings.copyByHand);
  const field = label.appendChild(document.createElement("textarea"));
  field.readOnly = true;
  field.rows = 4;
  field.value = text;
  const close = box.appendChild(document.createElement("button"));
  close.type = "button";
  close.textContent = strings.dismiss;

  const end = () => {
    box.remove();
    if (opener instanceof HTMLElement) opener.focus();
  };
  close.addEventListener("click", end);
  // Once the browser has taken the text.
  field.addEventListener("copy", () => setTimeout(end));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    end();
  });

  root.append(box);
  field.focus();
  field.select();
}
