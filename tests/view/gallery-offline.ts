import { html, render } from "lit/html.js";
import { updateElement } from "../../js/element/index.js";
import type { ViewToolkit } from "../../js/element/types.js";
import { sharedSheet } from "../../js/page/shared-sheet.js";
import type { OpenSession, View } from "../../js/view/model.js";
import { mount } from "../../js/view/session/mount.js";
import { specProblem } from "../../js/view/spec-problem.js";
import { formatMessage } from "../../js/view/strings/index.js";
import { followLanguage, stringsAt } from "../../js/view/strings/languages.js";
import { stylesheet } from "../../js/view/styles/index.js";
import { alertIcon } from "../../js/view/ui/icons.js";
import { FakeSession } from "./fake-session.js";

/** The form without a gateway in the gallery: by "offline", "offline sent" and "offline wrong". */

const TEXTS: Record<string, string> = {
  "shown-request": '{\n  "cluster_options": {\n    "cores": 2,\n    "api_token": "***"\n  }\n}',
  python:
    'from dask_gateway import Gateway\n\ngateway = Gateway()\ncluster = gateway.new_cluster(cores=2, image="a/rather/long/name:of-an-image-that-fits-into-no-column")\n',
};

export function drawOffline(name: string, state: View): void {
  const session = new FakeSession({ ...state, address: null, version: null, clusters: null });
  session.formText = (wanted) => TEXTS[wanted] ?? null;
  const toolkit: ViewToolkit = {
    connect: async () => session as unknown as OpenSession,
    mount,
    stylesheets: (root, styles) => [stylesheet(root), sharedSheet(styles)(root)],
    html,
    render,
    alertIcon,
    stringsAt,
    followLanguage,
    formatMessage,
    specProblem,
  };
  const element = document.createElement("dask-gateway");
  element.setAttribute("spec", name === "offline wrong" ? "" : "[]");
  document.body.append(element);
  updateElement(element, toolkit);
  if (name !== "offline sent") return;
  const open = () => {
    const details = element.shadowRoot?.querySelector<HTMLDetailsElement>("details.texts");
    if (details) details.open = true;
    else requestAnimationFrame(open);
  };
  open();
}
