import { html, nothing, type TemplateResult } from "lit/html.js";

/** What a modal dialog asks. */
export interface Question {
  /** Its accessible name. */
  question: string;
  /** What the answer leads to. */
  consequence: string;
  /** What is to be decided besides. */
  content?: TemplateResult;
  /** The buttons; the one of class "cancel" has the focus at first. */
  buttons: TemplateResult;
  /** It is left unanswered, by Escape or a click beside it. */
  onCancel(): void;
}

/** A dialog that is there only while the core asks; `showDialog` makes it modal once it is drawn. */
export function modalDialog(it: Question): TemplateResult {
  return dialog(
    it.onCancel,
    "",
    "question",
    "consequence",
    html`<h3 id="question">${it.question}</h3>
      <p id="consequence">${it.consequence}</p>
      ${it.content ?? nothing}
      <div class="buttons">${it.buttons}</div>`,
  );
}

/** A dialog with room for what does not fit into the panel, as long as it is drawn. `label`: the id of what it is called by. */
export function formDialog(
  label: string,
  content: TemplateResult,
  onCancel: () => void,
  kind = "roomy",
): TemplateResult {
  return dialog(onCancel, kind, label, null, content);
}

function dialog(
  onCancel: () => void,
  kind: string,
  label: string,
  description: string | null,
  content: TemplateResult,
): TemplateResult {
  return html`<dialog
    class=${kind}
    part="dialog"
    aria-labelledby=${label}
    aria-describedby=${description ?? nothing}
    @cancel=${(event: Event) => {
      // It closes by not being drawn any more.
      event.preventDefault();
      onCancel();
    }}
    @close=${onCancel}
    @click=${(event: MouseEvent) => {
      // The dialog's own box is filled by its child: a click on the dialog itself is on the backdrop.
      if (event.target === event.currentTarget) onCancel();
    }}
  >
    <div class="question">${content}</div>
  </dialog>`;
}

/** Makes a newly drawn dialog modal, with the harmless answer focused, or where to type. True if there was one to open. */
export function showDialog(root: ShadowRoot): boolean {
  // It stands beside the panel: a search would go through all that is in that, at each drawing.
  const dialog = [...root.children].find((it) => it instanceof HTMLDialogElement);
  if (dialog === undefined || dialog.open) return false;
  dialog.showModal();
  const first =
    dialog.querySelector<HTMLElement>(".cancel") ?? dialog.querySelector("textarea, input");
  (first as HTMLElement | null)?.focus();
  return true;
}
