import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { ClusterView, InputView, Message, ScalingInput } from "../model.js";
import { formatMessage } from "../strings/index.js";
import { disabledKeepingFocus } from "../ui/disabled.js";
import { footprintLine } from "../ui/footprint.js";
import { inputError } from "../ui/input-error.js";
import { spinButton } from "../ui/spin-button.js";

/**
 * The two ways to say how many workers a cluster has. Each is a form: Enter in it is a click on its button. That is heard of 0.3 ms before
 * the form's `submit` would be.
 */
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

  const scaling = obstacle(cluster, cluster.canScale, "workers");
  const adapting =
    obstacle(cluster, cluster.canAdapt, "minimum") ??
    obstacle(cluster, cluster.canAdapt, "maximum", { id: "adapt-needs-maximum" });
  const mayAdapt = cluster.adaptive !== null || cluster.seemsAdaptive;
  const press =
    (type: "scale" | "adapt", can: boolean, obstacle: Obstacle | null) => (event: MouseEvent) => {
      event.preventDefault();
      if (obstacle !== null) goTo(event, id(obstacle.input));
      else if (can) send({ type, cluster: key });
    };
  const why = (obstacle: Obstacle | null) =>
    obstacle === null ? null : formatMessage(strings, obstacle.message);

  return html`<div class="scaling">
    <form novalidate>
      <div class="ask">
        <label for=${id("workers")}>${strings.workersInput}</label>
        <span class="inputs">${spin("workers", workersInput, strings.workersInput, "")}</span>
        <button
          type="submit"
          title=${why(scaling) ?? strings.scaleEndsAdapting}
          @click=${press("scale", cluster.canScale, scaling)}
          ${disabledKeepingFocus(!cluster.canScale, scaling !== null)}
        >
          ${strings.scale}
        </button>
      </div>
      ${footprintLine(strings, cluster.scaleFootprint, strings.scale)}
      ${mayAdapt ? html`<p class="hint">${strings.scaleEndsAdapting}</p>` : nothing}
      ${error("workers", workersInput)}
    </form>
    <form novalidate>
      <div class="ask">
        <label for=${id("minimum")}>${strings.adaptive}</label>
        <span class="inputs">
          ${spin("minimum", minimumInput, strings.minimumInput, strings.minimumShort)}
          <span>${strings.to}</span>
          ${spin("maximum", maximumInput, strings.maximumInput, strings.maximumShort)}
        </span>
        <button
          type="submit"
          title=${why(adapting) ?? nothing}
          @click=${press("adapt", cluster.canAdapt, adapting)}
          ${disabledKeepingFocus(!cluster.canAdapt, adapting !== null)}
        >
          ${strings.adapt}
        </button>
      </div>
      ${footprintLine(strings, cluster.adaptFootprint, strings.adapt)}
      ${error("minimum", minimumInput)} ${error("maximum", maximumInput)}
    </form>
  </div>`;
}

/** What a button waits for: this input, and why. */
interface Obstacle {
  input: ScalingInput;
  message: Message;
}

/** `fallback`: what is missing where the input itself is not marked as wrong. */
function obstacle(
  cluster: ClusterView,
  can: boolean,
  input: ScalingInput,
  fallback: Message | null = null,
): Obstacle | null {
  if (can || cluster.busy) return null;
  const message = cluster[`${input}Input`].error ?? fallback;
  return message && { input, message };
}

/** Focuses an input, whose own description says what is wrong with it. */
function goTo({ currentTarget }: Event, id: string): void {
  (currentTarget as HTMLButtonElement).form?.querySelector<HTMLElement>(`[id="${id}"]`)?.focus();
}
