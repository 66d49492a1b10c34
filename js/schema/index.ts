/** The exports of `dist/dask-gateway-schema.js`, the part that `view/session/schema-part.ts` loads. */
import init, { parseMapping, quoteMapping, readVariables } from "#schema";
import packed from "#schema.gz";
import { startModule } from "../page/load-module.js";

export { buildId } from "../page/build-id.js";
export { parseMapping, quoteMapping, readVariables };

/** Starts the WebAssembly module: the functions need it. */
export const ready = () => startModule(init, packed);
