import type { ISettingRegistry } from "@jupyterlab/settingregistry";
import { labServices, type Settings } from "../jupyter/lab-services.js";
import { isTranslated } from "./labels.js";

/** Keeps to the user's settings, as they are and as they change: `apply` has the session keep to those that changed. */
export function followSettings(
  registry: ISettingRegistry,
  plugin: string,
  apply: () => Promise<unknown>,
): void {
  const load = async () => {
    // JupyterLab's server translates the settings of extensions only if it is asked for each.
    const settings = await registry[isTranslated ? "reload" : "load"](plugin);
    const read = (): Settings => {
      const { connection, stopWithServer, notifications, connect, refresh } = settings.composite;
      return {
        connection: String(connection),
        stopWithServer: stopWithServer === true,
        seldom: refresh === "seldom",
        notifications: notifications !== false,
        connect: connect === "insert-and-run" ? connect : "insert",
      };
    };
    settings.changed.connect(async () => {
      labServices.settings = Promise.resolve(read());
      await apply();
    });
    return read();
  };
  labServices.settings = load().catch((error: unknown) => {
    console.error(error);
    return undefined;
  });
}
