// @vitest-environment happy-dom

import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as insight from "../../js/insight/index.js";
import { setPartSource } from "../../js/page/parts.js";
import type { Host, PageText } from "../../js/view/model.js";
import { fakeHost } from "./fake-session.js";
import { cluster, view } from "./fixtures.js";
import { drawn, open, type Page } from "./page.js";

/** The menu of a cluster's plots, and the button that opens a few of them at once. */

const KEY = "a1b2c3d4";
const USUAL = [
  "Task stream",
  "Progress",
  "Workers memory",
  "Graph",
  "Cluster memory",
  "CPU",
  "Occupancy",
  "Profile",
];

beforeEach(() => {
  setPartSource(async () => insight);
  // Not in this DOM.
  HTMLElement.prototype.showPopover = () => {};
  const matches = HTMLElement.prototype.matches;
  vi.spyOn(HTMLElement.prototype, "matches").mockImplementation(function (
    this: HTMLElement,
    selector,
  ) {
    return selector !== ":popover-open" && matches.call(this, selector);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

async function card(
  host: Partial<Host> = { openPlots: async () => {} },
  answer: PageText = { text: null, problem: { id: "no-scheduler" } },
): Promise<Page> {
  const page = open(view({ clusters: [cluster(KEY)] }), fakeHost(host));
  page.session.readPages = async () => answer;
  await drawn();
  await drawn();
  return page;
}

async function opened(page: Page): Promise<HTMLElement> {
  page.get("button", "Plots").click();
  await drawn();
  return page.get("dialog", "Plots");
}

const listed = (menu: HTMLElement) =>
  [...menu.querySelectorAll("li:not([hidden])")].map((item) => item.textContent);
const key = (menu: HTMLElement, name: string) =>
  (menu.getRootNode() as ShadowRoot).activeElement?.dispatchEvent(
    new KeyboardEvent("keydown", { key: name, bubbles: true, composed: true }),
  );

/** What has the focus and is removed loses it while it is being removed, and cannot be removed by whoever hears of that. */
function loseFocusAsChromium(menu: HTMLElement): void {
  let isBeingRemoved = false;
  menu.remove = () => {
    if (isBeingRemoved) throw new DOMException("no longer a child of this node", "NotFoundError");
    isBeingRemoved = true;
    menu.querySelector("input")?.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
    menu.parentNode?.removeChild(menu);
  };
}

test("the usual plots, and a word why there are no others", async () => {
  const page = await card();
  const menu = await opened(page);
  expect(listed(menu)).toEqual(USUAL);
  expect(page.get("status", undefined, menu).textContent).toMatch(
    /^These are the usual plots; .* This cluster does not run/,
  );
  expect(page.session.pages).toEqual([{ cluster: KEY, page: "plots" }]);
});

test("those of the cluster's own list, found by words of their names", async () => {
  const text = readFileSync("tests/fixtures/scheduler_pages/2026.8.0/plots.json", "utf8");
  const page = await card(undefined, { text, problem: null });
  const menu = await opened(page);
  expect(listed(menu).slice(0, 9)).toEqual([...USUAL, "Aggregate time per action"]);
  expect(listed(menu)).toContain("Cluster map");
  expect(page.get("status", undefined, menu).textContent).toBe("");
  page.type("searchbox", "Search plots", "MEM key", menu);
  expect(listed(menu)).toEqual(["Memory by key"]);
  loseFocusAsChromium(menu);
  key(menu, "Enter");
  expect(page.session.events).toContainEqual({
    type: "open-plots",
    cluster: KEY,
    plots: "/individual-memory-by-key",
    outside: false,
  });
  expect(page.all("dialog", "Plots")).toEqual([]);
});

test("a hostile list adds nothing but text", async () => {
  const text = JSON.stringify({
    "<img src=x onerror=alert(1)>": "/individual-x",
    Evil: "//evil.example/individual-x",
    Script: "javascript:alert(1)",
    Up: "/individual-x/../../other/status",
    Status: "/status",
  });
  const page = await card(undefined, { text, problem: null });
  const menu = await opened(page);
  expect(listed(menu)).toEqual(["X"]);
  expect(menu.querySelector("img, a")).toBeNull();
});

test("by the keyboard", async () => {
  const page = await card();
  const menu = await opened(page);
  expect(page.root.activeElement).toBe(page.get("searchbox", "Search plots", menu));
  key(menu, "ArrowDown");
  key(menu, "ArrowDown");
  expect(page.root.activeElement?.textContent).toBe("Progress");
  key(menu, "ArrowUp");
  key(menu, "ArrowUp");
  expect(page.root.activeElement).toBe(page.get("searchbox", "Search plots", menu));
  key(menu, "Escape");
  expect(page.all("dialog", "Plots")).toEqual([]);
  expect(page.root.activeElement).toBe(page.get("button", "Plots"));
  page.type("searchbox", "Search plots", "nothing at all", await opened(page));
  const again = page.get("dialog", "Plots");
  expect(page.get("status", undefined, again).textContent).toBe("No plot is called like that.");
  page.get("button", "Plots").click();
  expect(page.all("dialog", "Plots")).toEqual([]);
  expect(page.get("button", "Plots").getAttribute("aria-expanded")).toBe("false");
});

test("a list that comes late is taken by a menu that is still open, and changes no focus", async () => {
  const page = await card();
  let answer: (text: PageText) => void = () => {};
  page.session.readPages = () => new Promise((resolve) => (answer = resolve));
  const menu = await opened(page);
  key(menu, "ArrowDown");
  answer({ text: '{"a": "/individual-task-stream", "b": "/individual-b"}', problem: null });
  await drawn();
  expect(listed(menu)).toEqual(["Task stream", "B"]);
  expect(page.root.activeElement?.textContent).toBe("Task stream");
  await opened(page).catch(() => {});
  await opened(page);
  page.get("button", "Plots").click();
  answer({ text: "{}", problem: null });
  await drawn();
  expect(page.all("dialog", "Plots")).toEqual([]);
});

test("a layout is asked for as one, where the host has room for it", async () => {
  const page = await card();
  page.get("button", "Plot layout").click();
  expect(page.session.events).toEqual([
    {
      type: "open-plots",
      cluster: KEY,
      plots:
        "/individual-task-stream /individual-progress /individual-workers-memory /statics/individual-cluster-map.html",
      outside: false,
    },
  ]);
  const other = await card({});
  expect(other.all("button", "Plot layout")).toEqual([]);
  const menu = await opened(other);
  menu.querySelector<HTMLElement>("li button")?.click();
  expect(other.session.events).toContainEqual(expect.objectContaining({ outside: true }));
});

test("a cluster without a dashboard has neither", async () => {
  const page = open(view({ clusters: [cluster(KEY, { hasDashboard: false })] }));
  await drawn();
  await drawn();
  expect(page.all("button", "Plots")).toEqual([]);
  expect(page.all("button", "Plot layout")).toEqual([]);
});
