import { html, type TemplateResult } from "lit/html.js";

/** What a modal dialog asks. */
export interface Dialog {
  /** The ids, within `content`, of what names and what describes it. */
  label: string;
  description: string;
  /** Has a button of class "cancel", which the dialog opens with. */
  content: TemplateResult;
  /** The user leaves it unanswered: Escape, or a click beside it. */
  onCancel(): void;
}

/** A dialog that is there only while the core asks; `showDialog` makes it modal once it is drawn. */
export function modalDialog({ label, description, content, onCancel }: Dialog): TemplateResult {
  return html`<dialog
    aria-labelledby=${label}
    aria-describedby=${description}
    @cancel=${(event: Event) => {
      // Only the core closes it, by asking no more.
      event.preventDefault();
      onCancel();
    }}
    @close=${onCancel}
    @click=${(event: MouseEvent) => {
      // The dialog's own box is filled by its child: a click on the dialog itself is on the backdrop.
      if (event.target === event.currentTarget) onCancel();
    }}
  >
    ${content}
  </dialog>`;
}

/** Makes a newly drawn dialog modal, with the harmless answer focused. True if there was one to open. */
export function showDialog(root: ShadowRoot): boolean {
  const dialog = root.querySelector("dialog");
  if (dialog === null || dialog.open) return false;
  dialog.showModal();
  dialog.querySelector<HTMLButtonElement>(".cancel")?.focus();
  return true;
}
