import { html, nothing, type TemplateResult } from "lit/html.js";
import { clusterList } from "./clusters.js";
import type { Context } from "./context.js";
import { stopDialog } from "./dialog.js";
import { optionsForm } from "./form.js";
import { alertIcon, refreshIcon } from "./icons.js";
import type { View } from "./model.js";
import { type Strings, say } from "./strings/index.js";

/** The whole panel. `asksHere`: this is the mount that shows the session's dialog. */
export function panel(context: Context, view: View, asksHere: boolean): TemplateResult {
  const { strings } = context;
  const key = view.confirmStop;
  return html`<section
      class="panel"
      aria-label=${strings.title}
      tabindex="-1"
      data-connection=${view.connection}
    >
      ${header(context, view)} ${problem(context, view)}
      <div class="columns">
        ${
          view.form === null
            ? nothing
            : html`<details class="column" open>
          <summary><h3>${strings.newCluster}</h3></summary>
          ${optionsForm(context, view.form)}
        </details>`
        }
        ${view.clusters === null ? nothing : html`<div class="column">${clusterList(context, view.clusters)}</div>`}
        ${waiting(strings, view)}
      </div>
    </section>
    ${
      key !== null && asksHere
        ? stopDialog(
            context,
            key,
            view.clusters?.find((cluster) => cluster.key === key),
          )
        : nothing
    }`;
}

function header({ send, strings }: Context, view: View): TemplateResult {
  return html`<header>
    <div>
      <h2>${strings.title}</h2>
      <p class="where">
        ${view.address === null ? nothing : html`<bdi>${breakable(view.address)}</bdi>`}
        ${view.version === null ? nothing : html`<span>${strings.version(view.version)}</span>`}
      </p>
    </div>
    <button
      type="button"
      class="tool"
      aria-label=${strings.refresh}
      title=${strings.refresh}
      @click=${() => send({ type: "refresh" })}
    >
      ${refreshIcon}
    </button>
  </header>`;
}

/** A long address breaks after a slash rather than inside a word. */
function breakable(address: string): TemplateResult[] {
  return address.split(/(?<=\/)(?!\/)/).map((part) => html`${part}<wbr />`);
}

function problem({ send, strings }: Context, view: View): TemplateResult | typeof nothing {
  if (view.problem === null) return nothing;
  return html`<div class="problem" role=${view.problem.level === "error" ? "alert" : "status"}>
    ${alertIcon}
    <p dir="auto">${say(strings, view.problem.words)}</p>
    <button type="button" @click=${() => send({ type: "refresh" })}>${strings.tryAgain}</button>
  </div>`;
}

/** What is still on its way, unless a problem explains why it does not come. */
function waiting(strings: Strings, view: View): TemplateResult | typeof nothing {
  if (view.problem !== null && !view.loading) return nothing;
  if (view.form !== null && view.clusters !== null) return nothing;
  return html`<p class="waiting" role="status">
    <span class="spinner"></span>${view.form === null ? strings.loading : strings.clustersLoading}
  </p>`;
}

/** What stands in the panel's place after a programming fault. */
export function crashed(strings: Strings): TemplateResult {
  return html`<section class="panel" aria-label=${strings.title}>
    <div class="problem" role="alert">${alertIcon}<p>${strings.crashed}</p></div>
  </section>`;
}
