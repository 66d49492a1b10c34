// @vitest-environment happy-dom
import { Panel, Widget } from "@lumino/widgets";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  CHECK_DELAYS_MS,
  hasFailed,
  WIDGET_VIEW_MIME_TYPE,
  watchRenderers,
} from "../../js/jupyter/ipywidgets-compat.js";
import { MIME_TYPE } from "../../js/jupyter/widget-module.js";
import { draw, type GatewayOutput } from "../../js/lab/gateway-output.js";
import type { OutputHost } from "../../js/lab/output-host.js";
import { FakeSignal } from "./fake-kernel.js";
import { fakeHost } from "./fake-session.js";

/** A cell's output, between ipywidgets and what is shown without a kernel. */

vi.mock("../../js/lab/load-core.js", () => ({
  loadCore: () => Promise.reject(new Error("not here")),
}));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class FakeOutputHost implements Record<keyof OutputHost, unknown> {
  readonly kernelChanged = new FakeSignal();
  readonly statusChanged = new FakeSignal();
  setReady!: () => void;
  readonly sessionContext = {
    ready: new Promise<void>((resolve) => {
      this.setReady = resolve;
    }),
    kernelChanged: this.kernelChanged,
    statusChanged: this.statusChanged,
    session: { kernel: { status: "idle" } },
  };
  /** ipywidgets' renderer factory; undefined: it is not installed. */
  factory: object | undefined;
  readonly rendered: string[] = [];
  /** What ipywidgets' renderer was given. */
  readonly drawn: object[] = [];
  readonly rendermime = {
    getFactory: () => this.factory,
    createModel: ({ data }: { data: object }) => data,
    createRenderer: (type: string) => {
      this.rendered.push(type);
      const renderModel = async (model: object) => void this.drawn.push(model);
      return Object.assign(new Widget(), { renderModel });
    },
  };
  get asOutputHost(): OutputHost {
    return this as unknown as OutputHost;
  }
  get views(): number {
    return this.rendered.filter((type) => type === WIDGET_VIEW_MIME_TYPE).length;
  }
}

const SAVED = {
  model_id: "m",
  address: null,
  ownLogin: false,
  view: "all",
  options: "{}",
  spec: "",
  cluster: null,
};
const DATA = { [MIME_TYPE]: SAVED };
const APP = {
  serviceManager: { serverSettings: { baseUrl: "http://localhost/", token: "" } },
} as never;

async function render(factory: object | undefined, data: object = DATA) {
  const notebook = new FakeOutputHost();
  notebook.factory = factory;
  const panel = new Panel();
  const show = (data: object) =>
    draw(panel, { data } as never, notebook.asOutputHost, APP, async () => fakeHost());
  show(data);
  return { notebook, output: panel.widgets[0] as GatewayOutput, panel, show };
}

const tick = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test("a renderer that ipywidgets registers once the kernel is there draws anew, by whatever signal", async () => {
  const { notebook } = await render({});
  expect(notebook.views).toBe(1);
  await tick(60_000);
  expect(notebook.views, "the same factory").toBe(1);

  notebook.factory = {};
  await tick(60_000);
  expect(notebook.views, "nothing has been heard of the kernel").toBe(1);
  notebook.setReady();
  await tick(0);
  expect(notebook.views).toBe(2);
  for (const signal of [notebook.kernelChanged, notebook.statusChanged]) {
    const before = notebook.views;
    signal.emit();
    // ipywidgets acts a moment later.
    await tick(100);
    notebook.factory = {};
    await tick(250);
    expect(notebook.views).toBe(before + 1);
  }
});

test("ipywidgets is given the widget that our own type names", async () => {
  const { notebook } = await render({});
  const view = { version_major: 2, version_minor: 0, model_id: "m" };
  expect(notebook.drawn).toEqual([{ [WIDGET_VIEW_MIME_TYPE]: view }]);
  const { model_id: _, ...older } = SAVED;
  const { notebook: other } = await render({}, { [MIME_TYPE]: older });
  expect(other.drawn, "an output that names none").toEqual([]);
});

test("in a notebook that nobody runs the checks end", async () => {
  const notebook = new FakeOutputHost();
  const abort = new AbortController();
  const check = vi.fn();
  watchRenderers(notebook.asOutputHost.sessionContext, check, abort.signal);
  await tick(60_000);
  expect(check).toHaveBeenCalledTimes(CHECK_DELAYS_MS.length);
  expect(vi.getTimerCount()).toBe(0);

  // A cell that runs says so again and again: that makes no more of them.
  for (let i = 0; i < 10; i++) notebook.statusChanged.emit();
  await tick(60_000);
  expect(check).toHaveBeenCalledTimes(2 * CHECK_DELAYS_MS.length);

  notebook.kernelChanged.emit();
  abort.abort();
  notebook.setReady();
  await tick(60_000);
  expect(check).toHaveBeenCalledTimes(2 * CHECK_DELAYS_MS.length);
  expect([notebook.kernelChanged.slots.size, notebook.statusChanged.slots.size]).toEqual([0, 0]);
  expect(vi.getTimerCount()).toBe(0);
});

test("what ipywidgets draws in time is all that is shown", async () => {
  const { notebook, output } = await render({});
  const [widget] = output.widgets;
  expect(widget?.isHidden).toBe(true);
  widget?.node.append(Object.assign(document.createElement("div"), { className: "drawn" }));
  await tick(10);
  expect(widget?.isHidden, "a widget, but not ours").toBe(true);
  const box = document.createElement("div");
  box.dataset.daskGateway = "widget";
  widget?.node.append(box);
  await tick(10);
  expect(widget?.isHidden).toBe(false);
  await tick(60_000);
  expect(output.widgets).toEqual([widget]);
  expect(notebook.rendered).toEqual([WIDGET_VIEW_MIME_TYPE]);
});

test("without ipywidgets there is the table at once, and with it after a moment", async () => {
  const without = await render(undefined);
  await tick(0);
  expect(without.output.node.textContent).toContain("run the cell to work with this gateway");
  expect(without.notebook.rendered).toEqual(["text/html"]);
  const { output, notebook } = await render({});
  await tick(499);
  expect(notebook.rendered).toEqual([WIDGET_VIEW_MIME_TYPE]);
  await tick(1);
  expect(output.node.textContent).toContain("run the cell to work with this gateway");

  without.output.dispose();
  output.dispose();
  expect(vi.getTimerCount()).toBe(0);
});

test("options that come a moment later are in the table, and the widget stays as it was drawn", async () => {
  const { notebook, output, panel, show } = await render({});
  const later = {
    [MIME_TYPE]: { ...SAVED, options: '{"worker_cores": 2}' },
    "text/html": "<table>",
  };
  show(later);
  expect([...panel.widgets], "the same").toEqual([output]);
  expect(notebook.views).toBe(1);
  // ipywidgets does not draw it.
  await tick(500);
  expect(notebook.drawn.at(-1)).toEqual({ data: later });
  show(DATA);
  expect(notebook.drawn.at(-1), "also while it is shown").toEqual({ data: DATA });

  show({ [MIME_TYPE]: { ...SAVED, model_id: "n" } });
  expect(output.isDisposed, "another widget's").toBe(true);
  expect(notebook.views).toBe(2);
  panel.dispose();
  show(DATA);
  expect(vi.getTimerCount()).toBe(0);
});

test("ipywidgets' own words for a widget that it cannot draw", () => {
  const node = document.createElement("div");
  for (const [text, failed] of [
    ["Error displaying widget: model not found", true],
    ["Error displaying widget", true],
    ["Loading widget...", false],
    ["", false],
  ] as const) {
    node.textContent = text;
    expect(hasFailed(node), text).toBe(failed);
  }
});
