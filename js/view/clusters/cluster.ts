import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { ClusterView, OptionView } from "../model.js";
import { formatMessage } from "../strings/index.js";
import { adviceLine } from "../ui/advice.js";
import { describeBytes, formatBytes, formatDuration } from "../ui/format.js";
import { noticeLine } from "../ui/notice.js";
import { DOTS, revealButton } from "../ui/secret.js";
import { ticking } from "../ui/ticking.js";
import { clusterActions } from "./actions.js";
import { endingLine } from "./ending.js";
import { explanation } from "./explanation.js";
import { grab } from "./grab.js";
import { insight } from "./insight.js";
import { clusterName, nameHeading } from "./name.js";
import { scaling } from "./scaling.js";
import { watched } from "./sight.js";
import { spentSoFar } from "./spending.js";
import { hostTick, withServer } from "./ticks.js";

/**
 * One cluster of the list. It can take the focus, for the case that its focused button goes away; and from the keyboard while it
 * is not `whole`, which then makes it so.
 */
export function clusterItem(
  context: Context,
  cluster: ClusterView,
  whole: boolean,
): TemplateResult {
  const { strings, sight, host } = context;
  const { key, status } = cluster;
  const mayGrab = status === "RUNNING" && host.grab !== undefined;
  const moving = status === "PENDING" || status === "STOPPING";

  return html`<li
    class=${`cluster ${status.toLowerCase()}${cluster.noFigures?.id === "scheduler-silent" ? " silent" : ""}`}
    part="cluster"
    tabindex=${whole ? "-1" : "0"}
    aria-labelledby=${`${key}-name`}
    aria-busy=${cluster.busy}
    data-cluster=${key}
    data-status=${status}
    data-workers=${cluster.workers ?? nothing}
    ${watched(sight, key)}
  >
    <div
      class=${mayGrab ? "title grab" : "title"}
      title=${mayGrab ? strings.dragTitle : nothing}
      @pointerdown=${grab(context, cluster)}
    >
      <span class=${moving ? "spinner" : "dot"}></span>
      ${whole ? clusterName(context, cluster) : nameHeading(cluster)}
      <span class="status">${strings.status[status]}</span>
      ${whole ? age(context, cluster) : nothing}
    </div>
    ${whole ? details(context, cluster) : nothing}
  </li>`;
}

/** All that takes time to draw. */
function details(context: Context, cluster: ClusterView): TemplateResult {
  const { status } = cluster;
  return html`${figures(context, cluster)} ${insight(context, cluster)}
    ${status === "FAILED" ? nothing : explanation(context, cluster)}
    ${endingLine(context, cluster.ending)}
    ${status === "RUNNING" ? scaling(context, cluster) : nothing}
    ${withServer(context, cluster)} ${hostTick(context, cluster)}
    ${noticeLine(context.strings, cluster.message)} ${adviceLine(cluster.advice)}
    ${status === "FAILED" ? explanation(context, cluster) : nothing}
    <div class="rest">${clusterActions(context, cluster)} ${optionsUsed(context, cluster)}</div>`;
}

/** How old it is, or how long it lived. */
function age(
  { strings, clock }: Context,
  { status, start, end }: ClusterView,
): TemplateResult | typeof nothing {
  // The gateway did not say so that it could be read.
  if (start === 0) return nothing;
  return html`<span
    class="age"
    ${ticking(clock, (now) => {
      // The gateway's clock may be another.
      const text = formatDuration(((end ?? now) - start) / 1_000, strings.units);
      return { text, title: strings.ageTitle(status, text) };
    })}
  ></span>`;
}

function figures(context: Context, cluster: ClusterView): TemplateResult | typeof nothing {
  const { strings } = context;
  const { atStart } = cluster;
  if (cluster.status === "PENDING" && (cluster.explanation.length === 0 || atStart !== null))
    return html`<p class="figures">
      ${cluster.explanation.length === 0 ? strings.pendingHint : nothing}
      ${atStart === null ? nothing : strings.atStart(atStart.minimum, atStart.maximum)}
    </p>`;
  if (cluster.status !== "RUNNING") return nothing;
  const { workers, asked, adaptive, seemsAdaptive } = cluster;
  const parts: string[] = [];
  if (asked !== null) parts.push(strings.scaling(workers, asked));
  else if (workers !== null) parts.push(strings.workers(workers));
  // Without workers the rest is 0 as well.
  if (workers !== 0 && cluster.threads !== null) parts.push(strings.threads(cluster.threads));
  if (workers !== 0 && cluster.memory !== null)
    parts.push(formatBytes(cluster.memory, strings.lang));
  if (adaptive !== null) parts.push(strings.adaptiveRange(adaptive.minimum, adaptive.maximum));
  if (seemsAdaptive) parts.push(strings.seemsAdaptive);
  if (cluster.noFigures !== null) parts.push(formatMessage(strings, cluster.noFigures));
  if (parts.length === 0 && cluster.spending === null) return nothing;

  const arriving = asked !== null && workers !== null && workers < asked;
  return html`<p class="figures">${parts.map((part) => html`<span>${part}</span> `)}${spentSoFar(context, cluster.spending)}</p>
    ${
      arriving
        ? html`<progress
            aria-label=${strings.scaling(workers, asked)}
            max=${asked}
            .value=${workers}
          ></progress>`
        : nothing
    }`;
}

/** The options that a cluster was made with, to be looked up. */
export function optionsUsed(
  context: Context,
  cluster: { key: string; options: OptionView[] },
): TemplateResult | typeof nothing {
  if (cluster.options.length === 0) return nothing;
  return html`<details class="used">
    <summary>${context.strings.options}</summary>
    <dl>
      ${cluster.options.map(
        (option, index) =>
          html`<div><dt dir="auto">${option.label}</dt>${optionValue(context, option, `${cluster.key} ${index}`)}</div>`,
      )}
    </dl>
  </details>`;
}

function optionValue(
  context: Context,
  { label, value, isBytes, secret }: OptionView,
  secretId: string,
): TemplateResult {
  const size = isBytes ? ` (${describeBytes(Number(value), context.strings.lang)})` : "";
  if (!secret) return html`<dd dir="auto">${value}${size}</dd>`;
  return html`<dd class="secret">
    ${
      context.revealed.has(secretId)
        ? html`<bdi>${value}</bdi>`
        : html`<span aria-hidden="true">${DOTS}</span>`
    }${revealButton(context, secretId, label)}
  </dd>`;
}
