// @vitest-environment happy-dom
import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { NotebookPanel } from "@jupyterlab/notebook";
import type { ISettingRegistry } from "@jupyterlab/settingregistry";
import { Signal } from "@lumino/signaling";
import { beforeEach, expect, test, vi } from "vitest";
import { watchNotebook } from "../../js/lab/kubernetes-offer.js";

/** JupyterLab's offer to convert what a notebook has for dask-kubernetes: one for each notebook. */

interface Action {
  label: string;
  callback(): void;
}
const lab = vi.hoisted(() => ({ offers: [] as { actions: Action[] }[] }));
vi.mock("@jupyterlab/apputils", () => ({
  Notification: { info: (_: string, options: { actions: Action[] }) => lab.offers.push(options) },
}));

let number = 0;

beforeEach(() => {
  lab.offers.length = 0;
  localStorage.clear();
  vi.useFakeTimers();
});

const cell = (source: string, cell_type = "code") => ({ cell_type, getSource: () => source });
const IMPORT = "from dask_kubernetes import KubeCluster";

/** Each has a path of its own: what was offered is known to the module, too. */
function notebook(...sources: string[]) {
  const self = {};
  number += 1;
  const cells = sources.map((source) => cell(source));
  const contentChanged = new Signal<object, void>(self);
  const panel = {
    context: { ready: Promise.resolve(), path: `${number}.ipynb` },
    content: { model: { contentChanged, sharedModel: { cells } } },
    disposed: new Signal<object, void>(self),
    isDisposed: false,
  };
  return {
    cells,
    panel: panel as unknown as NotebookPanel,
    write: (source: string, type?: string) => {
      cells.push(cell(source, type));
      contentChanged.emit();
    },
  };
}

function application(composite: object = {}) {
  const executed: unknown[][] = [];
  const set = vi.fn(async () => {});
  const settings = { load: async () => ({ composite }), set } as unknown as ISettingRegistry;
  const execute = async (...command: unknown[]) => executed.push(command);
  const serviceManager = { serverSettings: { baseUrl: "/" } };
  const app = { commands: { execute }, serviceManager } as unknown as JupyterFrontEnd;
  return { executed, set, around: { app, settings, id: "p" } };
}

const pause = () => vi.advanceTimersByTimeAsync(1_000);

test("an import is offered the converter, once, with the code of the cells", async () => {
  const { around, executed, set } = application();
  const { panel, write } = notebook("%%bash\nls", "%%time\nx = 1", `import os\n${IMPORT}`);
  await watchNotebook(around, panel);
  expect(lab.offers).toHaveLength(0);
  await pause();
  expect(lab.offers).toHaveLength(1);
  write(IMPORT);
  await pause();
  await watchNotebook(around, panel);
  await pause();
  expect(lab.offers).toHaveLength(1);

  const [open, never] = lab.offers[0]?.actions ?? [];
  open?.callback();
  const text = `# %%\n%%time\nx = 1\n# %%\nimport os\n${IMPORT}\n# %%\n${IMPORT}\n`;
  expect(executed).toEqual([["dask-gateway:from-kubernetes", { text }]]);
  never?.callback();
  expect(set).toHaveBeenCalledWith("p", "kubernetesOffer", false);
});

test("nothing is offered for what only names it", async () => {
  const { around } = application();
  const { panel, write } = notebook("# from dask_kubernetes import KubeCluster", "import dask");
  write(IMPORT, "markdown");
  write("%%bash\nimport dask_kubernetes");
  write("import dask_kubernetes_tools");
  await watchNotebook(around, panel);
  await pause();
  expect(lab.offers).toHaveLength(0);
  write("  import dask_kubernetes.operator as o");
  expect(lab.offers).toHaveLength(0);
  await pause();
  expect(lab.offers).toHaveLength(1);
});

test.each([{ notifications: false }, { kubernetesOffer: false }])(
  "nothing is offered with %o",
  async (composite) => {
    const { around } = application(composite);
    await watchNotebook(around, notebook(IMPORT).panel);
    await pause();
    expect(lab.offers).toHaveLength(0);
  },
);

test("what the browser keeps tells of other pages; what is not ours there does no harm", async () => {
  const { around } = application();
  const first = notebook(IMPORT).panel;
  localStorage.setItem(
    "dask-gateway:kubernetes-offered",
    JSON.stringify([3, ["x"], [`/ ${first.context.path}`, true]]),
  );
  await watchNotebook(around, first);
  await pause();
  expect(lab.offers).toHaveLength(0);
  localStorage.setItem("dask-gateway:kubernetes-offered", "{");
  await watchNotebook(around, notebook(IMPORT).panel);
  await pause();
  expect(lab.offers).toHaveLength(1);
});
