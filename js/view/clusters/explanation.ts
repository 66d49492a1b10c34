import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { ClusterView } from "../model.js";
import { formatReason } from "../strings/index.js";

/**
 * What is so, in plain sight; behind it what may be why and what to do, folded but for a cluster that failed. No list: the
 * items of the list around it are the clusters.
 */
export function explanation(
  { strings }: Context,
  { explanation: reasons, status }: ClusterView,
): TemplateResult | typeof nothing {
  if (reasons.length === 0) return nothing;
  const first = reasons.findIndex((reason) => reason.likely);
  const facts = (first < 0 ? reasons : reasons.slice(0, first)).map(({ message }) =>
    formatReason(strings, message),
  );
  const rest = reasons.slice(facts.length);
  if (rest.length === 0) return html`<p class="why" dir="auto">${facts.join(" ")}</p>`;
  return html`<details class="why" ?open=${status === "FAILED"}>
    <summary dir="auto">${[...facts, strings.why].join(" ")}</summary>
    ${rest.map(({ message, likely }) => {
      const sentence = formatReason(strings, message);
      return html`<p dir="auto">${likely ? strings.likely(sentence) : sentence}</p>`;
    })}
  </details>`;
}
