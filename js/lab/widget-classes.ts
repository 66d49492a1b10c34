import type * as Base from "@jupyter-widgets/base";
import { widgetClasses } from "../widget/ipywidgets.js";
import { en } from "../widget/strings.js";
import { type Labels, labels } from "./labels.js";
import { loadCore } from "./load-core.js";

// Until the view is there with its languages, JupyterLab's language pack knows what a widget says without it.
labels(en as Labels);

/** The widget's classes with JupyterLab's core. */
export const classesOf = (base: typeof Base) => widgetClasses(base, loadCore);
