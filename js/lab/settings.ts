import type { ISettingRegistry } from "@jupyterlab/settingregistry";
import type { Settings } from "../jupyter/lab-services.js";
import { isTranslated } from "./labels.js";

/**
 * Gives what reads the user's settings as they are now; undefined, where they cannot be had. `apply` has the session keep to those that
 * have changed.
 */
export async function followSettings(
  registry: ISettingRegistry,
  plugin: string,
  apply: () => Promise<unknown>,
): Promise<() => Settings | undefined> {
  try {
    // JupyterLab's server translates the settings of extensions only if it is asked for each.
    const settings = await registry[isTranslated ? "reload" : "load"](plugin);
    settings.changed.connect(() => void apply().catch(console.error));
    return () => {
      const { connection, stopWithServer, notifications, connect, refresh } = settings.composite;
      return {
        connection: String(connection),
        stopWithServer: stopWithServer === true,
        seldom: refresh === "seldom",
        notifications: notifications !== false,
        connect: connect === "insert-and-run" ? connect : "insert",
      };
    };
  } catch (error) {
    console.error(error);
    return () => undefined;
  }
}
