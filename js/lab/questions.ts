import { Dialog, showDialog } from "@jupyterlab/apputils";
import type { ReadonlyPartialJSONObject } from "@lumino/coreutils";
import { Widget } from "@lumino/widgets";
import { keyOf } from "./cluster-key.js";
import type { Question } from "./confirm.js";
import { strings } from "./questions-strings.js";

type Args = ReadonlyPartialJSONObject;

const QUESTIONS: Record<string, (args: Args) => Question> = {
  launch: ({ options, workers }) => ({
    ...strings().launch,
    details: [...detailsOf(options), ...workersOf(workers)],
  }),
  scale: (args) => strings().scale(keyOf(String(args.cluster)), String(args.workers)),
  adapt: (args) =>
    strings().adapt(keyOf(String(args.cluster)), String(args.minimum), String(args.maximum)),
  stop: (args) => strings().stop(keyOf(String(args.cluster))),
  "stop-all": () => strings()["stop-all"],
  "insert-code": (args) => strings()["insert-code"](keyOf(String(args.cluster))),
  connect: (args) => strings().connect(keyOf(String(args.cluster))),
};

/** What the command of this name would do with these arguments. */
export function question(command: string, args: Args): Question {
  const ask = QUESTIONS[command];
  if (ask === undefined) throw new Error(`no question for ${command}`);
  return ask(args);
}

/** What the button of a command says that means yes; undefined: no more than that. */
export function yesTo(command: string): string | undefined {
  return command === "preset" ? strings().fillIn : QUESTIONS[command]?.({}).yes;
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
  origin.textContent = strings().origin;
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

function workersOf(workers: unknown): string[] {
  if (workers === undefined || workers === null) return [];
  return [strings().workersAtStart(Array.isArray(workers) ? workers.join("–") : String(workers))];
}

/** The options of a launch, one each. Text is shown as it is sent: JavaScript might read another number in it. */
function detailsOf(options: unknown): string[] {
  if (options === undefined) return [strings().panelOptions];
  const lines =
    typeof options === "object" && options !== null && !Array.isArray(options)
      ? Object.entries(options).map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
      : [typeof options === "string" ? options : JSON.stringify(options)];
  return [...lines, strings().otherOptions];
}
