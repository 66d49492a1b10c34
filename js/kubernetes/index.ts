/**
 * The exports of `dist/dask-gateway-kubernetes.js`: from a worker template of dask-kubernetes to the form. Its WebAssembly module
 * needs what the schema's has, and gives that away, too: the single file has it in the place of that one.
 */
import init, {
  convertWorkerTemplate,
  parseMapping,
  quoteMapping,
  readVariables,
} from "#conversion";
import packed from "#conversion.gz";
import { once, startModule } from "../page/load-module.js";

export { buildId } from "../page/build-id.js";
export { showConverter } from "./dialog.js";
export { convertWorkerTemplate, parseMapping, quoteMapping, readVariables };

/** Starts the WebAssembly module: the functions need it. */
export const ready = once(() => startModule(init, packed));
