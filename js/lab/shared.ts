import type { ILayoutRestorer, JupyterFrontEnd } from "@jupyterlab/application";
import type { ICommandPalette } from "@jupyterlab/apputils";
import type { INotebookTracker } from "@jupyterlab/notebook";
import type { ISettingRegistry } from "@jupyterlab/settingregistry";
import type { Host } from "../view/model.js";
import type { Live } from "./live.js";
import type { GatewayPanel } from "./panel.js";

/** What the commands are in the menu of a cluster's card. */
export interface Card {
  /** The cluster's key. */
  readonly cluster: string;
  /** Shorter ones, by the commands' names. */
  readonly labels: Readonly<Record<string, string>>;
  /** Whether the command of this name could do something to the cluster. */
  allows(name: string): boolean;
}

/** What the plugins share. The first of them makes it, with what the application has; the core and the view come later. */
export interface Shared {
  readonly app: JupyterFrontEnd;
  /** The first plugin's id, which is that of the settings. */
  readonly id: string;
  /** There is no server behind the page. */
  readonly isLite: boolean;
  /** The main area has room for more than one tab. */
  readonly hasTabs: boolean;
  readonly settings: ISettingRegistry | null;
  readonly restorer: ILayoutRestorer | null;
  readonly palette: ICommandPalette | null;
  readonly notebooks: INotebookTracker | null;
  /** What only JupyterLab can do. Fetched when something is to be shown. */
  readonly host: () => Promise<Host>;
  readonly live: Live;
  /** It has the session, also where nobody sees it. */
  readonly panel: GatewayPanel;
  /** Opens the panel; null where its plugin is switched off. */
  show: (() => void) | null;
  /** The cluster on whose card JupyterLab's context menu is open, or something was chosen there right now. */
  card: Card | null;
  /** Shows plots as panes, once their plugin is there. */
  openPlots: Host["openPlots"];
  /** Puts a command into the palette, when there is something to offer. Who chooses it there knows what it does. */
  offer(command: string, args?: object): void;
}
