import type { FromPython, ToPython } from "./protocol.js";

/** The widget's half in the page: what the models of ipywidgets (its DOMWidgetModel) and of anywidget have in common. */
export interface WidgetModel {
  get<Name extends keyof Traits>(name: Name): Traits[Name];
  on(event: `change:${keyof Traits}`, listener: () => void): void;
  on(event: "msg:custom", listener: MessageListener): void;
  off(event: string, listener: (...args: never[]) => void): void;
  send(message: ToPython): void;
  /** Of ipywidgets, or a part of it. */
  readonly widget_manager?: unknown;
}

type MessageListener = (message: FromPython, buffers: DataView[]) => void;

/** The widget's traits that reach the page. */
export interface Traits {
  /** The file name of the shared module; only with anywidget. */
  _module: string;
  /** Names the widget. */
  _uid: string;
  /** Names the relay: the same for all widgets of a kernel that show the same gateway. */
  _relay: string;
  /** The gateway's address; null if none is configured. */
  _address: string | null;
  /** The login is not the one of dask's configuration, which a Jupyter server would use. */
  _own_login: boolean;
  /** Only the cluster of Python's `cluster_name` is shown. */
  _one_cluster: boolean;
  /** JSON text: the options of a form that belongs to no gateway; "" for a gateway's. */
  _spec: string;
  view: "all" | "options" | "clusters";
  /** JSON text: the options as Python has them. */
  options: string;
}

export function send(model: WidgetModel, message: ToPython): void {
  model.send(message);
}

/** Listens to Python until the signal aborts. */
export function listen(model: WidgetModel, onMessage: MessageListener, signal: AbortSignal): void {
  model.on("msg:custom", onMessage);
  signal.addEventListener("abort", () => model.off("msg:custom", onMessage));
}
