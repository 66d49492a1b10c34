import { Dialog, showDialog } from "@jupyterlab/apputils";
import { Widget } from "@lumino/widgets";
import { strings } from "./strings.js";

/** What a command would do, in words for whoever decides. */
export interface Question {
  /** The question itself. */
  readonly title: string;
  /** More of it, one sentence or one option each. */
  readonly details: readonly string[];
  /** What the button says that means yes. */
  readonly yes: string;
}

/**
 * The argument `confirm` of a command: a program's own way to decide, in place of the dialog. JSON has no functions, so
 * nothing that stands in a notebook, a keyboard shortcut or a message can bring one: only code that runs in the page.
 */
export type Confirm = (question: Question) => boolean | Promise<boolean>;

/** For our own user interface, where a click means just this. */
export const CONFIRMED = { confirm: (): boolean => true };

/** A program's `confirm` among a command's arguments. */
export function confirmOf(args: object): Confirm | undefined {
  const { confirm } = args as { confirm?: unknown };
  return typeof confirm === "function" ? (confirm as Confirm) : undefined;
}

/**
 * Asks the user whether a command is to be carried out. JupyterLab's command linker lets markdown carry a button that runs
 * a command with arguments at one click, whatever the button says of itself.
 */
export async function askUser({ title, details, yes }: Question): Promise<boolean> {
  const box = document.createElement("div");
  const list = box.appendChild(document.createElement("ul"));
  list.style.cssText =
    "max-height: 40vh; overflow: auto; overflow-wrap: anywhere; padding: 0 0 0 1.5em";
  for (const detail of details) {
    list.appendChild(document.createElement("li")).textContent = printable(detail);
  }
  const origin = box.appendChild(document.createElement("p"));
  origin.textContent = strings.ask.origin;
  const { button } = await showDialog({
    title: printable(title),
    body: new Widget({ node: box }),
    buttons: [Dialog.cancelButton(), Dialog.okButton({ label: yes })],
    // Enter or a second press on a button in a notebook must not mean yes.
    defaultButton: 0,
  });
  return button.accept;
}

/** Control and bidi characters, which could make a text read as another, as their numbers. */
function printable(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
