import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { Cluster, Words } from "../model.js";
import { say } from "../strings/index.js";
import { off } from "../ui/disabled.js";
import { spin } from "../ui/spin.js";

/** The two ways to say how many workers a cluster has. Each is a form: Enter in it does what its button does. */
export function scaling(context: Context, cluster: Cluster): TemplateResult {
  const { send, strings } = context;
  const { key } = cluster;
  const id = (input: string) => `${key}-${input}`;
  const input = (which: "workers" | "minimum" | "maximum", name: string, placeholder: string) =>
    spin(context, {
      id: id(which),
      name,
      input: cluster[`${which}Input`],
      errorId: `${id(which)}-error`,
      placeholder,
      onText: (text) => send({ type: "edit-cluster", cluster: key, input: which, text }),
    });

  return html`<div class="scaling">
    <form
      novalidate
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        if (cluster.canScale) send({ type: "scale", cluster: key });
      }}
    >
      <div class="ask">
        <label for=${id("workers")}>${strings.workersInput}</label>
        <span class="inputs">${input("workers", strings.workersInput, "")}</span>
        <button type="submit" ${off(!cluster.canScale)}>${strings.scale}</button>
      </div>
      ${wrong(context, id("workers"), cluster.workersInput.error)}
    </form>
    <form
      novalidate
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        if (cluster.canAdapt) send({ type: "adapt", cluster: key });
      }}
    >
      <div class="ask">
        <label for=${id("minimum")}>${strings.adaptive}</label>
        <span class="inputs">
          ${input("minimum", strings.minimumInput, strings.minimumShort)}
          <span>${strings.to}</span>
          ${input("maximum", strings.maximumInput, strings.maximumShort)}
        </span>
        <button type="submit" ${off(!cluster.canAdapt)}>${strings.adapt}</button>
      </div>
      ${wrong(context, id("minimum"), cluster.minimumInput.error)}
      ${wrong(context, id("maximum"), cluster.maximumInput.error)}
    </form>
  </div>`;
}

function wrong({ strings }: Context, id: string, error: Words | null): TemplateResult {
  return html`<div class="said" aria-live="polite">
    ${error === null ? nothing : html`<p class="wrong" id=${`${id}-error`}>${say(strings, error)}</p>`}
  </div>`;
}
