/** `dist/dask-gateway.js`, which also defines `<dask-gateway>` where there is a DOM. */
import { defineElement } from "../element/define.js";
import { partFile } from "../page/part-files.js";
import { loadPart, setPartSource } from "../page/parts.js";
import { setWasm } from "./session/core-module.js";

export * from "./exports.js";

// Imported and used last, so that the bundle ends with it: across 100 KB of packed bytes gzip finds nothing again.
import packed from "#session-first.gz";

setPartSource(partFile);
defineElement();
setWasm(packed, async () => (await loadPart("rest")).packed);
