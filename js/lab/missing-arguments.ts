import { Dialog } from "@jupyterlab/apputils";
import type { ReadonlyPartialJSONObject } from "@lumino/coreutils";
import { Widget } from "@lumino/widgets";
import { plainText } from "../page/plain-text.js";
import { keyOf } from "./cluster-key.js";
import { type CommandName, FITS } from "./command-names.js";
import { yesTo } from "./questions.js";
import { strings } from "./questions-strings.js";
import type { Started } from "./started.js";
import { strings as labStrings } from "./strings.js";

type Args = ReadonlyPartialJSONObject;

/** One that can be chosen: as it is given to the command, and as it is called. */
type Choice = readonly [value: string, label: string];
type Argument = "cluster" | "name" | "workers" | "minimum" | "maximum";

/**
 * Asks the user for what a command needs and was not given: for which cluster, or preset, and for numbers. Nothing is chosen at first, so
 * that no Enter that was meant for something else says yes. Null: there is nothing to choose from, or it is not wanted.
 */
export async function askFor(
  name: CommandName,
  missing: readonly string[],
  given: Args,
  { core, session }: Started,
): Promise<Args | null> {
  const { clusters, presets } = session.view();
  const states = core.pageStrings().status;
  const choices: Partial<Record<string, Choice[]>> = {
    cluster: (clusters ?? [])
      .filter((cluster) => FITS[name]?.(cluster) ?? true)
      .map(({ key, name: called, status }) => [key, `${plainText(called)} · ${states[status]}`]),
    name: presets.items.map((preset) => [preset.name, plainText(preset.name)]),
  };
  const form = document.createElement("form");
  form.style.cssText = "display: grid; gap: 8px";
  const empty = missing.find((key) => choices[key]?.length === 0);
  if (empty !== undefined)
    form.append(empty === "name" ? strings().noPresets : strings().noClusters);
  else for (const key of missing) form.append(control(key as Argument, choices[key]));
  const called = labStrings.commands[name].label.replace(/…$/, "");
  const title = given.cluster === undefined ? called : `${called}: ${keyOf(String(given.cluster))}`;
  const isFilled = await launch(title, form, empty === undefined ? yesTo(name) : null);
  if (!isFilled) return null;
  const values = [...new FormData(form)].map(([key, value]) => [
    key,
    choices[key] === undefined ? Number(value) : String(value),
  ]);
  return Object.fromEntries(values) as Args;
}

/** True: all of it is filled in, and wanted. `yes`: on the button that says so; null: there is nothing to fill in. */
async function launch(
  title: string,
  form: HTMLFormElement,
  yes: string | undefined | null,
): Promise<boolean> {
  const ok = Dialog.okButton(yes ? { label: yes } : {});
  const dialog = new Dialog({
    title,
    body: new Widget({ node: form }),
    buttons: yes === null ? [ok] : [Dialog.cancelButton(), ok],
    focusNodeSelector: "select, input",
  });
  const accept = dialog.node.querySelector<HTMLButtonElement>(".jp-mod-accept");
  const look = () => {
    if (accept !== null) accept.disabled = yes !== null && !form.checkValidity();
  };
  form.addEventListener("input", look);
  form.addEventListener("submit", (event) => event.preventDefault());
  look();
  const { button } = await dialog.launch();
  return yes !== null && button.accept && form.checkValidity();
}

function control(key: Argument, choices: readonly Choice[] | undefined): HTMLElement {
  const label = document.createElement("label");
  label.style.cssText = "display: grid; gap: 4px";
  label.append(strings().arguments[key]);
  const made = document.createElement(choices === undefined ? "input" : "select");
  made.name = key;
  made.required = true;
  made.className = "jp-mod-styled";
  if (made instanceof HTMLInputElement)
    Object.assign(made, { type: "number", min: "0", step: "1", inputMode: "numeric" });
  else
    for (const [value, text] of [["", ""], ...(choices ?? [])] as const) {
      const option = document.createElement("option");
      option.value = value;
      option.textContent = text;
      made.append(option);
    }
  label.append(made);
  return label;
}
