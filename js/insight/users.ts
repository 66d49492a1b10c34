import type { TemplateResult } from "lit/html.js";
import { plainText } from "../page/plain-text.js";
import type { Context, InsightTools } from "../view/context.js";
import type { ClusterView } from "../view/model.js";

/** What uses a cluster, as far as the host knows. The element stays while it is empty, for what comes to be announced. */
export function clusterUsers(
  { html, nothing }: InsightTools,
  { host: { users } }: Context,
  { key }: ClusterView,
): TemplateResult | typeof nothing {
  if (users === undefined) return nothing;
  return html`<p class="users" role="status">${users.of(key).map(
    ({ how, name, title, show }) => html`<span
        >${how}
        <button type="button" class="plain" dir="auto" title=${title} @click=${show}>${plainText(name)}</button></span> `,
  )}</p>`;
}
