import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import { plainText } from "../../page/plain-text.js";
import type { Context } from "../context.js";
import type { ClusterView, StopAllView, StopRow } from "../model.js";
import { formatMessage } from "../strings/index.js";
import { modalDialog } from "../ui/dialog.js";
import { disabledKeepingFocus, whenEnabled } from "../ui/disabled.js";

/** Where there are several that can be stopped. */
export function stopAllButton(
  { send, strings, mountOptions }: Context,
  clusters: readonly ClusterView[],
): TemplateResult | typeof nothing {
  const several = clusters.filter((cluster) => cluster.canStop).length > 1;
  if (!several || mountOptions.onlyCluster !== undefined) return nothing;
  return html`<button type="button" class="plain" @click=${() => send({ type: "ask-stop-all" })}>
    ${strings.stopAll}
  </button>`;
}

/** "Stop these clusters?": the state of each, and what becomes of it. `clusters`: those of the list. */
export function stopAllDialog(
  context: Context,
  all: StopAllView,
  clusters: readonly ClusterView[],
): TemplateResult {
  const { send, strings } = context;
  const { rows, stopping } = all;
  const ticked = rows.filter((row) => row.ticked);
  const isBegun = ticked.some((row) => row.state !== null);
  const known = new Map(clusters.map((cluster) => [cluster.key, cluster]));
  const done = ticked.filter((row) => row.state === "stopped").length;
  const cancel = () =>
    send(stopping ? { type: "cancel-stops" } : { type: "answer-stop", stop: false });
  return modalDialog({
    question: strings.stopAllQuestion,
    consequence: strings.stopAllConsequence,
    content: html`<ul class="stops" role="list">
        ${repeat(
          rows,
          (row) => row.key,
          (row) => stopRow(context, row, known.get(row.key)),
        )}
      </ul>
      <p role="status" class="message">
        ${isBegun ? strings.stopsDone(done, ticked.length) : nothing}
      </p>`,
    buttons: html`<button type="button" class="cancel" autofocus @click=${cancel}>
        ${isBegun && !stopping ? strings.close : strings.cancel}
      </button>
      <button
        type="button"
        class="danger"
        ${disabledKeepingFocus(!all.canStop)}
        @click=${whenEnabled(() => send({ type: "answer-stop", stop: true }))}
      >
        ${strings.stopAnswer}
      </button>`,
    onCancel: cancel,
  });
}

/** `cluster` is undefined once it has left the list. */
function stopRow(
  { send, strings }: Context,
  row: StopRow,
  cluster: ClusterView | undefined,
): TemplateResult {
  const { key, name, ticked, state, message } = row;
  const before = cluster && [
    strings.status[cluster.status],
    ...(cluster.workers ? [strings.workers(cluster.workers)] : []),
  ];
  const id = `${key}-stop-state`;
  return html`<li data-cluster=${key} data-state=${state ?? nothing}>
    <label>
      <input
        type="checkbox"
        aria-describedby=${id}
        .checked=${live(ticked)}
        ?disabled=${state !== null && state !== "refused"}
        @change=${(event: Event) =>
          send({
            type: "tick-stop",
            cluster: key,
            ticked: (event.currentTarget as HTMLInputElement).checked,
          })}
      />
      <span dir="auto">${plainText(name)}</span>
    </label>
    <span id=${id} class=${state === "refused" ? "state wrong" : "state"} dir="auto"
      >${state === null ? before?.join(" · ") : strings.stopStates[state]}${message === null ? nothing : `: ${formatMessage(strings, message)}`}</span
    >
  </li>`;
}
