import type { WidgetModel } from "./widget-model.js";

/** Of JupyterLab's `Kernel.IKernelConnection`. */
export interface Kernel {
  status: string;
  isDisposed: boolean;
  statusChanged: Signal;
  disposed: Signal;
}

interface Signal {
  connect(slot: () => void): void;
  disconnect(slot: () => void): void;
}

const ENDED = new Set(["dead", "terminating", "restarting", "autorestarting"]);

/**
 * Calls `onEnd` when the widget's kernel has ended or begins anew, at once if there is none. Only the widget managers of
 * JupyterLab and its relatives have a kernel; in other hosts, Python just stops to answer.
 */
export function watchKernel(model: WidgetModel, onEnd: () => void, signal: AbortSignal): void {
  const manager: { kernel?: Kernel | null } | undefined = model.widget_manager as object;
  if (manager === undefined || !("kernel" in manager)) return;
  const { kernel } = manager;
  if (!kernel) {
    onEnd();
    return;
  }
  const check = () => {
    if (kernel.isDisposed || ENDED.has(kernel.status)) onEnd();
  };
  kernel.statusChanged.connect(check);
  kernel.disposed.connect(check);
  signal.addEventListener("abort", () => {
    kernel.statusChanged.disconnect(check);
    kernel.disposed.disconnect(check);
  });
  check();
}
