import type { ISettingRegistry } from "@jupyterlab/settingregistry";
import type { Server } from "../jupyter/connection.js";
import { labServices, type Settings } from "../jupyter/lab-services.js";
import { serverSession } from "../jupyter/server-session.js";
import { loadCore } from "./load-core.js";

/** Keeps to the user's settings, as they are and as they change. */
export function followSettings(registry: ISettingRegistry, plugin: string, server: Server): void {
  const load = async () => {
    const settings = await registry.load(plugin);
    const read = (): Settings => {
      const { connection, stopWithServer, notifications, connect } = settings.composite;
      return {
        connection: String(connection),
        stopWithServer: stopWithServer === true,
        notifications: notifications !== false,
        connect: connect === "insert-and-run" ? connect : "insert",
      };
    };
    settings.changed.connect(async () => {
      labServices.settings = Promise.resolve(read());
      await serverSession(await loadCore(), server);
    });
    return read();
  };
  labServices.settings = load().catch((error: unknown) => {
    console.error(error);
    return undefined;
  });
}
