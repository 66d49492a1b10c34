/** The exports of `dist/dask-gateway-kubernetes.js`: from a worker template of dask-kubernetes to the form. */
import init, { convertWorkerTemplate } from "#conversion";
import packed from "#conversion-part.gz";
import { once, startModule } from "../page/load-module.js";

export { buildId } from "../page/build-id.js";
export { showConverter } from "./dialog.js";
export { convertWorkerTemplate };

/** Starts the WebAssembly module: the function needs it. */
export const ready = once(() => startModule(init, packed));
