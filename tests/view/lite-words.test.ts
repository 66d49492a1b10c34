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

/** What its registry makes of our schema; undefined: nobody changes it. */
async function shown(services: object): Promise<typeof schema | undefined> {
  let fetch: ((fetched: object) => { schema: typeof schema }) | undefined;
  const settings = {
    transform: (plugin: string, transforms: { fetch: typeof fetch }) => {
      expect(plugin).toBe(PLUGIN);
      ({ fetch } = transforms);
    },
  };
  const all: Record<string, object> = { settings, ...services };
  const app = { resolveOptionalService: async (token: string) => all[token] ?? null };
  await translateSettings(app as unknown as JupyterFrontEnd, PLUGIN);
  return fetch?.({ id: PLUGIN, schema }).schema;
}

/** As a language pack's: it says by which context it was asked. */
const translator = {
  load: () => ({ _p: (context: string, text: string) => `${context}: ${text}` }),
};

test("titles and descriptions are those of the language pack, and all else is as it was", async () => {
  labels.labels({ stop: "Stop" });
  labels.speak(() => "停止");
  const before = JSON.stringify(schema);
  const said = await shown({ translator });
  expect(said).toMatchObject({
    title: `schema: ${schema.title}`,
    description: `schema: ${schema.description}`,
    "jupyter.lab.setting-icon-label": `settings: ${schema["jupyter.lab.setting-icon-label"]}`,
  });
  expect(Object.keys(said?.properties ?? {})).toEqual(Object.keys(schema.properties));
  for (const [name, property] of Object.entries(schema.properties))
    expect(said?.properties[name as "connect"]).toEqual({
      ...property,
      title: `settings: ${property.title}`,
      description: `settings: ${property.description}`,
    });
  for (const key of ["type", "additionalProperties", "jupyter.lab.shortcuts"] as const)
    expect(said?.[key]).toEqual(schema[key]);
  expect(JSON.stringify(schema)).toBe(before);
});

test("where it is in English, or has no translator, they stay", async () => {
  expect(await shown({ translator })).toBeUndefined();
  labels.labels({ stop: "Stop" });
  labels.speak(() => "停止");
  expect(await shown({})).toBeUndefined();
});
