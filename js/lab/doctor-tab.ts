import type { JupyterFrontEnd } from "@jupyterlab/application";
import { Dialog, MainAreaWidget, showDialog } from "@jupyterlab/apputils";
import { Widget } from "@lumino/widgets";
import type { DoctorView } from "../doctor/index.js";
import type { Server } from "../jupyter/connection.js";
import type { PartModules } from "../page/parts.js";
import type { Host } from "../view/model.js";
import { icon } from "./icon.js";
import { loadCore } from "./load-core.js";
import { strings } from "./strings.js";

export const DOCTOR = "dask-gateway:doctor";

/** The command that checks the connection. What it shows is fetched when it is first asked for. */
export function addDoctor(app: JupyterFrontEnd, server: Server, copy: Host["copy"]): void {
  let open: { tab: MainAreaWidget; view: DoctorView } | undefined;

  const execute = async (): Promise<void> => {
    let doctor: PartModules["doctor"];
    try {
      const { loadPart } = await loadCore();
      doctor = await loadPart("doctor");
    } catch (error) {
      console.error(error);
      if (await isToBeTriedAgain(error)) void execute();
      return;
    }
    // One tab, however often it is asked for.
    if (open === undefined) {
      const view = doctor.createDoctor(server, copy);
      const tab = new MainAreaWidget({ content: widgetOf(view) });
      tab.title.label = strings.doctorTab;
      tab.title.icon = icon;
      tab.title.closable = true;
      app.shell.add(tab, "main");
      if (!tab.isAttached) {
        // Notebook 7 has no room for a second tab.
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
  };

  app.commands.addCommand(DOCTOR, {
    ...strings.commands.doctor,
    describedBy: { args: { type: "object", properties: {} } },
    execute,
  });
}

async function isToBeTriedAgain(error: unknown): Promise<boolean> {
  const { button } = await showDialog({
    title: strings.commands.doctor.label,
    body: strings.doctorNotLoaded(error instanceof Error ? error.message : String(error)),
    buttons: [Dialog.cancelButton(), Dialog.okButton({ label: strings.tryAgain })],
  });
  return button.accept;
}

function showInDialog(view: DoctorView): void {
  const dialog = new Dialog({
    body: widgetOf(view),
    buttons: [Dialog.okButton({ label: strings.close })],
  });
  void dialog.launch();
  view.check();
}

function widgetOf({ element }: DoctorView): Widget {
  const content = new Widget();
  content.node.append(element);
  // Takes the keyboard focus, but is no control.
  content.node.tabIndex = -1;
  content.node.style.outline = "none";
  return content;
}
