import type { TemplateResult } from "lit/html.js";
import { copy } from "../page/clipboard.js";
import type { FormText, OpenSession } from "../view/model.js";
import { speak, strings } from "./strings.js";
import type { ViewToolkit } from "./types.js";

/** "What is sent": the request and the code that the form's choices come to, below a form without a gateway. */
export function showTexts(
  box: HTMLElement,
  toolkit: ViewToolkit,
  element: Element,
  session: OpenSession,
  signal: AbortSignal,
): void {
  const { html, render, formatMessage, stringsAt, followLanguage } = toolkit;
  let isOpen = false;
  let said: string | null = null;
  const text = (wanted: FormText, title: string, copyTitle: string): TemplateResult | null => {
    const shown = session.formText(wanted);
    if (shown === null) return null;
    const press = () =>
      copy(shown).then(
        () => say(strings.copied(title)),
        (error: Error) => say(error.message),
      );
    return html`<div class="above">
        <h4 id=${wanted}>${title}</h4>
        <button type="button" class="plain" aria-label=${copyTitle} @click=${press}>
          ${strings.copy}
        </button>
      </div>
      <pre dir="ltr" tabindex="0" role="group" aria-labelledby=${wanted}>${shown}</pre>`;
  };
  const say = (sentence: string) => {
    said = sentence;
    draw();
  };
  const draw = () => {
    if (signal.aborted) return;
    const words = stringsAt(element);
    speak(words.parts.element);
    const { form } = session.view();
    const obstacle = form?.obstacle?.message;
    const content = () =>
      obstacle
        ? html`<p class="quiet">${formatMessage(words, obstacle)}</p>`
        : [
            text("shown-request", strings.request, strings.copyRequest),
            text("python", strings.python, strings.copyPython),
          ];
    const toggle = ({ currentTarget }: Event) => {
      isOpen = (currentTarget as HTMLDetailsElement).open;
      draw();
    };
    render(
      form &&
        html`<details class="recent texts" part="texts" @toggle=${toggle}>
          <summary><h3>${strings.sent}</h3></summary>
          ${isOpen ? content() : null}
          <p class="message" role="status">${said}</p>
        </details>`,
      box,
    );
  };
  const change = () => {
    said = null;
    draw();
  };
  session.subscribe(change, signal);
  followLanguage(element, draw, signal);
  signal.addEventListener("abort", () => render(null, box));
  draw();
}
