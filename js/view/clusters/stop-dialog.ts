import { html, type TemplateResult } from "lit/html.js";
import { plainText } from "../../page/plain-text.js";
import type { Context } from "../context.js";
import type { ClusterView } from "../model.js";
import { modalDialog } from "../ui/dialog.js";

/** "Stop this cluster?" `cluster` is undefined once it has left the list. */
export function stopDialog(
  { send, strings }: Context,
  key: string,
  cluster: ClusterView | undefined,
): TemplateResult {
  const cancel = () => send({ type: "answer-stop", stop: false });
  const stop = () => send({ type: "answer-stop", stop: true });
  return modalDialog({
    question: strings.stopQuestion,
    consequence: strings.stopConsequence(plainText(cluster?.name ?? key), cluster?.workers ?? null),
    buttons: html`<button type="button" class="cancel" autofocus @click=${cancel}>
        ${strings.cancel}
      </button>
      <button type="button" class="danger" @click=${stop}>${strings.stopAnswer}</button>`,
    onCancel: cancel,
  });
}
