import type { ISettingRegistry } from "@jupyterlab/settingregistry";
import type { PresetStore } from "../view/model.js";

/** The setting that has them: a text of the core's for each gateway. */
const SETTING = "presets";
/** Tells the other windows of this browser that there is something else in the settings. */
const WRITTEN = "dask-gateway:presets-written";

/** Presets in the user's settings, so that they follow him. Others may have written there since: they are read anew each time. */
export function presetStore(registry: ISettingRegistry, plugin: string): PresetStore {
  let isFetched = false;
  const read = async () => {
    // JupyterLab has fetched them at its start.
    const settings = await (isFetched ? registry.reload(plugin) : registry.load(plugin));
    isFetched = true;
    const { user } = settings.get(SETTING);
    return { settings, all: { ...(user as Record<string, string> | undefined) } };
  };
  return {
    async read(gateway) {
      const text: unknown = (await read()).all[gateway];
      return typeof text === "string" ? text : undefined;
    },
    async write(gateway, text) {
      const { settings, all } = await read();
      await settings.set(SETTING, { ...all, [gateway]: text });
      try {
        localStorage.setItem(WRITTEN, String(Date.now()));
      } catch {
        // Then the others hear of it when they read next.
      }
    },
    subscribe(listener, signal) {
      const onStorage = ({ key }: StorageEvent) => {
        if (key === WRITTEN) listener();
      };
      window.addEventListener("storage", onStorage, { signal });
    },
  };
}
