/** The exports of `dist/dask-gateway-schema.js`, which `view/schema.ts` fetches. */
import init, { parseMapping, validateOptions } from "#schema";
import bytes from "#schema.gz" with { type: "bytes" };
import { start } from "../load.js";

export { parseMapping, validateOptions };

export const ready = () => start(init, bytes);
