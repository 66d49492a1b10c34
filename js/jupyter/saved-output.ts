import type { Session } from "../view/model.js";

/** The data of `application/vnd.jupyter-dask-gateway+json`, which Python puts into a widget's output. */
export interface SavedOutput {
  /**
   * The widget's, for ipywidgets. It stands here alone: an output that other front ends take for a widget's is an error's
   * text where they do not know this package, and not the table beside it.
   */
  model_id?: string;
  /** The gateway's; null: none was configured. */
  address: string | null;
  /** Not dask's configuration, but the notebook's code says how to log in. */
  ownLogin: boolean;
  view: "all" | "options" | "clusters";
  /** JSON text: the options, but for mappings. */
  options: string;
  /** JSON text: the options of a Python object; "" for a gateway's. */
  spec: string;
  /** The key of the only cluster to show. */
  cluster: string | null;
}

export const MIME_TYPE = "application/vnd.jupyter-dask-gateway+json";

/** Lets a form that nobody has seen yet begin as it was saved. */
export function setSavedOptions(session: Session, options: string): void {
  if (session.view().form === null) {
    session.dispatch({ type: "set-options", options, unseen: false });
  }
}
