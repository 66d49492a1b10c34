import type { TemplateResult } from "lit/html.js";
import { plainText } from "../page/plain-text.js";
import type { Choosing, ChoosingTools, Context } from "../view/context.js";
import type { FormView, PresetsView } from "../view/model.js";
import { ticked, ticks } from "./fields.js";
import { readFile } from "./file.js";
import { choosingStrings } from "./strings.js";

/** "Presets": saves what is in the form, and keeps order among the user's own. */
export function presetsDialog(
  tools: ChoosingTools,
  context: Context,
  choosing: Choosing,
  form: FormView,
  presets: PresetsView,
): TemplateResult {
  const { html, formDialog } = tools;
  const strings = choosingStrings(context.strings);
  const isAsking = presets.conflicts.length > 0;
  const close = () => {
    if (isAsking) context.send({ type: "answer-import", answer: "cancel" });
    context.choose({ ...choosing, dialog: null });
  };
  return formDialog(
    "choosing",
    html`<h3 id="choosing">${strings.presets}</h3>
      ${
        isAsking
          ? conflicts(tools, context, presets.conflicts, close)
          : html`${saving(tools, context, choosing, form, presets)} ${own(tools, context, presets)}
              ${files(tools, context, presets, close)}`
      }`,
    close,
    "choosing",
  );
}

function saving(
  tools: ChoosingTools,
  context: Context,
  choosing: Choosing,
  form: FormView,
  { items }: PresetsView,
): TemplateResult {
  const { html, nothing, formatMessage } = tools;
  const strings = choosingStrings(context.strings);
  const { obstacle, fields } = form;
  const name = choosing.name.trim().replace(/\s+/g, " ");
  const isTaken = items.some((item) => item.kind === "own" && item.name === name);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    if (obstacle !== null || name === "") return;
    const mappings = ticked(event.currentTarget as HTMLFormElement);
    context.choose({ ...choosing, dialog: null });
    context.send({ type: "save-preset", name, mappings, replace: isTaken });
  };
  const type = (event: Event) =>
    context.choose({ ...choosing, name: (event.currentTarget as HTMLInputElement).value });
  const why = obstacle === null ? null : formatMessage(context.strings, obstacle.message);
  return html`<form @submit=${save}>
    <label for="preset-name">${strings.saveAs}</label>
    <input
      type="text"
      id="preset-name"
      maxlength="100"
      autocomplete="off"
      dir="auto"
      aria-describedby="preset-why"
      .value=${choosing.name}
      @input=${type}
    />
    <p class=${why === null ? "note" : "wrong"} id="preset-why" aria-live="polite">
      ${why ?? (isTaken ? strings.taken(plainText(name)) : nothing)}
    </p>
    ${ticks(tools, strings, fields, strings.mappings)}
    <div class="buttons">
      <button type="submit" class="primary" ?disabled=${obstacle !== null || name === ""}>
        ${isTaken ? strings.replace : strings.save}
      </button>
    </div>
  </form>`;
}

function own(
  { html, nothing }: ChoosingTools,
  { send, strings: words }: Context,
  { items }: PresetsView,
): TemplateResult | typeof nothing {
  const strings = choosingStrings(words);
  const mine = items.filter(({ kind }) => kind === "own");
  if (mine.length === 0) return nothing;
  return html`<h4>${strings.yours}</h4>
    <ul class="presets">
      ${mine.map(
        ({ name }) => html`<li>
          <span dir="auto">${plainText(name)}</span>
          <button
            type="button"
            class="plain"
            aria-label=${strings.removeNamed(plainText(name))}
            @click=${(event: Event) => {
              keepFocus(event.currentTarget as HTMLElement);
              send({ type: "remove-preset", name });
            }}
          >
            ${strings.remove}
          </button>
        </li>`,
      )}
    </ul>`;
}

/** The button goes with its row: who works by keyboard goes on in the dialog. */
function keepFocus(button: HTMLElement): void {
  button.closest("dialog")?.querySelector<HTMLElement>("#preset-name")?.focus();
}

function files(
  { html, nothing }: ChoosingTools,
  context: Context,
  { items }: PresetsView,
  close: () => void,
): TemplateResult {
  const strings = choosingStrings(context.strings);
  const take = async ({ currentTarget }: Event) => {
    const input = currentTarget as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = "";
    if (file === undefined) return;
    const text = await readFile(file);
    // What there is to say stands in the form, and what is to be asked has its own dialog.
    close();
    context.send({ type: "import-presets", text });
  };
  return html`<div class="buttons">
    <button
      type="button"
      class="plain"
      @click=${({ currentTarget }: Event) => ((currentTarget as HTMLElement).nextElementSibling as HTMLElement).click()}
    >
      ${strings.importFile}
    </button>
    <input type="file" accept=".json,application/json" aria-label=${strings.importFile} hidden @change=${take} />
    ${
      items.some(({ kind }) => kind === "own")
        ? html`<button type="button" class="plain" @click=${() => context.send({ type: "export-presets" })}>
            ${strings.exportFile}
          </button>`
        : nothing
    }
    <button type="button" @click=${close}>${strings.close}</button>
  </div>`;
}

function conflicts(
  { html }: ChoosingTools,
  context: Context,
  names: readonly string[],
  cancel: () => void,
): TemplateResult {
  const strings = choosingStrings(context.strings);
  const answer = (kind: "replace" | "keep") => () =>
    context.send({ type: "answer-import", answer: kind });
  return html`<p dir="auto">${strings.namesTaken(names.map(plainText).join(", "))}</p>
    <div class="buttons">
      <button type="button" class="cancel" @click=${cancel}>${strings.cancel}</button>
      <button type="button" @click=${answer("keep")}>${strings.keepMine}</button>
      <button type="button" class="primary" @click=${answer("replace")}>${strings.replaceMine}</button>
    </div>`;
}
