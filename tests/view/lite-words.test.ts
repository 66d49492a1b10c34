import type { JupyterFrontEnd } from "@jupyterlab/application";
import { beforeEach, expect, test, vi } from "vitest";
import schema from "../../schema/plugin.json" with { type: "json" };

/** The settings of a JupyterLite, which has nobody but us to translate them. */

vi.mock("@jupyterlab/settingregistry", () => ({ ISettingRegistry: "settings" }));
vi.mock("@jupyterlab/translation", () => ({ ITranslator: "translator" }));

let labels: typeof import("../../js/lab/labels.js");
let translateSettings: typeof import("../../js/lab/lite-words.js").translateSettings;
beforeEach(async () => {
  vi.resetModules();
  labels = await import("../../js/lab/labels.js");
  ({ translateSettings } = await import("../../js/lab/lite-words.js"));
});

const PLUGIN = "jupyter-dask-gateway:plugin";

/** What its registry has once the settings have been read again. */
async function shown(services: object): Promise<typeof schema> {
  const own = structuredClone(schema);
  const listeners: ((registry: unknown, plugin: string) => void)[] = [];
  const settings = {
    plugins: { [PLUGIN]: { schema: own } },
    pluginChanged: { connect: (listener: (typeof listeners)[number]) => listeners.push(listener) },
  };
  const all: Record<string, object> = { settings, ...services };
  const app = { resolveOptionalService: async (token: string) => all[token] ?? null };
  await translateSettings(app as unknown as JupyterFrontEnd, PLUGIN);
  for (const listener of listeners) listener(settings, "another:plugin");
  expect(own, "it waits for them").toEqual(schema);
  for (const listener of listeners) listener(settings, PLUGIN);
  return own;
}

/** As a language pack's: it says by which context it was asked. */
const translator = {
  load: () => ({ _p: (context: string, text: string) => `${context}: ${text}` }),
};

test("titles and descriptions are those of the language pack, and all else is as it was", async () => {
  labels.labels({ stop: "Stop" });
  labels.speak(() => "停止");
  const said = await shown({ translator });
  expect(said).toMatchObject({
    title: `schema: ${schema.title}`,
    description: `schema: ${schema.description}`,
    "jupyter.lab.setting-icon-label": `settings: ${schema["jupyter.lab.setting-icon-label"]}`,
  });
  expect(Object.keys(said.properties)).toEqual(Object.keys(schema.properties));
  for (const [name, property] of Object.entries(schema.properties))
    expect(said.properties[name as "connect"]).toEqual({
      ...property,
      title: `settings: ${property.title}`,
      description: `settings: ${property.description}`,
    });
  for (const key of ["type", "additionalProperties", "jupyter.lab.shortcuts"] as const)
    expect(said[key]).toEqual(schema[key]);
});

test("where it is in English, or has no translator, they stay", async () => {
  expect(await shown({ translator })).toEqual(schema);
  labels.labels({ stop: "Stop" });
  labels.speak(() => "停止");
  expect(await shown({})).toEqual(schema);
});
