import { pageGlobal } from "../page/page-global.js";
import type { Host } from "../view/model.js";

/** What the JupyterLab plugin leaves for notebook widgets, which know nothing of the application around them. */
export const labServices = pageGlobal<{
  /** What only JupyterLab can do. */
  host?: Host;
  /** The user's setting of the route to the gateway, which takes a moment to read. */
  connectionSetting?: Promise<string>;
}>("lab-services", () => ({}));
