import type { Host, Session, UserEvent } from "../model.js";
import type { MountOptions } from "./mount-options.js";

/** How a host goes on with what it has mounted. */
export interface MountHandle {
  /**
   * Dispatches an event as if the user had done it here: this host performs what only a host can do. Resolves when that is done; gives
   * for each of it why it failed, in a sentence, or undefined.
   */
  send(event: UserEvent): Promise<readonly (string | undefined)[]>;
  /** Shows what makes options of worker templates of dask-kubernetes, with this text in it. */
  openConverter(text?: string): void;
  /** Brings the cluster with this key into view, with the focus. Nothing happens if it is not there. */
  showCluster(key: string): void;
  /** Whether the panel can be seen (a sidebar may be closed). Hidden, it draws nothing and wants no polling. */
  setVisible(visible: boolean): void;
  /** Shows something else of the session. */
  setOptions(options: MountOptions): void;
  /** Takes the panel away and ends everything that it started. */
  dispose(): void;
}

/** Draws a session into `container`, at once and after each change, until `dispose`. It starts visible. */
export type Mount = (
  container: HTMLElement,
  session: Session,
  host: Host,
  options?: MountOptions,
) => MountHandle;
