import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { FieldView, FormView } from "../model.js";
import { formatMessage } from "../strings/index.js";
import { disabledKeepingFocus, whenEnabled } from "../ui/disabled.js";
import { openChoosing } from "./choosing.js";
import { goToObstacle } from "./go-to-obstacle.js";

/** What else can be done with the options that are chosen. */
export function formActions(context: Context, form: FormView): TemplateResult {
  const { send, strings, host, mountOptions } = context;
  const { fields, obstacle } = form;
  const why = obstacle === null ? nothing : formatMessage(strings, obstacle.message);
  return html`<div class="buttons">
    <button
      type="button"
      class="plain"
      title=${why}
      aria-describedby=${obstacle === null ? nothing : "obstacle"}
      ${disabledKeepingFocus(obstacle !== null, true)}
      @click=${(event: Event) =>
        obstacle === null ? send({ type: "copy-python" }) : goToObstacle(context, event, form)}
    >
      ${strings.copyPython}
    </button>
    ${
      host.linkTo === undefined
        ? nothing
        : html`<button
            type="button"
            class="plain"
            title=${why}
            aria-describedby=${obstacle === null ? nothing : "obstacle"}
            ${disabledKeepingFocus(obstacle !== null, true)}
            @click=${(event: Event) => {
              if (obstacle !== null) goToObstacle(context, event, form);
              else if (fields.some(isChangedMapping)) openChoosing(context, "link");
              else send({ type: "copy-link", mappings: "[]" });
            }}
          >
            ${strings.copyLink}
          </button>`
    }
    ${
      // Those of a form without a gateway would be nobody's.
      mountOptions.isOffline
        ? nothing
        : html`<button
            type="button"
            class="plain"
            aria-haspopup="dialog"
            @click=${() => openChoosing(context, "presets")}
          >
            ${strings.savePreset}
          </button>`
    }
    ${
      fields.length === 0 && !form.changed
        ? nothing
        : html`<button
            type="button"
            class="plain"
            ${disabledKeepingFocus(!form.changed)}
            @click=${whenEnabled(() => send({ type: "reset" }))}
          >
            ${strings.reset}
          </button>`
    }
    ${
      form.canPutBack
        ? html`<button type="button" class="plain" @click=${() => send({ type: "put-back" })}>
            ${strings.putBack}
          </button>`
        : nothing
    }
  </div>`;
}

/** Its values go into a link only if the user says so. */
function isChangedMapping({ changed, control }: FieldView): boolean {
  return changed && control.kind === "mapping";
}
