import { type Browser, test as base, expect, type Page } from "@playwright/test";
import { startHub } from "../../scripts/stack/hub.mjs";
import { errorsIn, Gateway, Lab } from "./fixtures.js";
import { venv } from "./stack.js";

export { expect };

type Hub = Awaited<ReturnType<typeof startHub>>;
type Name = "alice" | "bob";

interface Fixtures {
  /** Logs a user in, in a browser of their own. */
  login(name: Name): Promise<User>;
}

interface Shared {
  /** Whether the token in JupyterLab's page opens the gateway. */
  browserScope: boolean;
  hub: Hub;
}

/** `hub` is a JupyterHub for all tests of a file; what they leave running is stopped after each. */
export const test = base.extend<Fixtures, Shared>({
  browserScope: [true, { option: true, scope: "worker" }],

  hub: [
    async ({ browserScope }, use) => {
      const hub = await startHub({
        ...(venv === undefined ? {} : { venv }),
        browserScope,
        // Lab.execute() needs the application.
        lab: { expose_app_in_browser: true },
        onexit: (message: string) => console.error(message),
      });
      await use(hub);
      await hub.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],

  login: async ({ browser, hub }, use, info) => {
    // A user's server starts meanwhile, and their kernels.
    info.setTimeout(3 * info.timeout);
    const users: User[] = [];
    await use(async (name) => {
      const user = await User.create(browser, hub, name, `test-${info.testId}`);
      users.push(user);
      await user.login();
      return user;
    });
    for (const user of users) {
      // By a route that is there whatever the hub allows.
      await new Gateway(`${user.server}/dask-gateway`, `token ${user.token}`).stopAll();
      await user.page.context().close();
    }
    expect(users.flatMap(({ errors }) => errors)).toEqual([]);
  },
});

/** A user of the hub, in a browser that nobody else uses. */
export class User {
  readonly lab: Lab;
  readonly errors: string[];
  /** The one in JupyterLab's page. */
  token = "";

  private constructor(
    readonly page: Page,
    readonly name: Name,
    private readonly hub: Hub,
    workspace: string,
  ) {
    this.errors = errorsIn(page);
    const notebooks = `${hub.state}/home/${name}`;
    this.lab = new Lab(page, { lab: this.server, token: "", notebooks }, workspace);
  }

  static async create(browser: Browser, hub: Hub, name: Name, workspace: string): Promise<User> {
    const context = await browser.newContext();
    return new User(await context.newPage(), name, hub, workspace);
  }

  /** The user's Jupyter server. */
  get server(): string {
    return `${this.hub.hub}/user/${this.name}`;
  }

  /** The gateway asked directly, with the page's token. */
  get gateway(): Gateway {
    return new Gateway(this.hub.gateway, `jupyterhub ${this.token}`);
  }

  /** By the hub's form, up to the page of JupyterLab. */
  async login(): Promise<void> {
    await this.page.goto(`${this.hub.hub}/hub/login`);
    await this.page.getByLabel("Username").fill(this.name);
    await this.page.getByLabel("Password").fill(this.hub.password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
    const config = this.page.locator("#jupyter-config-data");
    // The first time, the hub starts the user's server.
    await config.waitFor({ state: "attached", timeout: 60_000 });
    const { token } = JSON.parse((await config.textContent()) ?? "") as { token: string };
    expect(token).not.toBe("");
    this.token = token;
  }

  /** Launches a cluster in the open panel and returns the first characters of its name. */
  async launch(): Promise<string> {
    await this.lab.panel.getByRole("button", { name: "Launch cluster" }).click();
    const cluster = this.lab.cluster();
    await expect(cluster).toHaveAttribute("data-status", "RUNNING");
    return (await cluster.getAttribute("data-cluster")) ?? "";
  }

  /** In another tab of the browser. */
  async logout(): Promise<void> {
    const tab = await this.page.context().newPage();
    await tab.goto(`${this.hub.hub}/hub/logout`);
    await tab.close();
  }

  /** What the page itself is answered on the pass-through, cookies of the browser included. */
  async passThrough(path: string): Promise<{ status: number; body: string }> {
    return this.page.evaluate(
      async ([url, token]) => {
        const headers = { Authorization: `token ${token}` };
        const response = await fetch(url, { headers });
        return { status: response.status, body: await response.text() };
      },
      [`${this.server}/dask-gateway/api/v1/${path}`, this.token] as const,
    );
  }
}
