import type * as Base from "@jupyter-widgets/base";
import { serverOfPage } from "../jupyter/server-of-page.js";
import { MODULE } from "../jupyter/widget-module.js";
import { version } from "../page/build-id.js";
import { showInactive } from "./inactive.js";
import { type CoreLoader, prepare, render } from "./render.js";
import type { Traits, WidgetModel } from "./widget-model.js";

/** Of the traits in the page, where they have one. */
const DEFAULTS = {
  _address: null,
  _own_login: false,
  _one_cluster: false,
  _spec: "",
  view: "all",
  options: "{}",
} satisfies Partial<Traits>;

/** The traits by which ipywidgets knows what draws a widget: `_model_name` and so on. */
const identity = (half: "model" | "view", parts: Record<string, string>) =>
  Object.fromEntries(Object.entries(parts).map(([part, value]) => [`_${half}_${part}`, value]));

/**
 * The widget's model and view as classes of ipywidgets, under the names that Python gives them (`_model_name`,
 * `_view_name`). The base classes are those of the page's widget manager; `loadCore` fetches the core at the first drawing.
 */
export function widgetClasses(
  { DOMWidgetModel, DOMWidgetView }: Pick<typeof Base, "DOMWidgetModel" | "DOMWidgetView">,
  loadCore: CoreLoader,
) {
  class GatewayModel extends DOMWidgetModel {
    /** Python's: a page that was saved may lack what is as usual. */
    override defaults(): Record<string, unknown> {
      const module = { module: MODULE, module_version: `^${version}` };
      return {
        ...super.defaults(),
        ...identity("model", { name: "GatewayModel", ...module }),
        ...identity("view", { name: "GatewayView", ...module }),
        ...DEFAULTS,
      };
    }

    /** The kernel makes it a moment before it displays it. */
    override initialize(...given: Parameters<Base.DOMWidgetModel["initialize"]>): void {
      super.initialize(...given);
      if (hasKernel(this)) prepare(this as unknown as WidgetModel, loadCore).catch(() => {});
    }
  }

  class GatewayView extends DOMWidgetView {
    #end: (() => void) | undefined;

    override render(): void {
      super.render();
      // A box of its own: the view's class names on `el` are the manager's.
      const box = this.el.appendChild(document.createElement("div"));
      const model = this.model as unknown as WidgetModel;
      const isSavedPage = !hasKernel(this.model) && serverOfPage() === null;
      if (isSavedPage) showInactive(box, model.get("options"), "savedPage");
      else this.#end = render(model, box, loadCore);
    }

    override remove(): void {
      this.#end?.();
      this.#end = undefined;
      super.remove();
    }
  }

  return { GatewayModel, GatewayView };
}

/** A manager of static pages may give its models a stand-in for a comm, which sends nothing. */
function hasKernel({ comm }: Pick<Base.WidgetModel, "comm">): boolean {
  return typeof comm?.send === "function";
}
