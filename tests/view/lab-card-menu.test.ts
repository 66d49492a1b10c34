// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { addCardMenu } from "../../js/lab/card-menu.js";
import type { Shared } from "../../js/lab/shared.js";

/** Whose menu JupyterLab's context menu is. */

vi.useFakeTimers();

function setUp() {
  const node = document.createElement("div");
  node.id = "dask-gateway-panel";
  const root = node.appendChild(document.createElement("div")).attachShadow({ mode: "open" });
  root.innerHTML = `<ul>
    <li class="cluster" data-cluster="a1b2c3d4"><button>Stop</button><input type="number"></li>
    <li class="cluster" data-cluster="ended123"><button>Dismiss</button></li></ul><p>Nothing</p>`;
  document.body.replaceChildren(node);
  const closes: (() => void)[] = [];
  const copied: string[] = [];
  let copy = { isVisible: () => true, execute: async () => {} };
  const shared = {
    app: {
      contextMenu: { menu: { aboutToClose: { connect: (slot: () => void) => closes.push(slot) } } },
      commands: {
        addCommand: (_: string, command: typeof copy) => {
          copy = command;
        },
      },
    },
    panel: { node },
    live: {
      cluster: (key: string) =>
        key === "a1b2c3d4" ? { status: "PENDING", canStop: true } : undefined,
    },
    host: async () => ({ copy: async (text: string) => void copied.push(text) }),
    card: null,
  } as unknown as Shared;
  addCardMenu(shared);
  const on = (selector: string) => {
    const event = new MouseEvent("contextmenu", { bubbles: true, composed: true });
    root.querySelector(selector)?.dispatchEvent(event);
    return [shared.card?.cluster, node.hasAttribute("data-cluster-menu")];
  };
  return { on, shared, node, copied, copy: () => copy, close: () => closes.map((slot) => slot()) };
}

test("it is a cluster's on its card, and the browser's where that is of more use", () => {
  const { on, shared } = setUp();
  expect(on("button")).toEqual(["a1b2c3d4", true]);
  const can = (name: string) => shared.card?.allows(name);
  expect(["connect", "stop", "open-logs"].map(can)).toEqual([false, true, true]);
  expect(on("input")).toEqual([undefined, false]);
  expect(on("li")).toEqual(["a1b2c3d4", true]);
  expect(on("li + li button"), "one that has ended").toEqual([undefined, false]);
  expect(on("p")).toEqual([undefined, false]);
});

test("the cluster is known to what is chosen as the menu closes, and to nothing later", async () => {
  const { on, shared, node, copied, copy, close } = setUp();
  on("button");
  close();
  expect(copy().isVisible()).toBe(true);
  await copy().execute();
  expect(copied).toEqual(["a1b2c3d4"]);
  vi.runAllTimers();
  expect([shared.card, node.hasAttribute("data-cluster-menu")]).toEqual([null, false]);
  expect(copy().isVisible()).toBe(false);
  await copy().execute();
  expect(copied).toHaveLength(1);
});
