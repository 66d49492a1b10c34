/**
 * What is known of the way in which ipywidgets' extension (@jupyter-widgets/jupyterlab-manager, read and seen in 5.0.16)
 * draws widgets in notebooks. It has no interface for that: all that rests on its inner workings is here.
 */
import type { NotebookPanel } from "@jupyterlab/notebook";

export const WIDGET_VIEW_MIME_TYPE = "application/vnd.jupyter.widget-view+json";

/** Where a renderer says that it cannot draw the widget: in English, whatever JupyterLab's language (its renderer.ts). */
const FAILED = "Error displaying widget";

/** Whether ipywidgets' renderer has found that the kernel does not know the widget, or that it cannot be drawn. */
export function hasFailed(renderer: Node): boolean {
  return !!renderer.textContent?.startsWith(FAILED);
}

/**
 * After each sign: ipywidgets waits for the same, and takes some promises, or a moment if it is being loaded, to act on it.
 * Then it is left alone until the next sign.
 */
export const CHECK_DELAYS_MS = [0, 250, 1_000, 4_000];

type Session = Pick<NotebookPanel["sessionContext"], "ready" | "kernelChanged" | "statusChanged">;

/**
 * Calls `check` when ipywidgets may have registered another renderer for a notebook's widgets, until the signal aborts.
 *
 * At first it registers a renderer that knows no kernel, and in its place another, once the notebook's kernel is there
 * (its plugin.ts: `registerWidgetHandler`). It tells nobody. The renderers that are there already get to know the kernel, but
 * are looked for only directly in output areas: one that is wrapped must be made anew.
 */
export function watchRenderers(session: Session, check: () => void, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const checkAfter = ([delay, ...later]: number[]) => {
    clearTimeout(timer);
    if (delay === undefined) return;
    timer = setTimeout(() => {
      checkAfter(later);
      check();
    }, delay);
  };
  const onSign = () => {
    if (!signal.aborted) checkAfter(CHECK_DELAYS_MS);
  };
  session.kernelChanged.connect(onSign);
  session.statusChanged.connect(onSign);
  session.ready.then(onSign, onSign);
  signal.addEventListener("abort", () => {
    session.kernelChanged.disconnect(onSign);
    session.statusChanged.disconnect(onSign);
    clearTimeout(timer);
  });
  onSign();
}
