import type { TemplateResult } from "lit/html.js";
import type { InsightTools } from "../view/context.js";
import type { ClusterView } from "../view/model.js";
import type { InsightStrings } from "./strings.js";

/** How far the work is: a bar in the colours of the tasks' states, and the same as text. Nothing for a cluster without any. */
export function taskProgress(
  { html, svg, nothing }: InsightTools,
  strings: InsightStrings,
  { tasks }: ClusterView,
): TemplateResult | typeof nothing {
  if (tasks === null || tasks.all === 0) return nothing;
  const { all, released, memory, processing, erred } = tasks;
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
    <p class="wrong" aria-live="polite">${erred === 0 ? nothing : strings.erred(erred)}</p>
  </div>`;
}
