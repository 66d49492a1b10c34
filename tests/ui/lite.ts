import type { Locator, Page, Request } from "@playwright/test";
import { buildLite, startLite } from "../../scripts/stack/lite.mjs";
import { pyodideFolder } from "../../scripts/stack/pyodide.mjs";
import { test as base, expect } from "./fixtures.js";
import { venv } from "./stack.js";

/** Of `startLite`. */
interface Options {
  settings?: object | null;
  /** More of the page's configuration. */
  page?: object;
  cookies?: Record<string, string>;
  /** What stands for the gateway. */
  target?: string;
}

/** JupyterLite in the browser, as demo/lite serves it. */
export class Lite {
  readonly form: Locator;
  readonly panel: Locator;
  /** Errors in the page, whoever made them. */
  readonly errors: string[] = [];
  /** What the browser's console says besides. */
  readonly said: string[] = [];
  readonly requests: Request[] = [];
  site = { address: "", gateway: "" };
  #stop = async (): Promise<void> => {};

  constructor(
    readonly page: Page,
    private readonly folder: string,
    private readonly target: string,
  ) {
    this.form = page.getByRole("form", { name: "Log in to Dask Gateway" });
    this.panel = page
      .locator("#dask-gateway-panel")
      .getByRole("region", { name: "Dask Gateway", exact: true });
    page.on("pageerror", (error) => this.errors.push(error.stack ?? error.message));
    page.on("console", (message) => {
      const text = `${message.text()} (${message.location().url})`;
      // A refused login, and a dashboard whose scheduler has gone.
      const isAnswer = /^Failed to load resource|\/clusters\/[0-9a-f]{32}\//.test(text);
      if (message.type() === "error" && !isAnswer) this.errors.push(text);
      else this.said.push(text);
    });
    page.on("request", (request) => this.requests.push(request));
  }

  /** Serves the site. */
  async serve(options: Options = {}): Promise<void> {
    const { settings, page, cookies, target = this.target } = options;
    const { stop, ...site } = await startLite(target, {
      site: this.folder,
      page: { exposeAppInBrowser: true, ...page },
      settings,
      cookies,
    });
    this.site = site;
    this.#stop = stop;
  }

  /** Serves the site, and opens it. */
  async open(options?: Options): Promise<void> {
    await this.serve(options);
    await this.goto(`${this.site.address}lab/index.html`);
  }

  async goto(address: string): Promise<void> {
    await this.page.goto(address);
    await this.page.locator(".jp-Launcher").waitFor();
  }

  async openPanel(): Promise<void> {
    const tab = this.page.getByRole("tab", { name: "Dask Gateway" });
    await tab.waitFor();
    if (!(await this.page.locator("#dask-gateway-panel").isVisible())) await tab.click();
  }

  async logIn(user: string, password: string): Promise<void> {
    await this.form.getByLabel("User name").fill(user);
    await this.form.getByLabel("Password").fill(password);
    await this.form.getByRole("button", { name: "Log in" }).click();
  }

  get options(): Locator {
    return this.panel.getByRole("form", { name: "Cluster options" });
  }

  get cluster(): Locator {
    return this.panel.getByRole("list", { name: "Clusters", exact: true }).getByRole("listitem");
  }

  async stop(): Promise<void> {
    await this.#stop();
  }
}

export const test = base.extend<{ lite: Lite }, { folder: string }>({
  folder: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures used from the pattern
    async ({}, use) => {
      await use(await buildLite({ venv, pyodide: await pyodideFolder() }));
    },
    { scope: "worker", timeout: 300_000 },
  ],
  lite: async ({ page, gateway: _, stack, folder }, use) => {
    const lite = new Lite(page, folder, stack.address);
    await use(lite);
    await lite.stop();
    expect(lite.errors, "errors in the page").toEqual([]);
    // None of the server's routes is there.
    const asked = lite.requests.map((request) => new URL(request.url()).pathname);
    expect(asked.filter((path) => path.startsWith("/lite/dask-gateway"))).toEqual([]);
  },
});
