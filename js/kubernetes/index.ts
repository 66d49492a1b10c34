/** The exports of `dist/dask-gateway-kubernetes.js`: from a worker template of dask-kubernetes to the form. */
export { buildId } from "../page/build-id.js";
export { showConverter } from "./dialog.js";
