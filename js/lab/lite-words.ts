import type { JupyterFrontEnd } from "@jupyterlab/application";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import { ITranslator } from "@jupyterlab/translation";
import { isTranslated } from "./labels.js";

/**
 * Titles and descriptions of our settings in JupyterLab's language. JupyterLab's server translates them; a site of JupyterLite has them as
 * they are in our files, beside the language packs that it was built with.
 */
export async function translateSettings(app: JupyterFrontEnd, plugin: string): Promise<void> {
  if (!isTranslated) return;
  const [registry, translator] = await Promise.all([
    app.resolveOptionalService(ISettingRegistry),
    app.resolveOptionalService(ITranslator),
  ]);
  if (registry === null || translator === null) return;
  const bundle = translator.load("jupyter_dask_gateway");
  /** By the contexts of jupyterlab_server. A text that is in the language already stays. */
  const translate = (of: object, context: string, ...keys: string[]) => {
    for (const [key, text] of Object.entries(of))
      if (keys.includes(key)) Object.assign(of, { [key]: bundle._p(context, text) });
  };
  // In place, each time that they have been read: the registry has a way to hand in others only for schemas that nobody else can show.
  registry.pluginChanged.connect((_, changed) => {
    const schema = registry.plugins[plugin]?.schema;
    if (changed !== plugin || schema === undefined) return;
    translate(schema, "schema", "title", "description");
    translate(schema, "settings", "jupyter.lab.setting-icon-label");
    for (const property of Object.values(schema.properties ?? {}))
      translate(property, "settings", "title", "description");
  });
}
