import type { ISettingRegistry } from "@jupyterlab/settingregistry";
import type { Server } from "../jupyter/connection.js";
import { labServices } from "../jupyter/lab-services.js";
import { serverSession } from "../jupyter/server-session.js";
import { loadCore } from "./load-core.js";

/** Keeps to the user's setting of the route to the gateway, as it is and as it changes. */
export function followConnectionSetting(
  registry: ISettingRegistry,
  plugin: string,
  server: Server,
): void {
  const load = async () => {
    const settings = await registry.load(plugin);
    const read = () => String(settings.composite.connection);
    settings.changed.connect(async () => {
      labServices.connectionSetting = Promise.resolve(read());
      await serverSession(await loadCore(), server);
    });
    return read();
  };
  labServices.connectionSetting = load().catch((error: unknown) => {
    console.error(error);
    return "auto";
  });
}
