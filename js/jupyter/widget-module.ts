/** The npm package, and the name under which our extension registers the same classes; Python's `frontend.py` names it too. */
export const MODULE = "jupyter-dask-gateway";

/** Of a widget's output: `SavedOutput` is its data. */
export const MIME_TYPE = "application/vnd.jupyter-dask-gateway+json";
