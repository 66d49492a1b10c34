// @vitest-environment happy-dom
import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { Widget } from "@lumino/widgets";
import { expect, test, vi } from "vitest";
import { panesOf } from "../../js/lab/panes.js";
import type { Pane } from "../../js/view/model.js";

/** Panes of ours as tabs of JupyterLab: one for each key, called as their cluster is now. */

vi.mock("../../js/lab/icon.js", () => ({ icon: undefined }));
vi.mock("@jupyterlab/apputils", async () => {
  const { Widget } = await import("@lumino/widgets");
  class MainAreaWidget extends Widget {
    constructor({ content }: { content: Widget }) {
      super();
      this.id = `tab-${Math.random()}`;
      this.disposed.connect(() => content.dispose());
    }
  }
  return { MainAreaWidget };
});

function setUp() {
  const tabs: Widget[] = [];
  const shell = { add: (tab: Widget) => tabs.push(tab), activateById: () => {} };
  return { tabs, ...panesOf({ shell } as unknown as JupyterFrontEnd) };
}

function pane(cluster: string): Pane {
  let called = cluster;
  return {
    get title() {
      return `Logs of ${called}`;
    },
    element: document.createElement("div"),
    name(clusters) {
      called = clusters.find(({ key }) => key === cluster)?.name ?? called;
    },
    setVisible: () => {},
    dispose: vi.fn(),
  };
}

test("asked for twice at once, there is one; and one anew when that was closed", async () => {
  const { tabs, openPane } = setUp();
  const make = vi.fn(() => pane("a"));
  const [one, other] = await Promise.all([openPane?.("logs a", make), openPane?.("logs a", make)]);
  expect([tabs.length, make.mock.calls.length]).toEqual([1, 1]);
  expect(one).toBe(other);
  tabs[0]?.dispose();
  expect(one?.dispose).toHaveBeenCalled();
  await openPane?.("logs a", make);
  expect(tabs.length).toBe(2);
});

test("a cluster that is renamed has its tabs renamed, and no other's", async () => {
  const { tabs, openPane, name } = setUp();
  await openPane?.("logs a", () => pane("a"));
  await openPane?.("logs b", () => pane("b"));
  name([{ key: "a", name: "night run" }]);
  expect(tabs.map(({ title }) => title.label)).toEqual(["Logs of night run", "Logs of b"]);
});
