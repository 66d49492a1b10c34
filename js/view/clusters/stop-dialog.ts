import { html, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { Cluster } from "../model.js";

/** "Stop this cluster?" It exists only while the core asks; `showDialog` makes it modal once it is drawn. */
export function stopDialog(
  { send, strings }: Context,
  key: string,
  cluster: Cluster | undefined,
): TemplateResult {
  const answer = (stop: boolean) => send({ type: "answer-stop", stop });
  return html`<dialog
    aria-labelledby="stop-question"
    aria-describedby="stop-consequence"
    @cancel=${(event: Event) => {
      // Only the core closes it, by asking no more.
      event.preventDefault();
      answer(false);
    }}
    @close=${() => answer(false)}
    @click=${(event: MouseEvent) => {
      // The dialog's own box is filled by its child: a click on the dialog itself is on the backdrop.
      if (event.target === event.currentTarget) answer(false);
    }}
  >
    <div class="ask-stop">
      <h3 id="stop-question">${strings.stopQuestion}</h3>
      <p id="stop-consequence">${strings.stopConsequence(key, cluster?.workers ?? null)}</p>
      <div class="buttons">
        <button type="button" class="cancel" autofocus @click=${() => answer(false)}>
          ${strings.cancel}
        </button>
        <button type="button" class="danger" @click=${() => answer(true)}>${strings.stopAnswer}</button>
      </div>
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
