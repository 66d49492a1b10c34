import type { Locator, Page, Request } from "@playwright/test";
import { startPage } from "../../scripts/stack/page.mjs";
import { test as base, expect } from "./fixtures.js";

/** The page with the element, and what it does. */
export class Element {
  readonly said: string[] = [];
  /** What the page asked of other origins. */
  readonly asked: Request[] = [];
  readonly form: Locator;
  readonly panel: Locator;
  site = { address: "", gateway: "" };
  stop = () => {};

  constructor(
    readonly page: Page,
    private readonly target: string,
  ) {
    page.on("pageerror", (error) => this.said.push(error.message));
    page.on("console", (message) => {
      // That the gateway refused something is not an error of the page.
      if (message.text().startsWith("Failed to load resource")) return;
      this.said.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(this.site.address)) this.asked.push(request);
    });
    this.form = page.getByRole("form", { name: "Log in to Dask Gateway" });
    this.panel = page.getByRole("region", { name: "Dask Gateway" });
  }

  /** Opens the page; `edit` changes its text and its policy first. `target`: what stands for the gateway. */
  async open(
    edit?: (text: string, site: Element["site"]) => string,
    target = this.target,
  ): Promise<void> {
    const { stop, ...site } = await startPage(target, (text: string) =>
      edit === undefined ? text : edit(text, this.site),
    );
    this.site = site;
    this.stop = stop;
    await this.page.goto(site.address);
  }

  async logIn(user: string, password: string): Promise<void> {
    await this.form.getByLabel("User name").fill(user);
    await this.form.getByLabel("Password").fill(password);
    await this.form.getByRole("button", { name: "Log in" }).click();
  }

  /** Everything in the browser that outlives a moment, or that scripts and people can see. */
  async everything(): Promise<string> {
    const { page } = this;
    const state = await page.context().storageState({ indexedDB: true });
    const seen = await page.evaluate(async () => {
      const texts: string[] = [location.href, document.title, JSON.stringify(history.state)];
      texts.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }));
      const read = (root: Document | ShadowRoot) => {
        texts.push(root instanceof Document ? root.documentElement.outerHTML : root.innerHTML);
        for (const element of root.querySelectorAll("*")) {
          if ("value" in element) texts.push(String(element.value));
          if (element.shadowRoot) read(element.shadowRoot);
        }
      };
      read(document);
      texts.push(...performance.getEntriesByType("resource").map((entry) => entry.name));
      for (const name of await caches.keys()) texts.push(name);
      return texts.join("\n");
    });
    return [seen, JSON.stringify(state), ...this.said].join("\n");
  }
}

export const test = base.extend<{ element: Element }>({
  element: async ({ page, gateway: _, expectedErrors, stack }, use) => {
    const element = new Element(page, stack.address);
    await use(element);
    element.stop();
    const unexpected = element.said.filter((text) => !expectedErrors.some((it) => it.test(text)));
    expect(unexpected, "errors in the page").toEqual([]);
  },
});

export const clusterIn = (panel: Locator) =>
  panel.getByRole("list", { name: "Clusters", exact: true }).getByRole("listitem");
export const optionsIn = (panel: Locator) => panel.getByRole("form", { name: "Cluster options" });
