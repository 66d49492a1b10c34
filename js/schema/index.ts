/** The exports of `dist/dask-gateway-schema.js`, which `view/session/schema-part.ts` fetches. */
import init, { parseMapping, validateOptions } from "#schema";
import packed from "#schema.gz";
import { start } from "../page/load-module.js";

export { parseMapping, validateOptions };

/** Starts the WebAssembly module: the functions need it. */
export const ready = () => start(init, packed);
