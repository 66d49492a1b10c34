import type * as CoreModule from "../view/index.js";
import type { OpenSession } from "../view/model.js";

/** The module with the core and the view. */
export type Core = typeof CoreModule;

/** The session with the Jupyter server's gateway. */
export interface Started {
  readonly core: Core;
  readonly session: OpenSession;
}
