/** The exports of `dist/dask-gateway-validation.js`, the part that `view/session/schema-part.ts` loads. */
import init, { validateOptions } from "#validation";
import packed from "#validation.gz";
import { startModule } from "../page/load-module.js";

export { buildId } from "../page/build-id.js";
export { validateOptions };

/** Starts the WebAssembly module: the function needs it. */
export const ready = () => startModule(init, packed);
