import type { nothing as Nothing, TemplateResult } from "lit/html.js";
import type { Context, InsightTools } from "../view/context.js";
import type { ClusterView } from "../view/model.js";
import { openLogs } from "./logs/button.js";
import type { InsightStrings } from "./strings.js";

/** The keys of clusters of which it has been announced that tasks fail: not each more that does is. */
const announced = new Set<string>();

/** How far the work is: a bar in the colours of the tasks' states, and the same as text. Nothing for a cluster without any. */
export function taskProgress(
  tools: InsightTools,
  strings: InsightStrings,
  context: Context,
  { key, name, tasks }: ClusterView,
): TemplateResult | typeof Nothing {
  const { html, svg, nothing } = tools;
  if (tasks === null || tasks.all === 0) {
    announced.delete(key);
    return tools.nothing;
  }
  const { all, released, memory, processing, erred } = tasks;
  const isNews = erred === 0 || !announced.has(key);
  if (erred === 0) announced.delete(key);
  else announced.add(key);
  const text = strings.tasks(tasks);
  // Widths are attributes: a content security policy may forbid styles in the markup.
  let start = 0;
  const bar = (count: number, state: string) => {
    const x = start;
    start += count;
    return svg`<rect class=${state} x=${x / all} width=${count / all} height="1"></rect>`;
  };
  return html`<div class="tasks">
    <div
      role="progressbar"
      aria-label=${strings.tasksTitle}
      aria-valuemin="0"
      aria-valuemax=${all}
      aria-valuenow=${released + memory}
      aria-valuetext=${text.join(", ")}
    >
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
        ${bar(erred, "erred")}${bar(released, "released")}${bar(memory, "memory")}${bar(processing, "processing")}
      </svg>
    </div>
    <p class="figures">${text.map((part) => html`<span>${part}</span> `)}</p>
    <p class="wrong">
      <span aria-live=${isNews ? "polite" : "off"}>${erred === 0 ? nothing : strings.erred(erred)}</span>
      ${
        erred === 0
          ? nothing
          : html`<button
              type="button"
              class="plain"
              @click=${(event: Event) => openLogs(tools, context, { key, name }, "exceptions", event)}
            >
              ${strings.showErrors}
            </button>`
      }
    </p>
  </div>`;
}
