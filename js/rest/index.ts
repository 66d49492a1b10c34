/**
 * The exports of `dist/dask-gateway-rest.js`: what of the core's module is not needed before a form is in sight. `view/session/core-module.ts`
 * adds it to the first half, which `dask-gateway.js` has.
 */
import packed from "#session-rest.gz";

export { buildId } from "../page/build-id.js";
export { packed };
