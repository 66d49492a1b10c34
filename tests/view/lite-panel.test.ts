// @vitest-environment happy-dom
import type { JupyterFrontEnd } from "@jupyterlab/application";
import { Widget } from "@lumino/widgets";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Embedding } from "../../js/element/types.js";
import { labServices } from "../../js/jupyter/lab-services.js";
import { icon } from "../../js/lab/icon.js";
import { panel as makePanel, namesGateway } from "../../js/lab/lite.js";
import type { Host, OpenSession } from "../../js/view/model.js";

/** The panel in JupyterLite: who logs in, what is offered there, and what a logout ends. */

const core = vi.hoisted(() => ({
  embeddings: [] as { element: HTMLElement; embedding: Embedding }[],
  connections: [] as Record<string, unknown>[],
  disposed: 0,
  failure: null as Error | null,
}));
vi.mock("@jupyterlab/ui-components", () => ({
  LabIcon: class {
    readonly name: string;
    constructor({ name }: { name: string }) {
      this.name = name;
    }
  },
}));
vi.mock("@jupyterlab/apputils", () => ({ Notification: { manager: { has: () => false } } }));
vi.mock("../../js/lab/load-core.js", () => ({
  loadCore: async () => ({
    loadPart: async () => ({
      embed: (element: HTMLElement, embedding: Embedding) =>
        core.embeddings.push({ element, embedding }),
    }),
    connect: async (connection: Record<string, unknown>) => {
      if (core.failure !== null) throw core.failure;
      core.connections.push(connection);
      return { keepPresets: () => {} };
    },
    mount: () => ({ setVisible: () => {}, dispose: () => {} }),
  }),
}));

const PLUGIN = "jupyter-dask-gateway:plugin";
const tabs: { title: { icon: unknown }; dispose(): void }[] = [];
const app = {
  serviceManager: { serverSettings: { baseUrl: "https://site.example/lite/" } },
  shell: { widgets: () => tabs.values() },
} as unknown as JupyterFrontEnd;
const host: Host = {
  copy: async () => {},
  connect: async () => undefined,
  grab: () => {},
  drag: () => {},
  readWorkerCode: async () => "",
  checkConnection: () => {},
};

function panelFor(settings: unknown) {
  document.body.innerHTML = `<script id="jupyter-config-data" type="application/json" data-jupyter-lite-root=".."></script>`;
  const script = document.getElementById("jupyter-config-data") as HTMLElement;
  script.textContent = JSON.stringify({ litePluginSettings: { [PLUGIN]: settings } });
  const panel = makePanel(app, async () => host, PLUGIN);
  Widget.attach(panel, document.body);
  return panel;
}

const session = { keepPresets: vi.fn() } as unknown as OpenSession & { keepPresets: unknown };
const view = { setVisible: () => {} } as never;

beforeEach(() => {
  core.embeddings.length = core.connections.length = tabs.length = 0;
});
afterEach(() => {
  delete labServices.presets;
});

test("a site that says nothing of a gateway shows no panel, and the console says why", async () => {
  const info = vi.spyOn(console, "info").mockReturnValue();
  panelFor(undefined);
  expect(await namesGateway(app, PLUGIN)).toBe(false);
  expect(info.mock.lastCall?.[0]).toMatch(/must set “address”/);
  panelFor({});
  expect(await namesGateway(app, PLUGIN)).toBe(true);
  info.mockRestore();
});

test("settings that cannot be used are a sentence in the panel, and nothing is opened", async () => {
  const panel = panelFor({ address: 5 });
  await vi.waitFor(() => expect(panel.node.textContent).toMatch(/“address” of .* must be a text/));
  expect(panel.node.querySelector("[role=status]")).not.toBeNull();
  expect(core.embeddings).toEqual([]);
});

test("each user logs in by the element's form; what was asked for before begins then", async () => {
  const presets = {} as never;
  labServices.presets = async () => presets;
  const panel = panelFor({ address: "/gateway", publicAddress: "/public", site: { name: "x" } });
  await vi.waitFor(() => expect(core.embeddings).toHaveLength(1));
  const [{ element, embedding } = { element: document.body, embedding: {} as Embedding }] =
    core.embeddings;
  expect(panel.node.firstElementChild).toBe(element);
  expect(element.getAttribute("address")).toBe("https://site.example/gateway");
  expect(element.getAttribute("public-address")).toBe("https://site.example/public");
  expect((element as { site?: string }).site).toBe('{"name":"x"}');
  expect(panel.needsLogin).toBe(true);

  const started = vi.fn();
  const ended = vi.fn();
  panel.onStarted = started;
  panel.onEnded = ended;
  const waiting = panel.connect();
  const login = new AbortController();
  embedding.onSession?.(session);
  expect(session.keepPresets).toHaveBeenCalledWith(presets);
  embedding.onPanel(session, view, login.signal);
  expect((await waiting).session).toBe(session);
  expect((await panel.start()).view).toBe(view);
  expect(panel.needsLogin).toBe(false);
  expect(started).toHaveBeenCalledOnce();

  // Not by identity: each chunk may have the icon as its own.
  const dispose = vi.fn();
  tabs.push({ title: { icon: { name: icon.name } }, dispose });
  tabs.push({ title: { icon: undefined }, dispose: () => expect.unreachable() });
  login.abort();
  expect([ended, dispose].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  expect(panel.needsLogin).toBe(true);

  const next = { ...session };
  const again = panel.connect();
  embedding.onPanel(next, view, new AbortController().signal);
  expect((await again).session, "another login, another session").toBe(next);
  expect(started).toHaveBeenCalledTimes(2);
});

test("what takes a Jupyter server, or a kernel that reaches a scheduler, is not offered", async () => {
  panelFor({ address: "/gateway" });
  await vi.waitFor(() => expect(core.embeddings).toHaveLength(1));
  const offered = core.embeddings[0]?.embedding.host ?? {};
  expect(Object.keys(offered).sort()).toEqual(["connect", "copy", "linkTo"]);
  expect(offered.linkTo?.("abc")).toBe("https://site.example/lite/lab/index.html?dask-gateway=abc");
});

test("a proxy knows its users: its cookie goes along, and no login is asked for", async () => {
  const panel = panelFor({ address: "/gateway", login: "proxy", publicAddress: "/public" });
  // happy-dom's page is elsewhere.
  expect(panel.needsLogin).toBe(false);
  await panel.start();
  expect(core.connections).toMatchObject([
    {
      route: "direct",
      base: "https://site.example/gateway/",
      credentials: "same-origin",
      publicAddress: "https://site.example/public",
    },
  ]);
  const [{ headers, code } = { headers: null, code: null }] = core.connections;
  expect((headers as () => object)()).toEqual({});
  expect(code).toMatchObject({ imports: "from dask_gateway import Gateway\n" });
  expect(core.embeddings).toEqual([]);
});

test("what could not be had at first, and is when the user tries again, is told to who waits for it", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  core.failure = new Error("blocked");
  const panel = panelFor({ address: "/gateway", login: "proxy" });
  Object.defineProperty(panel, "isVisible", { value: true });
  const waited = vi.fn();
  panel.firstShown.then(waited);
  await expect(panel.start()).rejects.toThrow("blocked");
  expect(waited).not.toHaveBeenCalled();
  core.failure = null;
  await vi.waitFor(() => expect(panel.node.querySelector("button")).not.toBeNull());
  panel.node.querySelector("button")?.click();
  await vi.waitFor(() => expect(waited).toHaveBeenCalledOnce());
  expect(waited.mock.lastCall?.[0]).toBe(await panel.start());
  said.mockRestore();
});
