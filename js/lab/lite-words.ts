import type { JupyterFrontEnd } from "@jupyterlab/application";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import { ITranslator, type TranslationBundle } from "@jupyterlab/translation";
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
  // The settings are read again after this.
  registry.transform(plugin, {
    fetch: (fetched) => ({ ...fetched, schema: inLanguage(fetched.schema, bundle) }),
  });
}

type Schema = ISettingRegistry.ISchema;

/** By the contexts of jupyterlab_server. */
function inLanguage(schema: Schema, bundle: TranslationBundle): Schema {
  const own = said(schema, ["title", "description"], "schema", bundle);
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    said(property, ["title", "description"], "settings", bundle),
  ]);
  return {
    ...said(own, ["jupyter.lab.setting-icon-label"], "settings", bundle),
    properties: Object.fromEntries(properties),
  };
}

/** Of these keys, what is a text. */
function said<Of extends object>(
  of: Of,
  keys: readonly string[],
  context: string,
  bundle: TranslationBundle,
): Of {
  const texts = Object.entries(of).filter(
    ([key, text]) => keys.includes(key) && typeof text === "string",
  );
  return {
    ...of,
    ...Object.fromEntries(texts.map(([key, text]) => [key, bundle._p(context, text)])),
  };
}
