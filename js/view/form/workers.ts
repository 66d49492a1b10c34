import { html, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { FormView } from "../model.js";
import { inputError } from "../ui/input-error.js";
import { spinButton } from "../ui/spin-button.js";

/** The ids of the two inputs. */
const COUNT = "workers-at-start";
const UP_TO = "workers-up-to";

/** "Workers at start": none, so many, or as many as the work needs between the two numbers. */
export function workersAtStart(
  { send, strings }: Context,
  { count, upTo, changed }: FormView["workers"],
): TemplateResult {
  return html`<div class=${changed ? "field at-start changed" : "field at-start"}>
    <div class="inputs">
      <label for=${COUNT}>${strings.workersAtStart}</label>
      ${spinButton(strings, {
        id: COUNT,
        name: strings.workersAtStart,
        input: count,
        placeholder: upTo.text.trim() === "" ? strings.noWorkers : "0",
        onText: (text) => send({ type: "edit-workers", text }),
      })}
      <label for=${UP_TO}>${strings.upTo}</label>
      ${spinButton(strings, {
        id: UP_TO,
        name: strings.upTo,
        input: upTo,
        placeholder: "",
        onText: (text) => send({ type: "edit-up-to", text }),
      })}
    </div>
    ${inputError(strings, `${COUNT}-error`, count.error)}
    ${inputError(strings, `${UP_TO}-error`, upTo.error)}
  </div>`;
}

/** Focuses the one of the two that is wrong, whose own description says why. */
export function goToWorkers({ currentTarget }: Event, { count }: FormView["workers"]): void {
  const root = (currentTarget as Element).getRootNode() as ShadowRoot;
  root.getElementById(count.error === null ? UP_TO : COUNT)?.focus();
}
