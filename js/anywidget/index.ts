/**
 * The script that anywidget gets with each widget, where `GatewayWidget` uses that. It is small, for it is sent and saved
 * with each of them: the core and the view come from the shared module.
 */
import { loadCore } from "../widget/load-core.js";
import { render } from "../widget/render.js";
import type { WidgetModel } from "../widget/widget-model.js";

export default {
  render: ({ model, el }: { model: WidgetModel; el: HTMLElement }) => render(model, el, loadCore),
};
