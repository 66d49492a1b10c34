import type { Browser, Locator, Page } from "@playwright/test";
import type { startHub } from "../../scripts/stack/hub.mjs";
import { errorsIn } from "./fixtures.js";
import { test as base, expect } from "./hub.js";

export { expect };

type Hub = Awaited<ReturnType<typeof startHub>>;

interface Fixtures {
  /** Logs a user in on the hub's page of clusters, in a browser of their own, without any server. What they leave running is stopped. */
  enter(name: string): Promise<Visitor>;
  /** The same where the page has no form to show. */
  visit(name: string): Promise<Visitor>;
}

export const test = base.extend<Fixtures>({
  enter: async ({ browser, hub }, use) => {
    const visitors: Visitor[] = [];
    await use(async (name) => {
      const visitor = await Visitor.create(browser, hub, name);
      visitors.push(visitor);
      await visitor.enter();
      return visitor;
    });
    for (const visitor of visitors) {
      await visitor.enter();
      await visitor.stopAll();
      await visitor.page.context().close();
    }
    expect(visitors.flatMap(({ errors }) => errors)).toEqual([]);
  },

  visit: async ({ browser, hub }, use) => {
    const visitors: Visitor[] = [];
    await use(async (name) => {
      const visitor = await Visitor.create(browser, hub, name);
      visitors.push(visitor);
      await visitor.login();
      return visitor;
    });
    for (const { page } of visitors) await page.context().close();
  },
});

/** A user of the hub who has its page of clusters open. */
export class Visitor {
  readonly panel: Locator;
  readonly start: Locator;
  readonly status: Locator;
  readonly errors: string[];

  private constructor(
    readonly page: Page,
    readonly name: string,
    private readonly hub: Hub,
  ) {
    this.errors = errorsIn(page);
    this.panel = page.getByRole("region", { name: "Dask Gateway" });
    this.start = page.getByRole("link", { name: /my server/ });
    this.status = page.getByRole("status").and(page.locator("#server"));
  }

  static async create(browser: Browser, hub: Hub, name: string): Promise<Visitor> {
    const context = await browser.newContext();
    return new Visitor(await context.newPage(), name, hub);
  }

  /** Opens the page, by the hub's form if that is due. */
  async login(): Promise<void> {
    await this.page.goto(this.hub.clustersPage);
    const user = this.page.getByLabel("Username");
    await this.start.or(user).first().waitFor();
    if (!(await user.isVisible())) return;
    await user.fill(this.name);
    await this.page.getByLabel("Password").fill(this.hub.password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await this.start.waitFor();
  }

  /** Waits for the options, too. */
  async enter(): Promise<void> {
    await this.login();
    await this.panel.getByRole("form", { name: "Cluster options" }).waitFor();
  }

  /** A cluster of the list; by default the only one. */
  cluster(key?: string): Locator {
    const all = this.panel
      .getByRole("list", { name: "Clusters", exact: true })
      .getByRole("listitem");
    return key === undefined ? all : all.and(this.page.locator(`[data-cluster="${key}"]`));
  }

  /** Launches one and gives its key. */
  async launch(): Promise<string> {
    await this.panel.getByRole("button", { name: "Launch cluster" }).click();
    await expect(this.cluster()).toHaveAttribute("data-status", "RUNNING");
    return (await this.cluster().getAttribute("data-cluster")) ?? "";
  }

  /** Stops the only one. */
  async stop(): Promise<void> {
    await this.cluster().getByRole("button", { name: "Stop cluster" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Stop" }).click();
    await expect(this.cluster()).toHaveCount(0);
  }

  /** What the page itself is answered below its pass-through. */
  ask(
    method: string,
    path: string,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: string }> {
    return this.page.evaluate(
      async ([how, where, given]) => {
        const xsrf = /_xsrf=([^;]*)/.exec(document.cookie)?.[1] ?? "";
        const response = await fetch(`dask-gateway/${where}`, {
          method: how,
          headers: given ?? { "X-XSRFToken": xsrf },
        });
        return { status: response.status, body: await response.text() };
      },
      [method, path, headers] as const,
    );
  }

  /** The full names of the clusters, which the page does not show. */
  async names(): Promise<string[]> {
    const { status, body } = await this.ask("GET", "api/v1/clusters/");
    expect(status, body).toBe(200);
    return Object.keys(JSON.parse(body) as object);
  }

  async stopAll(): Promise<void> {
    for (const name of await this.names()) await this.ask("DELETE", `api/v1/clusters/${name}`);
    await expect
      .poll(async () => (await this.ask("GET", "api/v1/clusters/?status=stopping")).body)
      .toBe("{}");
  }

  /** In another tab of the same browser. */
  async logout(): Promise<void> {
    const tab = await this.page.context().newPage();
    await tab.goto(`${this.hub.hub}/hub/logout`);
    await tab.close();
  }
}
