/**
 * `dist/dask-gateway.mjs`: `dask-gateway.js` with all parts that pages need inside, for hosts that copy one file, and for
 * bundlers. Only the doctor is not there, for that asks a Jupyter server.
 */
import * as choosing from "../choosing/index.js";
import { defineElement } from "../element/define.js";
import * as element from "../element/index.js";
import * as insight from "../insight/index.js";
import { showConverter } from "../kubernetes/dialog.js";
import { buildId } from "../page/build-id.js";
import { once, startModule } from "../page/load-module.js";
import { type PartModules, setPartSource } from "../page/parts.js";
import { setWasm } from "../view/session/core-module.js";
import * as zh from "../zh/index.js";
import { render } from "./render.js";

export * from "../view/exports.js";

/** For hosts of anywidget's modules. */
export default { render };

import init, {
  convertWorkerTemplate,
  parseMapping,
  quoteMapping,
  readVariables,
} from "#conversion";
import packedConversion from "#conversion.gz";
import packed from "#session.gz";
// Imported last, for the same reason as in `dask-gateway.js`.
import * as validation from "../validation/index.js";

// Two parts share one WebAssembly module: what both need is in it once.
const ready = once(() => startModule(init, packedConversion));
const kubernetes = { buildId, convertWorkerTemplate, ready, showConverter };
const schema = { buildId, parseMapping, quoteMapping, readVariables, ready };

const parts: Partial<PartModules> = {
  choosing,
  element,
  insight,
  kubernetes,
  schema,
  validation,
  zh,
};

setPartSource(async (name) => {
  if (parts[name] === undefined) throw new Error("not in the single file");
  return parts[name];
});
defineElement();
setWasm(packed);
