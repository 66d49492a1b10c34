import { html, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { ClusterView } from "../model.js";
import { disabledKeepingFocus } from "../ui/disabled.js";
import { inputError } from "../ui/input-error.js";
import { spinButton } from "../ui/spin-button.js";

/** The two ways to say how many workers a cluster has. Each is a form: Enter in it does what its button does. */
export function scaling(context: Context, cluster: ClusterView): TemplateResult {
  const { send, strings } = context;
  const { key } = cluster;
  const id = (input: string) => `${key}-${input}`;
  const input = (which: "workers" | "minimum" | "maximum", name: string, placeholder: string) =>
    spinButton(strings, {
      id: id(which),
      name,
      input: cluster[`${which}Input`],
      errorId: `${id(which)}-error`,
      placeholder,
      onText: (text) => send({ type: "edit-cluster", cluster: key, input: which, text }),
    });
  const error = (which: "workers" | "minimum" | "maximum") =>
    inputError(strings, `${id(which)}-error`, cluster[`${which}Input`].error);

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
        <button type="submit" ${disabledKeepingFocus(!cluster.canScale)}>${strings.scale}</button>
      </div>
      ${error("workers")}
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
        <button type="submit" ${disabledKeepingFocus(!cluster.canAdapt)}>${strings.adapt}</button>
      </div>
      ${error("minimum")} ${error("maximum")}
    </form>
  </div>`;
}
