import type { JupyterFrontEnd } from "@jupyterlab/application";
import { Dialog, MainAreaWidget, showDialog } from "@jupyterlab/apputils";
import { Widget } from "@lumino/widgets";
import type { DoctorView } from "../doctor/index.js";
import type { PartModules } from "../page/parts.js";
import type { Host } from "../view/model.js";
import { fill } from "./fill.js";
import { icon } from "./icon.js";
import { serverOf } from "./lab-server.js";
import { later } from "./later-strings.js";
import { loadCore } from "./load-core.js";
import { strings } from "./strings.js";

/** How long a language is waited for. */
const PATIENCE_MS = 1_000;

let open: { tab: MainAreaWidget; view: DoctorView } | undefined;

/** Shows the one tab with the findings, and checks again. */
export async function showDoctor(app: JupyterFrontEnd, copy: Host["copy"]): Promise<void> {
  const doctor = await loadDoctor();
  if (doctor === null) return;
  if (open === undefined) {
    const view = doctor.createDoctor(serverOf(app), copy, await words());
    const content = new Widget();
    content.node.append(view.element);
    // Takes the keyboard focus, but is no control.
    content.node.tabIndex = -1;
    content.node.style.outline = "none";
    const tab = new MainAreaWidget({ content });
    tab.title.label = later.doctorTab;
    tab.title.icon = icon;
    tab.title.closable = true;
    app.shell.add(tab, "main");
    if (!tab.isAttached) {
      showInDialog(view);
      return;
    }
    tab.disposed.connect(() => {
      open = undefined;
    });
    open = { tab, view };
  }
  app.shell.activateById(open.tab.id);
  open.view.check();
}

/** The table of JupyterLab's language, if that comes within a moment; else it is English. */
async function words(): Promise<Parameters<PartModules["doctor"]["createDoctor"]>[2]> {
  const { followLanguage, pageStrings } = await loadCore();
  const page = document.documentElement;
  if (/^zh/i.test(page.lang) && pageStrings().lang === "en") {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    await new Promise<void>((resolve) => {
      followLanguage(page, resolve, signal);
      signal.addEventListener("abort", () => resolve());
    });
  }
  return pageStrings().parts.doctor;
}

/** Null: it is not there, and the user does not want to try again. */
async function loadDoctor(): Promise<PartModules["doctor"] | null> {
  try {
    const { loadPart } = await loadCore();
    return await loadPart("doctor");
  } catch (error) {
    console.error(error);
    const { button } = await showDialog({
      title: strings.commands.doctor.label,
      body: fill(later.doctorNotLoaded, {
        reason: error instanceof Error ? error.message : String(error),
      }),
      buttons: [Dialog.cancelButton(), Dialog.okButton({ label: strings.tryAgain })],
    });
    return button.accept ? loadDoctor() : null;
  }
}

/** Notebook 7 has no room for a second tab. */
function showInDialog(view: DoctorView): void {
  const body = new Widget();
  body.node.append(view.element);
  const dialog = new Dialog({ body, buttons: [Dialog.okButton({ label: later.close })] });
  void dialog.launch();
  view.check();
}
