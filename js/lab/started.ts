import type * as CoreModule from "../view/index.js";
import type { OpenSession } from "../view/model.js";

/** The module with the core and the view. */
export type Core = typeof CoreModule;

/** The session with the gateway. */
export interface Started {
  readonly core: Core;
  readonly session: OpenSession;
  /** Aborts when the user has logged out, and the session is none any more. Absent: it lives as long as the page. */
  readonly ended?: AbortSignal;
}
