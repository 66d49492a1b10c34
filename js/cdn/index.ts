/**
 * The notebook widget as an AMD module, as hosts of ipywidgets fetch it that know nothing of this package (VS Code, Colab,
 * Voila by itself, the html-manager of static pages): from a CDN, by the name and version that Python gives the widget, or from
 * the kernel's environment. The core and the view are beside it at a CDN; else the kernel sends them.
 */
import * as base from "@jupyter-widgets/base";
import { uri } from "amd-module";
import { widgetClasses } from "../widget/ipywidgets.js";
import { loadCoreFrom } from "../widget/load-core.js";

export const { GatewayModel, GatewayView } = widgetClasses(base, (model) =>
  loadCoreFrom(model, uri, () => new URL("dask-gateway.js", new URL(uri, document.baseURI))),
);
