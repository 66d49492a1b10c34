import { plainText } from "../page/plain-text.js";
import type { ConverterPlace, ConverterTools } from "../view/context.js";
import { type Conversion, isCode } from "./conversion.js";
import { outcome } from "./outcome.js";
import { converterStrings } from "./strings.js";
import { stylesheet } from "./styles.js";

/** After the last key, in milliseconds: a text that is typed is not read at every letter. */
const PAUSE_MS = 250;

/** What is shown below the text. */
type State =
  | { type: "nothing" | "reading" }
  | { type: "read"; conversion: Conversion }
  | { type: "error"; text: string };

/** What was typed last, so that closing the dialog loses nothing. It stays in the page's memory. */
const typed = new WeakMap<ShadowRoot, string>();

/** Shows the dialog, with this text if there is one; what is in one that is open already is replaced by that. */
export function showConverter(tools: ConverterTools, place: ConverterPlace, text?: string): void {
  const { html, render, nothing } = tools;
  const { root } = place;
  const strings = converterStrings(place.strings);
  const open = root.querySelector<HTMLDialogElement>("dialog.converter");
  if (open !== null && text === undefined) return;
  open?.close();
  const sheet = stylesheet(root);
  if (!root.adoptedStyleSheets.includes(sheet))
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];

  const dialog = document.createElement("dialog");
  dialog.className = "roomy converter";
  dialog.setAttribute("aria-labelledby", "converter-title");
  dialog.setAttribute("aria-describedby", "converter-about");
  let current = text ?? typed.get(root) ?? "";
  let state: State = { type: "nothing" };
  let turn = 0;
  /** What is shown is of an earlier text than what is typed. */
  let isLate = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(next: State): void {
    state = next;
    draw();
  }

  async function read(): Promise<void> {
    clearTimeout(timer);
    isLate = false;
    turn += 1;
    const mine = turn;
    if (current.trim() === "") return show({ type: "nothing" });
    show({ type: "reading" });
    let next: State;
    try {
      next = { type: "read", conversion: await converted(current) };
    } catch (error) {
      next = { type: "error", text: error instanceof Error ? error.message : String(error) };
    }
    if (mine === turn) show(next);
  }

  async function converted(source: string): Promise<Conversion> {
    const spec = place.spec();
    if (spec === null) throw new Error(strings.noForm);
    let template: string;
    try {
      return JSON.parse(await place.convert(source, spec)) as Conversion;
    } catch (error) {
      if (!isCode(source)) throw error;
      if (place.readCode === undefined) throw new Error(strings.codeElsewhere);
      template = await place.readCode(source);
    }
    return JSON.parse(await place.convert(template, spec)) as Conversion;
  }

  function fill(): void {
    if (isLate) void read();
    else if (state.type === "read") take(state.conversion);
  }

  function take({ options, workers }: Conversion): void {
    dialog.close();
    place.fill(options, workers);
  }

  function draw(): void {
    const conversion = state.type === "read" ? state.conversion : null;
    const hasAny = conversion !== null && conversion.matched.length > 0;
    const isWrong = state.type === "error";
    const said =
      state.type === "error"
        ? plainText(strings.said(state.text))
        : state.type === "reading"
          ? strings.reading
          : conversion !== null
            ? strings.read(conversion.matched.length, conversion.lost.length)
            : nothing;
    render(
      html`<div class="question">
        <h3 id="converter-title">${strings.title}</h3>
        <p id="converter-about" class="quiet">${strings.about}</p>
        <div>
          <div class="above"><label for="converter-text">${strings.input}</label></div>
          <textarea
            id="converter-text"
            class="code"
            dir="ltr"
            spellcheck="false"
            autocomplete="off"
            autocapitalize="off"
            aria-invalid=${isWrong}
            aria-describedby="converter-said"
            .value=${current}
            @input=${(event: Event) => {
              current = (event.currentTarget as HTMLTextAreaElement).value;
              typed.set(root, current);
              // What stands there is of another text.
              turn += 1;
              isLate = true;
              clearTimeout(timer);
              timer = setTimeout(read, PAUSE_MS);
            }}
          ></textarea>
        </div>
        <p id="converter-said" role="status" class=${isWrong ? "wrong" : ""} dir="auto">${said}</p>
        ${
          conversion === null
            ? nothing
            : html`<div class="outcome">${outcome(tools, strings, place.strings, conversion)}</div>`
        }
        <div class="buttons">
          <button type="button" class="cancel" @click=${() => dialog.close()}>${strings.cancel}</button>
          <button type="button" class="primary" ?disabled=${!hasAny} @click=${fill}>${strings.fill}</button>
        </div>
      </div>`,
      dialog,
    );
  }

  dialog.addEventListener("close", () => {
    turn += 1;
    clearTimeout(timer);
    dialog.remove();
  });
  dialog.addEventListener("click", (event) => {
    // Its own box is filled by its child: a click on the dialog itself is on the backdrop.
    if (event.target === dialog) dialog.close();
  });
  root.append(dialog);
  if (text !== undefined) typed.set(root, text);
  draw();
  dialog.showModal();
  dialog.querySelector("textarea")?.focus();
  if (current !== "") void read();
}
