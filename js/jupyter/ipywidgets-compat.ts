/**
 * What is known of the way in which ipywidgets' extension (@jupyter-widgets/jupyterlab-manager, read and seen in 5.0.16)
 * draws widgets in notebooks. It has no interface for that: all that rests on its inner workings is here.
 */
import type { NotebookPanel } from "@jupyterlab/notebook";

/** The rank of its renderer among those of a notebook's outputs: less goes first. */
export const RENDERER_RANK = -10;

/** Its class on a widget that was saved with its notebook and that no kernel knows: it is drawn all the same. */
export const DISCONNECTED_CLASS = "jupyter-widgets-disconnected";

export const WIDGET_VIEW_MIME_TYPE = "application/vnd.jupyter.widget-view+json";

/** Where a renderer says that it cannot draw the widget: in English, whatever JupyterLab's language (its renderer.ts). */
const FAILED = "Error displaying widget";

/** Whether ipywidgets' renderer has found that the kernel does not know the widget, or that it cannot be drawn. */
export function hasFailed(renderer: Node): boolean {
  return !!renderer.textContent?.startsWith(FAILED);
}

/**
 * After each of the kernel's signals: ipywidgets waits for the same ones, and takes some promises to act on them, or a moment
 * if it is still being loaded. Then there is no check until the next signal.
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
  const onKernelSignal = () => {
    if (!signal.aborted) checkAfter(CHECK_DELAYS_MS);
  };
  session.kernelChanged.connect(onKernelSignal);
  session.statusChanged.connect(onKernelSignal);
  session.ready.then(onKernelSignal, onKernelSignal);
  signal.addEventListener("abort", () => {
    session.kernelChanged.disconnect(onKernelSignal);
    session.statusChanged.disconnect(onKernelSignal);
    clearTimeout(timer);
  });
  onKernelSignal();
}
