/** The exports of `dist/dask-gateway-schema.js`, which `view/schema.ts` fetches. */
import init, { parseMapping, validateOptions } from "#schema";
import packed from "#schema.gz";
import { start } from "../load.js";

export { parseMapping, validateOptions };

export const ready = () => start(init, packed);
