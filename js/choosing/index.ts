/** The exports of `dist/dask-gateway-choosing.js`: the dialogs of presets and links. */
export { buildId } from "../page/build-id.js";
export { linkDialog } from "./link.js";
export { presetsDialog } from "./presets.js";
