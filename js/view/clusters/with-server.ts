import { live } from "lit/directives/live.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { ClusterView } from "../model.js";

/** The tick "Stop with my server", where the user's Jupyter server offers that. */
export function withServer(
  { send, strings }: Context,
  { key, stopsWithServer }: ClusterView,
): TemplateResult | typeof nothing {
  if (stopsWithServer === null) return nothing;
  return html`<label class="tick" title=${strings.withServerTitle}>
    <input
      type="checkbox"
      .checked=${live(stopsWithServer)}
      @change=${(event: Event) =>
        send({
          type: "stop-with-server",
          cluster: key,
          on: (event.currentTarget as HTMLInputElement).checked,
        })}
    />${strings.withServer}
  </label>`;
}
