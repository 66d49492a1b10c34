// @vitest-environment happy-dom
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { beforeEach, expect, test, vi } from "vitest";

/** The plugins of JupyterLab, one by one: what is there of the others where some are switched off. */

vi.mock("@jupyterlab/application", () => ({ ILabShell: "shell", ILayoutRestorer: "restorer" }));
vi.mock("@jupyterlab/apputils", () => ({
  ICommandPalette: "palette",
  Clipboard: {},
  WidgetTracker: class {},
}));
vi.mock("@jupyterlab/console", () => ({ IConsoleTracker: "consoles" }));
vi.mock("@jupyterlab/launcher", () => ({ ILauncher: "launcher" }));
vi.mock("@jupyterlab/notebook", () => ({ INotebookTracker: "notebooks" }));
vi.mock("@jupyterlab/settingregistry", () => ({ ISettingRegistry: "settings" }));
vi.mock("@jupyterlab/translation", () => ({ ITranslator: "translator" }));
vi.mock("@jupyterlab/ui-components", () => ({ LabIcon: class {} }));
vi.mock("@jupyter-widgets/base", () => ({ IJupyterWidgetRegistry: "widgets" }));
vi.mock("../../js/lab/load-core.js", () => ({ loadCore: () => new Promise(() => {}) }));

type Plugin = JupyterFrontEndPlugin<void>;

/** What the plugins add to JupyterLab, in words. */
async function add(off: readonly string[], name = "JupyterLab", more: object = {}) {
  // As JupyterLab begins: nothing is left of the page before.
  vi.resetModules();
  const { labServices } = await import("../../js/jupyter/lab-services.js");
  for (const key of Object.keys(labServices)) delete labServices[key as keyof typeof labServices];
  const { default: all } = await import("../../js/lab/index.js");
  const plugins = (all as Plugin[]).filter(({ id }) => !off.includes(nameOf(id)));
  const added: string[] = [];
  const commands: string[] = [];
  const services: Record<string, unknown> = {
    shell: {},
    restorer: {
      add: () => added.push("restored panel"),
      restore: async () => void added.push("restored plots"),
    },
    palette: { addItem: () => {} },
    launcher: { add: ({ category }: { category: string }) => added.push(`launcher ${category}`) },
    running: { add: ({ name }: { name: string }) => added.push(`running ${name}`) },
    widgets: { registerWidget: () => added.push("widget") },
    notebooks: { forEach: () => {}, widgetAdded: { connect: () => added.push("notebooks") } },
    ...more,
  };
  const app = {
    name,
    contextMenu: { menu: { aboutToClose: { connect: () => {} } } },
    restored: new Promise(() => {}),
    serviceManager: { serverSettings: { baseUrl: "/", token: "" } },
    commands: { addCommand: (id: string) => commands.push(id) },
    shell: { add: (_: unknown, area: string) => added.push(area) },
    hasPlugin: (id: string) => plugins.some((plugin) => plugin.id === id),
    resolveOptionalService: async (token: string) => services[token] ?? null,
  } as unknown as JupyterFrontEnd;
  await Promise.all(plugins.map((plugin) => plugin.activate(app)));
  const host = await labServices.host?.();
  return { plugins, added: added.sort(), commands, host };
}

const nameOf = (id: string) => id.replace("jupyter-dask-gateway:", "");
const has = (commands: readonly string[], name: string) =>
  commands.includes(`dask-gateway:${name}`);

beforeEach(() => document.body.replaceChildren());

/** Of each plugin, what it adds. `notebooks`: its outputs, and the offer for dask-kubernetes. */
const ADDS: Record<string, string[]> = {
  panel: ["left", "restored panel"],
  launcher: ["launcher Dask"],
  status: [],
  running: ["running Dask clusters"],
  notifications: ["notebooks"],
  doctor: [],
  plots: ["restored plots"],
  "for-extensions": [],
  menu: [],
  widget: ["notebooks", "widget"],
};

test("there are these, each with a description", async () => {
  const { plugins, added } = await add([]);
  expect(plugins.map(({ id }) => nameOf(id)).sort()).toEqual(
    ["plugin", ...Object.keys(ADDS)].sort(),
  );
  for (const { description } of plugins) expect(description).toMatch(/^[A-Z].+\.$/);
  expect(added).toEqual(Object.values(ADDS).flat().sort());
});

test.each(Object.keys(ADDS))("without :%s, the rest is there", async (off) => {
  const { added, commands, host } = await add([off]);
  const rest = Object.entries(ADDS).filter(([name]) => name !== off);
  let expected = rest.flatMap(([, what]) => what);
  // Its card opens the panel, and so does what is offered for dask-kubernetes.
  if (off === "panel")
    expected = ["notebooks", "restored plots", "running Dask clusters", "widget"];
  expect(added).toEqual(expected.sort());
  expect(has(commands, "open")).toBe(off !== "panel");
  expect(has(commands, "doctor")).toBe(off !== "doctor");
  expect(has(commands, "open-layout")).toBe(off !== "plots");
  for (const name of ["launch", "scale", "stop", "open-logs"])
    expect(has(commands, name)).toBe(true);
  // What would open it has no button.
  expect(host?.checkConnection !== undefined).toBe(off !== "doctor");
  expect(host?.openPlots !== undefined).toBe(off !== "plots");
});

test("without all of them, there are the commands", async () => {
  const { added, commands, host } = await add(Object.keys(ADDS));
  expect(added).toEqual([]);
  expect(has(commands, "launch")).toBe(true);
  expect([host?.checkConnection, host?.openPlots]).toEqual([undefined, undefined]);
});

test("what other extensions get is not made before one of them asks", async () => {
  const { plugins } = await add([]);
  const eager = plugins.filter(({ autoStart }) => autoStart).map(({ id }) => nameOf(id));
  const rest = Object.keys(ADDS).filter((name) => name !== "for-extensions");
  expect(eager.sort()).toEqual(["plugin", ...rest].sort());
  const [other] = plugins.filter(({ autoStart }) => !autoStart);
  expect(other?.provides?.name).toBe("jupyter-dask-gateway:IDaskGateway");
});

test("without the first there is nothing but the widget, and nobody waits for it", async () => {
  const { added, commands, host } = await add(["plugin"]);
  expect(added).toEqual(["notebooks", "widget"]);
  expect([commands, host]).toEqual([[], undefined]);
});

test("Voila, which has no sidebar, has the widget alone", async () => {
  const { added, commands } = await add([], "Voila");
  expect(added).toEqual(["widget"]);
  expect(commands).toEqual([]);
});

test("without the first, what is left for outputs is in JupyterLab's language all the same", async () => {
  const { en } = await import("../../js/widget/strings.js");
  const texts: Record<string, string> = {
    "Not connected: run the cell to work with this gateway.": "未连接",
    [en.notLoadedYet]: "目前没有连接",
  };
  const translator = { load: () => ({ __: (text: string) => texts[text] ?? text }) };
  const { added } = await add(["plugin"], "JupyterLab", { translator });
  expect(added).toEqual(ADDS["widget"]);
  const { later } = await import("../../js/lab/later-strings.js");
  expect(later.notConnected).toBe("未连接");
  await import("../../js/lab/widget-classes.js");
  const { strings } = await import("../../js/widget/strings.js");
  expect(strings().notLoadedYet).toBe("目前没有连接");
});
