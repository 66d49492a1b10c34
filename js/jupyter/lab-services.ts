import { pageGlobal } from "../page/page-global.js";
import type * as CoreModule from "../view/index.js";
import type { Host, PresetStore, Session } from "../view/model.js";

/** The user's settings in JupyterLab. */
export interface Settings {
  /** The route to the gateway. */
  readonly connection: string;
  /** Clusters that are launched from here are stopped with the Jupyter server, where dask's configuration says nothing. */
  readonly stopWithServer: boolean;
  /** Lists and figures are asked for more seldom than usual. */
  readonly seldom: boolean;
  /** What takes longer is told by notifications. */
  readonly notifications: boolean;
  /** What "Connect" does with the code that connects. */
  readonly connect: "insert" | "insert-and-run";
}

/** What the JupyterLab plugin leaves for notebook widgets, which know nothing of the application around them. */
export const labServices = pageGlobal<{
  /** What only JupyterLab can do. Fetched when something is to be shown. */
  host?: () => Promise<Host>;
  /** Where the user's presets are kept. */
  presets?: () => Promise<PresetStore>;
  /** Read at the first call; undefined where they cannot be. */
  settings?: () => Promise<Settings | undefined>;
  /**
   * A widget shows this session; `isServers`: it is the one with the Jupyter server's gateway. Gives what is to be told of each event
   * of the user's there.
   */
  follow?(
    core: Pick<typeof CoreModule, "watchSession" | "formatMessage" | "pageStrings">,
    session: Session,
    isServers: boolean,
  ): NonNullable<Host["onEvent"]>;
  /** The user works with this cluster of the Jupyter server's gateway from now on. */
  choose?(cluster: string): void;
}>("lab-services", () => ({}));
