// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { focusedElement } from "../../js/view/ui/focused-element.js";
import { cluster, form, option, view } from "./fixtures.js";
import { drawn, name, open, type Page } from "./page.js";

/** Many clusters: the search, and rows that are drawn whole only where they can be seen. */

/** What the browser says of rows that come into view or leave it. */
let see: (rows: Element[], isIntersecting: boolean) => Promise<void>;
const watched = new Set<Element>();

beforeEach(() => {
  watched.clear();
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(callback: (entries: unknown[]) => void) {
        see = (rows, isIntersecting) => {
          callback(rows.map((target) => ({ target, isIntersecting })));
          return drawn();
        };
      }
      observe = (row: Element) => watched.add(row);
      unobserve = (row: Element) => watched.delete(row);
      disconnect = () => watched.clear();
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

const key = (n: number) => `key-${n}`;
const some = (count: number) => Array.from({ length: count }, (_, n) => cluster(key(n)));
const listed = (count: number) => view({ form: form([]), clusters: some(count) });
const shown = (page: Page) =>
  [...page.root.querySelectorAll<HTMLElement>("[data-cluster]")].map((row) => row.dataset.cluster);
const isWhole = (page: Page, n: number) => page.cluster(key(n)).querySelector(".rest") !== null;

const search = (page: Page) => page.root.querySelector<HTMLInputElement>("input[type=search]");

async function seek(page: Page, words: string): Promise<void> {
  const input = search(page) as HTMLInputElement;
  input.value = words;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await drawn();
}

test("a few clusters have no search, and many have one that finds keys, names, states and options", async () => {
  expect(search(open(listed(7)))).toBe(null);
  const clusters = [
    ...some(6),
    cluster("b2c3d4e5", { status: "FAILED", alias: "Night run" }),
    cluster("c3d4e5f6", {
      options: [option("Image", "pangeo/ML:1"), option("Token", "hush", true)],
    }),
  ];
  const page = open(view({ form: form([]), clusters }));
  const input = search(page) as HTMLInputElement;
  expect(name(input)).toBe("Find a cluster");
  await seek(page, "c3D4");
  expect(shown(page)).toEqual(["b2c3d4e5", "c3d4e5f6"]);
  expect(page.root.querySelector(".filter [role=status]")?.textContent).toBe("2 of 8");
  await seek(page, "c3d4 failed");
  expect(shown(page)).toEqual(["b2c3d4e5"]);
  await seek(page, "NIGHT r");
  expect(shown(page)).toEqual(["b2c3d4e5"]);
  await seek(page, "ml:1");
  expect(shown(page)).toEqual(["c3d4e5f6"]);
  await seek(page, "hush");
  expect(shown(page), "no secret is found out").toEqual([]);
  expect(page.root.textContent).toContain("No cluster’s name, state or options contain this.");
  // It stays while it holds something, though only a few clusters are left.
  await page.show(view({ form: form([]), clusters: clusters.slice(0, 2) }));
  expect(input.isConnected).toBe(true);
  input.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  await drawn();
  expect(shown(page)).toEqual(["key-0", "key-1"]);
  expect(search(page)).toBe(null);
  expect(page.session.events).toEqual([]);
});

test("of many clusters those in view are drawn whole, and the core is told which", async () => {
  const page = open(listed(100));
  expect(shown(page)).toHaveLength(100);
  expect(watched.size).toBe(100);
  expect(page.root.querySelectorAll("*").length).toBeLessThan(3_000);
  expect([0, 19, 20, 99].map((n) => isWhole(page, n))).toEqual([true, true, false, false]);
  expect(page.cluster(key(99)).textContent?.replace(/\s+/g, " ").trim()).toBe("key-99 Running");
  const rows = [50, 51].map((n) => page.cluster(key(n)));
  await see(rows, true);
  expect([49, 50, 51].map((n) => isWhole(page, n))).toEqual([false, true, true]);
  expect(page.session.events).toEqual([{ type: "in-view", clusters: "key-50 key-51" }]);
  const [first, second] = rows as [HTMLElement, HTMLElement];
  (second.querySelector("details") as HTMLDetailsElement).open = true;
  await see(rows, false);
  expect(
    [50, 51].map((n) => isWhole(page, n)),
    "what was opened stays",
  ).toEqual([false, true]);
  expect(page.cluster(key(50)), "the same row").toBe(first);
  expect(page.session.events.at(-1)).toEqual({ type: "in-view", clusters: "key-51" });
});

test("that none can be seen is told, too, and what the keyboard comes to then", async () => {
  const page = open(listed(2));
  const rows = [0, 1].map((n) => page.cluster(key(n)));
  await see(rows, false);
  await see(rows, false);
  expect(page.session.events).toEqual([{ type: "in-view", clusters: "" }]);
  rows[1]?.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
  expect(page.session.events.at(-1)).toEqual({ type: "in-view", clusters: "key-1" });
});

test("by the keyboard one comes to rows that were not drawn, and they are then", async () => {
  const page = open(listed(60));
  const row = page.cluster(key(59));
  expect(row.tabIndex).toBe(0);
  row.focus();
  row.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
  await drawn();
  expect(isWhole(page, 59)).toBe(true);
  expect(focusedElement()).toBe(row);
  expect(row.tabIndex).toBe(-1);
});

test("a panel that ends watches nothing", async () => {
  const page = open(listed(30));
  page.handle.dispose();
  expect(watched.size).toBe(0);
});
