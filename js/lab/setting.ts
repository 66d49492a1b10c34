import type { ISettingRegistry } from "@jupyterlab/settingregistry";
import type { Server } from "../jupyter/connection.js";
import { offered } from "../jupyter/host.js";
import { serverSession } from "../jupyter/session.js";
import { loadModule } from "./module.js";

/** Keeps to the user's setting of the way to the gateway, as it is and as it changes. */
export function followSetting(registry: ISettingRegistry, plugin: string, server: Server): void {
  const follow = async () => {
    const settings = await registry.load(plugin);
    const read = () => {
      offered.connection = String(settings.composite.connection);
    };
    read();
    settings.changed.connect(async () => {
      read();
      await serverSession(await loadModule(), server);
    });
  };
  // Without its settings the extension does what they say by default.
  follow().catch((error: unknown) => console.error(error));
}
