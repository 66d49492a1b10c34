import type { TemplateResult } from "lit/html.js";
import { LAYOUT } from "../page/plots.js";
import type { Context, InsightTools } from "../view/context.js";
import type { ClusterView } from "../view/model.js";
import { togglePlotMenu } from "./plot-menu.js";
import type { InsightStrings } from "./strings.js";

/** The buttons that open a running cluster's plots: one of them, or a few at once where the host has room. */
export function plotButtons(
  { html, nothing, formatMessage }: InsightTools,
  strings: InsightStrings,
  context: Context,
  { key, hasDashboard }: ClusterView,
): TemplateResult | typeof nothing {
  if (!hasDashboard) return nothing;
  const { host, send } = context;
  const layout = LAYOUT.join(" ");
  return html`<button
      type="button"
      class="plain menu"
      aria-haspopup="dialog"
      aria-expanded="false"
      @click=${(event: Event) =>
        togglePlotMenu(
          event.currentTarget as HTMLElement,
          { formatMessage },
          strings,
          context,
          key,
        )}
    >
      ${strings.plots}<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M4.5 6.5 8 10l3.5-3.5" /></svg>
    </button>
    ${
      host.openPlots
        ? html`<button
            type="button"
            class="plain"
            title=${strings.plotLayoutTitle}
            @click=${() =>
              send({ type: "open-plots", cluster: key, plots: layout, outside: false })}
          >
            ${strings.plotLayout}
          </button>`
        : nothing
    }`;
}
