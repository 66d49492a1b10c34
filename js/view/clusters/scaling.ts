import { html, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { ClusterView, InputView, ScalingInput } from "../model.js";
import { disabledKeepingFocus } from "../ui/disabled.js";
import { inputError } from "../ui/input-error.js";
import { spinButton } from "../ui/spin-button.js";

/** The two ways to say how many workers a cluster has. Each is a form: Enter in it does what its button does. */
export function scaling(context: Context, cluster: ClusterView): TemplateResult {
  const { send, strings } = context;
  const { key, workersInput, minimumInput, maximumInput } = cluster;
  const id = (input: ScalingInput) => `${key}-${input}`;
  const spin = (input: ScalingInput, view: InputView, name: string, placeholder: string) =>
    spinButton(strings, {
      id: id(input),
      name,
      input: view,
      placeholder,
      onText: (text) => send({ type: "edit-cluster", cluster: key, input, text }),
    });
  const error = (input: ScalingInput, view: InputView) =>
    inputError(strings, `${id(input)}-error`, view.error);

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
        <span class="inputs">${spin("workers", workersInput, strings.workersInput, "")}</span>
        <button type="submit" ${disabledKeepingFocus(!cluster.canScale)}>${strings.scale}</button>
      </div>
      ${error("workers", workersInput)}
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
          ${spin("minimum", minimumInput, strings.minimumInput, strings.minimumShort)}
          <span>${strings.to}</span>
          ${spin("maximum", maximumInput, strings.maximumInput, strings.maximumShort)}
        </span>
        <button type="submit" ${disabledKeepingFocus(!cluster.canAdapt)}>${strings.adapt}</button>
      </div>
      ${error("minimum", minimumInput)} ${error("maximum", maximumInput)}
    </form>
  </div>`;
}
