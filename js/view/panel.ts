import { html, nothing, type TemplateResult } from "lit/html.js";
import { PartError } from "../page/parts.js";
import { clusterList } from "./clusters/list.js";
import { recentClusters } from "./clusters/recent.js";
import { stopAllDialog } from "./clusters/stop-all.js";
import { stopDialog } from "./clusters/stop-dialog.js";
import type { Context } from "./context.js";
import { choosingDialog } from "./form/choosing.js";
import { mappingDialog } from "./form/fold.js";
import { optionsForm } from "./form/form.js";
import type { View } from "./model.js";
import { specProblem } from "./spec-problem.js";
import { formatMessage, type Strings } from "./strings/index.js";
import { alertIcon, refreshIcon } from "./ui/icons.js";
import { longText } from "./ui/long-text.js";
import { remarkList } from "./ui/remarks.js";

/** The whole panel. `ownsDialog`: this is the mount that shows the session's dialog. */
export function panel(context: Context, view: View, ownsDialog: boolean): TemplateResult {
  const { strings, mountOptions } = context;
  const { view: part, onlyCluster, programStatus } = mountOptions;
  const key = view.confirmStop;
  const form = part === "clusters" ? null : view.form;
  const opened = form?.fields.find(({ name }) => name === context.folds.opened);
  const all = part === "options" ? null : view.clusters;
  const clusters =
    onlyCluster === undefined ? all : (all?.filter((it) => it.key === onlyCluster) ?? null);
  const recent =
    onlyCluster === undefined ? view.recent : view.recent.filter((it) => it.key === onlyCluster);
  const choosing = form === null ? null : choosingDialog(context, form, view.presets);
  return html`<section
      class="panel"
      part="panel"
      aria-label=${strings.title}
      tabindex="-1"
      data-connection=${mountOptions.isOffline ? "offline" : view.connection}
    >
      ${header(context, view)}
      ${shared(context)}
      ${
        programStatus === undefined
          ? nothing
          : html`<p class="program" role="status" data-python=${programStatus.state}>${programStatus.text}</p>`
      }
      ${problem(context, view)}
      ${slow(context, view)}
      ${remarkList(strings, view.remarks)}
      <div class="columns">
        ${
          form === null
            ? nothing
            : html`<details class="column" open>
          <summary><h3>${strings.newCluster}</h3></summary>
          ${optionsForm(context, form, view.presets)}
        </details>`
        }
        ${
          clusters === null
            ? nothing
            : html`<div class="column" part="clusters">
          ${clusterList(context, clusters)} ${recentClusters(context, recent, form)}
        </div>`
        }
        ${waiting(context, view)}
      </div>
    </section>
    ${
      key !== null && ownsDialog
        ? stopDialog(
            context,
            key,
            view.clusters?.find((cluster) => cluster.key === key),
          )
        : view.stopAll !== null && ownsDialog
          ? stopAllDialog(context, view.stopAll, view.clusters ?? [])
          : choosing !== null
            ? choosing
            : opened?.control.kind === "mapping"
              ? mappingDialog(context, opened)
              : nothing
    }`;
}

function header({ send, strings, mountOptions }: Context, view: View): TemplateResult {
  return html`<header part="header">
    <div>
      <h2>${strings.title}</h2>
      <p class="where">
        ${view.address === null ? nothing : html`<bdi>${breakable(view.address)}</bdi>`}
        ${view.version === null ? nothing : html`<span>${strings.version(view.version)}</span>`}
      </p>
    </div>
    ${
      mountOptions.isOffline
        ? nothing
        : html`<button
            type="button"
            class="tool"
            aria-label=${strings.refresh}
            title=${strings.refresh}
            @click=${() => send({ type: "refresh" })}
          >
            ${refreshIcon}
          </button>`
    }
  </header>`;
}

/** That everything here is somebody else's, and what is done is done as that user. */
function shared({ strings, host }: Context): TemplateResult | typeof nothing {
  if (host.sharedBy === undefined) return nothing;
  return html`<p class="program" role="note">${strings.sharedBy(host.sharedBy)}</p>`;
}

/** A long address breaks after a slash rather than inside a word. */
function breakable(address: string): TemplateResult[] {
  return address.split(/(?<=\/)(?!\/)/).map((part) => html`${part}<wbr />`);
}

/** Why the gateway cannot be used at the moment, and what to do about it. */
function problem(
  { send, strings, host, mountOptions }: Context,
  view: View,
): TemplateResult | typeof nothing {
  if (view.problem === null) return nothing;
  if (mountOptions.isOffline) {
    return html`<div class="problem" part="problem" role="alert">
      ${alertIcon}
      <p dir="auto">${specProblem(strings, view.problem.message)}</p>
    </div>`;
  }
  // That nobody has set one up is no fault.
  const isNone = view.problem.message.id === "not-configured";
  return html`<div
    class=${isNone ? "problem none" : "problem"}
    part="problem"
    role=${view.problem.level === "error" && !isNone ? "alert" : "status"}
  >
    ${isNone ? nothing : alertIcon}
    <p dir="auto">${longText(strings, formatMessage(strings, view.problem.message))}</p>
    <div class="buttons">
      ${
        isNone
          ? nothing
          : html`<button type="button" @click=${() => send({ type: "refresh" })}>${strings.tryAgain}</button>`
      }
      ${
        host.checkConnection === undefined
          ? nothing
          : html`<button type="button" @click=${() => host.checkConnection?.()}>${strings.checkConnection}</button>`
      }
    </div>
  </div>`;
}

/** That an answer which somebody waits for does not come yet. The element stays, for what is put into it to be announced. */
function slow({ strings }: Context, view: View): TemplateResult {
  return html`<p class="slow" aria-live="polite">${view.slow === null ? nothing : formatMessage(strings, view.slow)}</p>`;
}

/** What is still on its way, unless a problem explains why it does not come. */
function waiting({ strings, mountOptions }: Context, view: View): TemplateResult | typeof nothing {
  if (view.problem !== null && !view.loading) return nothing;
  const hasForm = view.form !== null || mountOptions.view === "clusters";
  const hasClusters = view.clusters !== null || mountOptions.view === "options";
  if (hasForm && hasClusters) return nothing;
  return html`<p class="waiting" role="status">
    <span class="spinner"></span>${view.form === null ? strings.loading : strings.clustersLoading}
  </p>`;
}

/** What stands in the panel's place after a programming fault, or where a part of the program cannot be had. */
export function crashed(strings: Strings, error: unknown): TemplateResult {
  const text =
    error instanceof PartError ? strings.elementNotLoaded(error.message) : strings.crashed;
  return html`<section class="panel" aria-label=${strings.title}>
    <div class="problem" role="alert">${alertIcon}<p>${text}</p>
      <div class="buttons">
        <button type="button" @click=${() => location.reload()}>${strings.reload}</button>
      </div>
    </div>
  </section>`;
}
