/**
 * `dist/dask-gateway.mjs`: `dask-gateway.js` with all parts that pages need inside, for hosts that copy one file, and for
 * bundlers. Only the doctor is not there, for that asks a Jupyter server.
 */
import * as choosing from "../choosing/index.js";
import { defineElement } from "../element/define.js";
import * as element from "../element/index.js";
import * as insight from "../insight/index.js";
import { setPartSource } from "../page/parts.js";
import { setWasm } from "../view/session/core-module.js";
import * as zh from "../zh/index.js";
import { render } from "./render.js";

export * from "../view/exports.js";

/** For hosts of anywidget's modules. */
export default { render };

import packed from "#session.gz";
// Imported last, for the same reason as in `dask-gateway.js`.
import * as kubernetes from "../kubernetes/index.js";
import * as validation from "../validation/index.js";

// What the schema's module has, the converter's has as well: one of the two is enough.
const { buildId, parseMapping, quoteMapping, readVariables, ready } = kubernetes;
const schema = { buildId, parseMapping, quoteMapping, readVariables, ready };

const parts: Partial<Record<string, unknown>> = {
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
