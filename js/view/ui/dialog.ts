import { html, type TemplateResult } from "lit/html.js";

/** What a modal dialog asks. */
export interface Question {
  /** Its accessible name. */
  question: string;
  /** What the answer leads to. */
  consequence: string;
  /** The buttons; the one of class "cancel" has the focus at first. */
  buttons: TemplateResult;
  /** It is left unanswered, by Escape or a click beside it. */
  onCancel(): void;
}

/** A dialog that is there only while the core asks; `showDialog` makes it modal once it is drawn. */
export function modalDialog(it: Question): TemplateResult {
  const { onCancel } = it;
  return html`<dialog
    aria-labelledby="question"
    aria-describedby="consequence"
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
    <div class="question">
      <h3 id="question">${it.question}</h3>
      <p id="consequence">${it.consequence}</p>
      <div class="buttons">${it.buttons}</div>
    </div>
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
