import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { Cluster, UserEvent } from "../model.js";
import type { MountOptions } from "../session/mount-options.js";
import { isOff, off } from "../ui/disabled.js";
import { copyIcon, dashboardIcon, insertIcon, outsideIcon } from "../ui/icons.js";

/** What can be done with a cluster besides scaling; which of it depends on its status and on the host. */
export function clusterActions(
  context: Context,
  cluster: Cluster,
): TemplateResult | typeof nothing {
  const { send, strings } = context;
  const { key, status } = cluster;
  const press = (event: UserEvent) => (click: MouseEvent) => {
    if (!isOff(click.currentTarget as Element)) send(event);
  };

  if (status === "STOPPED" || status === "FAILED") {
    return html`<div class="actions few">
      <button type="button" @click=${press({ type: "dismiss", cluster: key })}>
        ${strings.dismiss}
      </button>
    </div>`;
  }
  if (status === "STOPPING") return nothing;

  const running = status === "RUNNING";
  return html`<div class=${running ? "actions" : "actions few"}>
    ${running ? tools(context, cluster, press) : nothing} ${choice(context.options, key)}
    <button
      type="button"
      class="stop"
      aria-label=${strings.stop}
      title=${strings.stop}
      ${off(!cluster.canStop)}
      @click=${press({ type: "ask-stop", cluster: key })}
    >
      ${strings.stopShort}
    </button>
  </div>`;
}

function choice(
  { clusterChoice: its }: MountOptions,
  key: string,
): TemplateResult | typeof nothing {
  return its === undefined
    ? nothing
    : html`<button
    type="button"
    class="plain"
    aria-pressed=${its.chosen === key ? "true" : "false"}
    title=${its.title}
    @click=${() => its.choose(key)}
  >
    ${its.label}
  </button>`;
}

function tools(
  context: Context,
  { key, hasDashboard }: Cluster,
  press: (event: UserEvent) => (click: MouseEvent) => void,
): TemplateResult {
  const { strings, canInsert, canOpenInside } = context;
  const tool = (name: string, icon: TemplateResult, word: string, event: UserEvent) =>
    html`<button type="button" class=${`tool ${event.type}`} aria-label=${name} title=${name} @click=${press(event)}>
      ${icon}${word === "" ? nothing : html`<span class="word">${word}</span>`}
    </button>`;
  const open = (outside: boolean): UserEvent => ({ type: "open-dashboard", cluster: key, outside });

  return html`<div class="tools">
    <span class="word">${strings.connectionCode}</span>
    ${
      canInsert
        ? tool(strings.insertCode, insertIcon, strings.insertShort, {
            type: "insert-code",
            cluster: key,
          })
        : nothing
    }
    ${tool(strings.copyCode, copyIcon, strings.copyShort, { type: "copy-code", cluster: key })}
    ${
      hasDashboard
        ? tool(strings.openDashboard, dashboardIcon, strings.dashboardShort, open(!canOpenInside))
        : nothing
    }
    ${
      hasDashboard && canOpenInside
        ? tool(strings.openDashboardOutside, outsideIcon, "", open(true))
        : nothing
    }
  </div>`;
}
