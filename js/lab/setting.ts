import type { ISettingRegistry } from "@jupyterlab/settingregistry";
import type { Server } from "../jupyter/connection.js";
import { offered } from "../jupyter/host.js";
import { serverSession } from "../jupyter/session.js";
import { loadModule } from "./module.js";

/** Keeps to the user's setting of the way to the gateway, as it is and as it changes. */
export function followSetting(registry: ISettingRegistry, plugin: string, server: Server): void {
  const follow = async () => {
    const settings = await registry.load(plugin);
    const read = () => String(settings.composite.connection);
    settings.changed.connect(async () => {
      offered.connection = Promise.resolve(read());
      await serverSession(await loadModule(), server);
    });
    return read();
  };
  offered.connection = follow().catch((error: unknown) => {
    console.error(error);
    return "auto";
  });
}
