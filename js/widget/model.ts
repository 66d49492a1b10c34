/** anywidget's model: the widget's half in the page. */
export interface Model {
  get(key: "_module" | "_uid" | "_relay" | "_spec" | "options"): string;
  get(key: "_address"): string | null;
  get(key: "_own_login" | "_one_cluster"): boolean;
  get(key: "view"): "all" | "options" | "clusters";
  on(event: string, listener: (...args: never[]) => void): void;
  off(event: string, listener: (...args: never[]) => void): void;
  send(content: object): void;
  /** JupyterLab's and its relatives' have a kernel. */
  widget_manager?: { kernel?: Kernel | null };
}

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

export interface FromPython {
  type: "welcome" | "set" | "cluster" | "taken" | "file" | "reply";
  /** JSON text. */
  options?: string | null;
  /** The options were last set in Python, not in a page. */
  byPython?: boolean;
  cluster?: string | null;
  /** Which of the front end's files comes with it. */
  file?: string;
  id?: string;
  status?: number;
  headers?: Record<string, string>;
}

/** Listens to Python until the signal aborts. */
export function listen(
  model: Model,
  heard: (content: FromPython, buffers: DataView[]) => void,
  signal: AbortSignal,
): void {
  model.on("msg:custom", heard);
  signal.addEventListener("abort", () => model.off("msg:custom", heard));
}
