// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type Model, render } from "../../js/single-file/render.js";

/** What the single file is to hosts of anywidget's modules. */

class Tag extends HTMLElement {
  static observedAttributes = ["address", "public-address", "site", "view", "spec", "open"];
}

/** As MyST's: what it does not have throws. */
class FakeModel implements Model {
  readonly #listeners = new Map<string, (() => void)[]>();
  constructor(readonly state: Record<string, unknown>) {}
  get = (name: string) => this.state[name];
  on(event: string, listener: () => void) {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }
  set(name: string, value: unknown) {
    this.state[name] = value;
    for (const listener of this.#listeners.get(`change:${name}`) ?? []) listener();
  }
  off(): never {
    throw new Error("off is not there");
  }
  save_changes = this.off;
  send = this.off;
}

let el: HTMLElement;
beforeAll(() => customElements.define("dask-gateway", Tag));
beforeEach(() => {
  el = document.body.appendChild(document.createElement("div"));
});
afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.className = "";
  vi.restoreAllMocks();
});

function shown(state: Record<string, unknown>) {
  const model = new FakeModel(state);
  const end = render({ model, el });
  const element = el.querySelector("dask-gateway") as HTMLElement;
  const attributes = () =>
    Object.fromEntries(
      [...element.attributes]
        .filter(({ name }) => name !== "style")
        .map((it) => [it.name, it.value]),
    );
  return { model, element, attributes, end };
}

test("the model's state becomes attributes, what is no text as JSON", () => {
  const spec = [{ field: "worker_cores" }];
  const { attributes } = shown({
    spec,
    site: { limits: { clusters: 4 } },
    view: "options",
    public_address: "/there/",
    open: true,
    address: null,
    error: "of the host",
    onclick: "alert(1)",
  });
  expect(attributes()).toEqual({
    spec: JSON.stringify(spec),
    site: '{"limits":{"clusters":4}}',
    view: "options",
    "public-address": "/there/",
    open: "",
  });
});

test.each([[{}], [{ spec: 5, view: Number.NaN, site: undefined, open: false }]])(
  "%j says nothing",
  (state) => expect(shown(state).attributes()).toEqual({}),
);

test("the element follows the model until the host ends it", () => {
  const { model, element, attributes, end } = shown({ address: "/a/" });
  model.set("address", "/b/");
  model.set("view", "clusters");
  expect(attributes()).toEqual({ address: "/b/", view: "clusters" });
  model.set("view", undefined);
  expect(attributes()).toEqual({ address: "/b/" });
  end();
  expect(el.childElementCount).toBe(0);
  model.set("address", "/c/");
  expect(element.getAttribute("address")).toBe("/b/");
});

test("a host that renders twice has what it renders last, when the first has ended", () => {
  const first = shown({ address: "/a/" });
  shown({ address: "/b/" });
  first.end();
  expect([...el.children].map((it) => it.getAttribute("address"))).toEqual(["/b/"]);
});

test("it is dark with a page that is so by a class alone", async () => {
  const scheme = { colorScheme: "normal" };
  vi.spyOn(window, "getComputedStyle").mockReturnValue(scheme as CSSStyleDeclaration);
  const page = document.documentElement;
  page.className = "dark";
  const { element, end } = shown({});
  expect(element.style.colorScheme).toBe("dark");
  page.className = "light";
  await vi.waitFor(() => expect(element.style.colorScheme).toBe(""));
  page.className = "dark";
  await vi.waitFor(() => expect(element.style.colorScheme).toBe("dark"));
  scheme.colorScheme = "light";
  page.className = "dark more";
  await vi.waitFor(() => expect(element.style.colorScheme).toBe(""));
  // As browsers have it of what is in no page yet.
  scheme.colorScheme = "";
  page.className = "dark";
  await vi.waitFor(() => expect(element.style.colorScheme).toBe("dark"));
  end();
  scheme.colorScheme = "normal";
  element.style.colorScheme = "";
  page.className = "dark";
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(element.style.colorScheme).toBe("");
});
