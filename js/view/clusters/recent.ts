import { repeat } from "lit/directives/repeat.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import { LAUNCH_BUTTON } from "../form/launch-foot.js";
import type { FormView, RecentView } from "../model.js";
import { formatMessage } from "../strings/index.js";
import { disabledKeepingFocus, whenEnabled } from "../ui/disabled.js";
import { money } from "../ui/footprint.js";
import { formatDuration } from "../ui/format.js";
import { openedWhen } from "../ui/opened.js";
import { optionsUsed } from "./cluster.js";
import { logsButton } from "./insight.js";
import { nameHeading } from "./name.js";

/** More are folded away. */
const FEW = 5;

/**
 * The clusters that ended in the last day. They are out of sight until something is news: a cluster that ended while nobody here
 * had asked for that. `form`: where one of them can run again; null: nowhere in this mount.
 */
export function recentClusters(
  context: Context,
  recent: RecentView[],
  form: FormView | null,
): TemplateResult | typeof nothing {
  const { strings, folds, fold, mountOptions } = context;
  if (recent.length === 0) return nothing;
  const shown = folds.allRecent ? recent : recent.slice(0, FEW);
  const hasNews = recent.some((it) => it.news) || mountOptions.onlyCluster !== undefined;
  return html`<details class="recent" part="recent" ${openedWhen(hasNews)}>
    <summary><h3>${strings.recent}</h3> <span class="quiet">${recent.length}</span></summary>
    <ul role="list" aria-label=${strings.recent} tabindex="-1">
      ${repeat(
        shown,
        (it) => it.key,
        (it) => recentItem(context, it, form),
      )}
    </ul>
    ${
      shown.length < recent.length
        ? html`<button type="button" class="plain" @click=${() => fold({ allRecent: true })}>
            ${strings.showMoreRecent(recent.length - shown.length)}
          </button>`
        : nothing
    }
  </details>`;
}

function recentItem(context: Context, it: RecentView, form: FormView | null): TemplateResult {
  const { send, strings } = context;
  const { key, ended, lived, options } = it;
  const duration = lived === null ? null : formatDuration(lived, strings.units);
  return html`<li
    class=${it.news ? "cluster past news" : "cluster past"}
    tabindex="-1"
    aria-labelledby=${`${key}-name`}
    data-cluster=${key}
    data-ended=${ended}
  >
    <div class="title">
      <span class="dot"></span>
      ${nameHeading(it)}
      <span class="status">${strings.ended[ended]}</span>
      ${
        duration === null
          ? nothing
          : html`<span class="age" title=${strings.ageTitle(it.status, duration)}>${duration}</span>`
      }
    </div>
    <p class="quiet" dir="auto">
      ${formatMessage(strings, it.message)} ${it.spent === null ? nothing : strings.hasCost(money(it.spent, strings.lang))}
    </p>
    <div class="rest">
      <div class="actions">
        ${form === null || options === null ? nothing : again(context, key, form)} ${logsButton(context, it)}
        <button
          type="button"
          class="plain dismiss"
          @click=${() => send({ type: "dismiss", cluster: key })}
        >
          ${strings.dismiss}
        </button>
      </div>
      ${optionsUsed(context, { key, options: options ?? [] })}
    </div>
  </li>`;
}

function again({ send, strings }: Context, cluster: string, form: FormView): TemplateResult {
  return html`<button
      type="button"
      class="plain"
      title=${strings.runAgainTitle}
      @click=${(event: Event) => {
        send({ type: "run-again", cluster, launch: false });
        goToForm(event);
      }}
    >
      ${strings.runAgain}
    </button>
    <button
      type="button"
      class="plain"
      title=${strings.launchNowTitle}
      ${disabledKeepingFocus(form.launching)}
      @click=${whenEnabled(() => send({ type: "run-again", cluster, launch: true }))}
    >
      ${strings.launchNow}
    </button>`;
}

/** Where the options are now. */
function goToForm({ currentTarget }: Event): void {
  const root = (currentTarget as Element).getRootNode() as ShadowRoot;
  queueMicrotask(() => {
    const button = root.getElementById(LAUNCH_BUTTON);
    const column = button?.closest("details");
    if (column) column.open = true;
    button?.focus();
  });
}
