import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { FormView } from "../model.js";
import { formatMessage } from "../strings/index.js";
import { adviceLine } from "../ui/advice.js";
import { disabledKeepingFocus } from "../ui/disabled.js";
import { elementDirective } from "../ui/element-directive.js";
import { footprintLine } from "../ui/footprint.js";
import { noticeLine } from "../ui/notice.js";
import { tickBox } from "../ui/tick.js";

/** The id of the remarks that describe the button that launches. */
export const REMARKS = "form-remarks";
/** The id of the button that launches. */
export const LAUNCH_BUTTON = "launch";

/** What is always in sight, however long the form is: the button that launches, and what came of it. */
export function launchFoot(context: Context, form: FormView): TemplateResult {
  const { strings, mountOptions } = context;
  const { obstacle } = form;
  const why = obstacle === null ? nothing : formatMessage(strings, obstacle.message);
  const about = obstacle !== null ? "obstacle" : form.remarks.length > 0 ? REMARKS : nothing;
  return html`<div class="foot" part="foot" ${sized()}>
    <span id="obstacle" hidden>${why}</span>
    ${mountOptions.launchButton === false ? nothing : footprintLine(strings, form.footprint)}
    ${
      mountOptions.launchButton === false || mountOptions.isOffline
        ? nothing
        : html`<button
            type="submit"
            id=${LAUNCH_BUTTON}
            class="primary"
            part="launch"
            title=${why}
            aria-describedby=${about}
            ${disabledKeepingFocus(!form.canLaunch, obstacle !== null)}
          >
            ${form.launching ? html`<span class="spinner"></span>` : nothing}${strings.launch}
          </button>`
    }
    <slot name="actions"></slot>
    ${launchTick(context)}
    ${noticeLine(strings, form.message, form.launching ? strings.launching : null)}
    ${form.launching ? nothing : adviceLine(form.advice)}
  </div>`;
}

let sizes: ResizeObserver | undefined;
/** Tells the form, in --foot, how much of it this hides: what gets the focus is scrolled clear of it. */
const sized = elementDirective((foot: HTMLElement) => {
  sizes ??= new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const { parentElement, offsetHeight } = target as HTMLElement;
      parentElement?.style.setProperty("--foot", `${offsetHeight}px`);
    }
  });
  sizes.observe(foot);
});

/** The host's tick for clusters that are launched. */
function launchTick({
  mountOptions: { clusterTick, launchButton },
}: Context): TemplateResult | typeof nothing {
  if (clusterTick === undefined || launchButton === false) return nothing;
  const { title, ticked, tick } = clusterTick.ofLaunch;
  return tickBox(clusterTick.label, title, ticked, tick);
}
