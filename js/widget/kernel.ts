import type { Kernel, Model } from "./model.js";

const ENDED = new Set(["dead", "terminating", "restarting", "autorestarting"]);

/**
 * Calls `gone` when the widget's kernel has ended or begins anew, at once if there is none. Only hosts like
 * JupyterLab tell; in others, Python just stops to answer.
 */
export function watchKernel(model: Model, gone: () => void, signal: AbortSignal): void {
  const manager = model.widget_manager;
  if (manager === undefined || !("kernel" in manager)) return;
  const kernel: Kernel | null | undefined = manager.kernel;
  if (!kernel) {
    gone();
    return;
  }
  const look = () => {
    if (kernel.isDisposed || ENDED.has(kernel.status)) gone();
  };
  kernel.statusChanged.connect(look);
  kernel.disposed.connect(look);
  signal.addEventListener("abort", () => {
    kernel.statusChanged.disconnect(look);
    kernel.disposed.disconnect(look);
  });
  look();
}
