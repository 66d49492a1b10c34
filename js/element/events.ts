import type { FormView, Message, OpenSession } from "../view/model.js";

/**
 * What the element tells the page. None of it bubbles; `change` is no input's, for those do not leave the shadow root.
 */

/** From now on, of the session: of its form where that is shown, and of what is said in it. */
export function tellEvents(
  element: HTMLElement,
  session: OpenSession,
  shown: "all" | "options" | "clusters",
  format: Readonly<Record<"problem" | "notice", (message: Message) => string>>,
  signal: AbortSignal,
): void {
  let form: FormView | null = null;
  let launched = session.view().form?.launched ?? null;
  let problem: string | undefined;
  let refusal: string | undefined;
  const look = () => {
    const view = session.view();
    if (shown !== "clusters" && view.form !== null) {
      if (form === null || differs(form, view.form)) {
        const detail = { valid: view.form.obstacle === null };
        element.dispatchEvent(new CustomEvent("change", { detail }));
      }
      form = view.form;
      const cluster = form.launched;
      if (cluster !== null && cluster !== launched)
        element.dispatchEvent(new CustomEvent("launch", { detail: { cluster } }));
      launched = cluster;
      const said =
        form.message?.level === "error" ? format.notice(form.message.message) : undefined;
      if (said !== refusal) tellErrors(element, said);
      refusal = said;
    }
    const told = view.problem?.level === "error" ? format.problem(view.problem.message) : undefined;
    if (told !== problem) tellErrors(element, told);
    problem = told;
  };
  session.subscribe(look, signal);
  look();
}

/** A sentence that the element shows now; undefined: none any more. */
export function tellErrors(element: HTMLElement, message: string | undefined): void {
  if (message !== undefined)
    element.dispatchEvent(new CustomEvent("error", { detail: { message } }));
}

/** Each field that has changed is another object. */
function differs(before: FormView, { fields, workers, obstacle }: FormView): boolean {
  return (
    (obstacle === null) !== (before.obstacle === null) ||
    fields.length !== before.fields.length ||
    fields.some((field, index) => field !== before.fields[index]) ||
    workers.count.text !== before.workers.count.text ||
    workers.upTo.text !== before.workers.upTo.text
  );
}
