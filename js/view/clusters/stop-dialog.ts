import { html, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { ClusterView } from "../model.js";
import { modalDialog } from "../ui/dialog.js";

/** "Stop this cluster?" `cluster` is undefined once it has left the list. */
export function stopDialog(
  { send, strings }: Context,
  key: string,
  cluster: ClusterView | undefined,
): TemplateResult {
  const answer = (stop: boolean) => send({ type: "answer-stop", stop });
  return modalDialog({
    label: "stop-question",
    description: "stop-consequence",
    onCancel: () => answer(false),
    content: html`<div class="ask-stop">
      <h3 id="stop-question">${strings.stopQuestion}</h3>
      <p id="stop-consequence">${strings.stopConsequence(key, cluster?.workers ?? null)}</p>
      <div class="buttons">
        <button type="button" class="cancel" autofocus @click=${() => answer(false)}>
          ${strings.cancel}
        </button>
        <button type="button" class="danger" @click=${() => answer(true)}>${strings.stopAnswer}</button>
      </div>
    </div>`,
  });
}
