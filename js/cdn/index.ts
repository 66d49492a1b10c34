/**
 * The notebook widget as an AMD module, as hosts of ipywidgets fetch it that know nothing of this package (VS Code, Colab,
 * Voila by itself, the html-manager of static pages): from a CDN, by the name and version that Python gives the widget. The
 * core and the view are beside it there.
 */
import * as base from "@jupyter-widgets/base";
import { uri } from "amd-module";
import { importOnce } from "../page/load-module.js";
import type * as CoreModule from "../view/index.js";
import { widgetClasses } from "../widget/ipywidgets.js";

const loadCore = importOnce<typeof CoreModule>(
  () => new URL("dask-gateway.js", new URL(uri, document.baseURI)),
);

export const { GatewayModel, GatewayView } = widgetClasses(base, loadCore);
