// @vitest-environment happy-dom
import type { JupyterFrontEnd } from "@jupyterlab/application";
import { Signal } from "@lumino/signaling";
import { beforeEach, expect, test, vi } from "vitest";

/** What a kernel has begun to execute tells that a widget is to come. */

const core = vi.hoisted(() => ({ loads: 0, connected: 0, watched: [] as AbortSignal[] }));
vi.mock("../../js/lab/load-core.js", () => ({
  loadCore: async () => {
    core.loads += 1;
    return {
      connect: async () => {
        core.connected += 1;
        return { dispatch: () => {} };
      },
      watchSession: (_: unknown, signal: AbortSignal) => core.watched.push(signal),
    };
  },
}));
// All that is fetched with it would bring JupyterLab along.
vi.mock("../../js/lab/host.js", () => ({}));
vi.mock("../../js/lab/preset-store.js", () => ({}));
vi.mock("../../js/lab/settings.js", () => ({}));
vi.mock("../../js/lab/gateway-output.js", () => ({}));
vi.mock("../../js/lab/widget-classes.js", () => ({}));
vi.mock("@jupyterlab/notebook", () => ({ INotebookTracker: "notebooks" }));
vi.mock("@jupyterlab/console", () => ({ IConsoleTracker: "consoles" }));

beforeEach(() => {
  vi.resetModules();
  Object.assign(core, { loads: 0, connected: 0, watched: [] });
  Reflect.deleteProperty(globalThis, Symbol.for("jupyter-dask-gateway.addresses"));
});

/** JupyterLab with a notebook in it; `config`: what the Jupyter server answers. Gives what has its kernel execute code. */
async function notebook(config: () => Promise<Response>) {
  const asked = vi.fn(config);
  vi.stubGlobal("fetch", asked);
  const iopubMessage = new Signal<object, object>({});
  const panel = {
    sessionContext: { iopubMessage },
    content: { rendermime: { addFactory: () => {} } },
  };
  const tracker = {
    forEach: (act: (it: object) => void) => act(panel),
    widgetAdded: new Signal({}),
  };
  const services: Record<string, object> = { notebooks: tracker };
  const app = {
    resolveOptionalService: async (name: string) => services[name] ?? null,
    serviceManager: { serverSettings: { baseUrl: "/", token: "" } },
  } as unknown as JupyterFrontEnd;
  const { addOutputRenderer } = await import("../../js/lab/output-renderer.js");
  await addOutputRenderer(app, { host: async () => ({}) as never });
  const execute = async (code: string) => {
    iopubMessage.emit({ content: { execution_state: "busy" } });
    iopubMessage.emit({ content: { code, execution_count: 1 } });
    await vi.dynamicImportSettled();
    await new Promise((done) => setTimeout(done, 50));
  };
  return { asked, execute };
}

const CONFIG = JSON.stringify({ address: "https://gateway", public_address: null });
const configured = async () => new Response(CONFIG);

test("what a widget shows is asked for once, when a kernel begins to import what makes one", async () => {
  const { asked, execute } = await notebook(configured);
  await execute("import dask\nprint('dask-gateway')");
  expect(core.loads).toBe(0);
  await execute("from jupyter_dask_gateway import GatewayWidget");
  expect(core).toMatchObject({ loads: 1, connected: 1 });
  expect(core.watched).toHaveLength(1);
  await execute("from jupyter_dask_gateway import GatewayWidget");
  expect(core).toMatchObject({ loads: 1, connected: 1 });
  expect(asked).toHaveBeenCalledTimes(1);
});

test("without a gateway nothing is asked of it", async () => {
  const { execute } = await notebook(async () => new Response("{}", { status: 404 }));
  await execute("import jupyter_dask_gateway");
  expect(core).toMatchObject({ loads: 1, connected: 0 });
});

test("a server that cannot be reached leaves no fault", async () => {
  const { execute } = await notebook(() => Promise.reject(new TypeError("Failed to fetch")));
  await execute("import jupyter_dask_gateway");
  expect(core).toMatchObject({ loads: 1, connected: 0 });
});
