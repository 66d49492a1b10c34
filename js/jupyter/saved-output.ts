import type { Session } from "../view/model.js";
import { strings } from "./strings.js";

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

/**
 * Shows the options that a notebook was saved with. A gateway's form is the side panel's too and launches clusters, so
 * nothing out of a file begins it: the user may put them into it. An `ownForm`, of a Python object's options, begins as
 * it was saved if nobody has seen it yet.
 */
export function showSavedOptions(
  box: HTMLElement,
  session: Session,
  options: string,
  ownForm: boolean,
  signal: AbortSignal,
): void {
  const set = () => void session.dispatch({ type: "set-options", options, unseen: false });
  if (ownForm) {
    if (session.view().form === null) set();
    return;
  }
  if (options === "{}") return;
  const details = box.appendChild(document.createElement("details"));
  details.dataset.savedOptions = "";
  details.style.cssText = "padding: 0 12px 8px; font: 13px var(--jp-ui-font-family, sans-serif)";
  const summary = details.appendChild(document.createElement("summary"));
  summary.textContent = strings().savedOptions;
  const button = document.createElement("button");
  button.className = "jp-mod-styled";
  button.textContent = strings().useSavedOptions;
  button.addEventListener("click", set);
  // Not later, when the user may have forgotten it.
  const update = () => {
    button.disabled = session.view().form === null;
  };
  session.subscribe(update, signal);
  update();
  details.append(optionsTable(options), button);
}

/** A table of saved options, which are JSON text. */
export function optionsTable(options: string): HTMLTableElement {
  const table = document.createElement("table");
  for (const [name, value] of entries(options)) {
    const row = table.insertRow();
    row.insertCell().textContent = name;
    row.insertCell().textContent = value;
  }
  return table;
}

function entries(options: string): [string, string][] {
  try {
    return Object.entries(JSON.parse(options)).map(([name, value]) => [
      name,
      // What is nested is shown as a whole: it may go into the form.
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
  } catch {
    // NaN and the like, which Python's JSON may hold: better as text than not at all.
    return [[strings().options, options]];
  }
}
