import { toolkit } from "../../js/element/define.js";
import { updateElement } from "../../js/element/index.js";
import * as insight from "../../js/insight/index.js";
import type { OpenSession, View } from "../../js/view/model.js";
import { FakeSession } from "./fake-session.js";
import { setParts } from "./gallery-language.js";

/** The form without a gateway in the gallery: by "offline", "offline sent" and "offline wrong". */

const TEXTS: Record<string, string> = {
  "shown-request": '{\n  "cluster_options": {\n    "cores": 2,\n    "api_token": "***"\n  }\n}',
  python:
    'from dask_gateway import Gateway\n\ngateway = Gateway()\ncluster = gateway.new_cluster(cores=2, image="a/rather/long/name:of-an-image-that-fits-into-no-column")\n',
};

export function drawOffline(name: string, state: View): void {
  setParts({ insight });
  const session = new FakeSession({ ...state, address: null, version: null, clusters: null });
  session.formText = (wanted) => TEXTS[wanted] ?? null;
  const element = document.createElement("dask-gateway");
  element.setAttribute("spec", name === "offline wrong" ? "" : "[]");
  document.body.append(element);
  updateElement(element, { ...toolkit, connect: async () => session as unknown as OpenSession });
  if (name !== "offline sent") return;
  const open = () => {
    const details = element.shadowRoot?.querySelector<HTMLDetailsElement>("details.texts");
    if (details) details.open = true;
    else requestAnimationFrame(open);
  };
  open();
}
