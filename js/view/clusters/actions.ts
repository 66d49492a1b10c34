import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { ClusterView, UserEvent } from "../model.js";
import type { ClusterChoice } from "../session/mount-options.js";
import { disabledKeepingFocus, whenEnabled } from "../ui/disabled.js";
import { copyIcon, dashboardIcon, insertIcon, outsideIcon } from "../ui/icons.js";
import { grab } from "./grab.js";
import { logsButton } from "./insight.js";

/** What can be done with a cluster besides scaling; which of it depends on its status and on the host. */
export function clusterActions(
  context: Context,
  cluster: ClusterView,
): TemplateResult | typeof nothing {
  const { send, strings, mountOptions } = context;
  const { key, status } = cluster;

  if (status === "FAILED") {
    return html`<div class="actions few">
      ${logsButton(context, cluster)}
      <button type="button" @click=${() => send({ type: "dismiss", cluster: key })}>
        ${strings.dismiss}
      </button>
    </div>`;
  }
  // One that has stopped is in the list for no more than a moment.
  if (status === "STOPPING" || status === "STOPPED") return nothing;

  const running = status === "RUNNING";
  return html`<div class=${running ? "actions" : "actions few"}>
    ${running ? tools(context, cluster) : nothing} ${chooseButton(mountOptions.clusterChoice, key)}
    <button
      type="button"
      class="stop"
      aria-label=${strings.stop}
      title=${strings.stop}
      ${disabledKeepingFocus(!cluster.canStop)}
      @click=${whenEnabled(() => send({ type: "ask-stop", cluster: key }))}
    >
      ${strings.stopShort}
    </button>
  </div>`;
}

function chooseButton(
  choice: ClusterChoice | undefined,
  key: string,
): TemplateResult | typeof nothing {
  return choice === undefined
    ? nothing
    : html`<button
    type="button"
    class="plain"
    aria-pressed=${choice.chosen === key}
    title=${choice.title}
    @click=${() => choice.choose(key)}
  >
    ${choice.label}
  </button>`;
}

/** The connection code and the dashboard, as icons; with words beside them where there is room. */
function tools(context: Context, cluster: ClusterView): TemplateResult {
  const { send, strings, host } = context;
  const { key, hasDashboard } = cluster;
  const tool = (name: string, icon: TemplateResult, word: string, event: UserEvent) =>
    html`<button type="button" class=${`tool ${event.type}`} aria-label=${name} title=${name} @click=${() => send(event)}>
      ${icon}${word === "" ? nothing : html`<span class="word">${word}</span>`}
    </button>`;
  const open = (outside: boolean): UserEvent => ({
    type: "open-dashboard",
    cluster: key,
    outside,
  });

  return html`<div class="tools">
    ${
      host.connect
        ? html`<button
            type="button"
            class="connect"
            title=${strings.connectTitle(host.grab !== undefined)}
            @pointerdown=${grab(context, cluster)}
            @click=${() => send({ type: "connect", cluster: key })}
          >
            ${strings.connect}
          </button>`
        : nothing
    }
    <span class="word">${strings.connectionCode}</span>
    ${
      host.insert
        ? tool(strings.insertCode, insertIcon, strings.insertShort, {
            type: "insert-code",
            cluster: key,
          })
        : nothing
    }
    ${tool(strings.copyCode, copyIcon, strings.copyShort, { type: "copy-code", cluster: key })}
    ${
      hasDashboard
        ? tool(strings.openDashboard, dashboardIcon, strings.dashboardShort, open(!host.open))
        : nothing
    }
    ${
      hasDashboard && host.open
        ? tool(strings.openDashboardOutside, outsideIcon, "", open(true))
        : nothing
    }
  </div>`;
}
