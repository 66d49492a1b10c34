import type { TemplateResult } from "lit/html.js";
import type { Choosing, ChoosingTools, Context } from "../view/context.js";
import type { FormView } from "../view/model.js";
import { ticked, ticks } from "./fields.js";
import { choosingStrings } from "./strings.js";

/** "A link to these options": asks which mappings go into it. */
export function linkDialog(
  tools: ChoosingTools,
  context: Context,
  choosing: Choosing,
  form: FormView,
): TemplateResult {
  const { html, formDialog } = tools;
  const strings = choosingStrings(context.strings);
  const close = () => context.choose({ ...choosing, dialog: null });
  const copy = (event: SubmitEvent) => {
    event.preventDefault();
    const mappings = ticked(event.currentTarget as HTMLFormElement);
    close();
    context.send({ type: "copy-link", mappings });
  };
  return formDialog(
    "choosing",
    html`<form @submit=${copy}>
      <h3 id="choosing">${strings.link}</h3>
      <p>${strings.linkAbout}</p>
      ${ticks(tools, strings, form.fields, strings.mappingsInLink)}
      <div class="buttons">
        <button type="button" class="cancel" @click=${close}>${strings.cancel}</button>
        <button type="submit" class="primary">${strings.copyLink}</button>
      </div>
    </form>`,
    close,
    "choosing",
  );
}
