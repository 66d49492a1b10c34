import type { JupyterFrontEnd } from "@jupyterlab/application";
import { Dialog, MainAreaWidget } from "@jupyterlab/apputils";
import { Widget } from "@lumino/widgets";
import { type DoctorView, doctorView, en, examine } from "../doctor/index.js";
import type { Server } from "../jupyter/connection.js";
import type { Host } from "../view/model.js";
import { icon } from "./icon.js";
import { strings } from "./strings.js";

let open: { tab: MainAreaWidget; view: DoctorView } | undefined;

/** Shows the one tab with the findings, and looks anew. */
export function showDoctor(app: JupyterFrontEnd, server: Server, copy: Host["copy"]): void {
  if (open === undefined) {
    const view = doctorView(en, (changed) => examine(server, en, changed), copy);
    const content = new Widget();
    content.node.append(view.element);
    // Takes the keyboard focus, but is no control.
    content.node.tabIndex = -1;
    content.node.style.outline = "none";
    const tab = new MainAreaWidget({ content });
    tab.title.label = strings.doctorTab;
    tab.title.icon = icon;
    tab.title.closable = true;
    app.shell.add(tab, "main");
    if (!tab.isAttached) {
      inDialog(view);
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

/** Notebook 7 has no room for a second tab. */
function inDialog(view: DoctorView): void {
  const body = new Widget();
  body.node.append(view.element);
  const dialog = new Dialog({ body, buttons: [Dialog.okButton({ label: strings.close })] });
  void dialog.launch();
  view.check();
}
