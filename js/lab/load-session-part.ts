import { once } from "../page/load-module.js";
import type { Host } from "../view/model.js";
import type { labHost } from "./host.js";

/** Fetched when something is to be shown: JupyterLab's start does not wait for it. */
export const loadSessionPart = () => import(/* webpackChunkName: "session" */ "./session-part.js");

/** What `labHost` makes of these, once. */
export function lazyHost(...around: Parameters<typeof labHost>): () => Promise<Host> {
  return once(async () => (await loadSessionPart()).labHost(...around));
}
