import { type Browser, test as base, expect, type Page } from "@playwright/test";
import { startHub } from "../../scripts/stack/hub.mjs";
import { errorsIn, Gateway, Lab } from "./fixtures.js";
import { venv } from "./stack.js";

export { expect };

/** Longer than the hub itself waits for a user's server: demo/hub/jupyterhub_config.py. */
export const SERVER_STARTS = { timeout: 120_000 };

type Hub = Awaited<ReturnType<typeof startHub>>;

interface Fixtures {
  /** Logs a user in, in a browser of their own; `server` is the name of one of their servers, "" for the one without. */
  login(name: string, server?: string): Promise<User>;
}

/** Another hub than the demonstration's: see scripts/stack/hub.mjs. */
interface OtherHub {
  config: string;
  users: string[];
  base?: string;
  hosts?: boolean;
  tls?: boolean;
}

interface Shared {
  /** Whether the token in JupyterLab's page opens the gateway. */
  browserScope: boolean;
  otherHub: OtherHub | undefined;
  hub: Hub;
}

/** `hub` is a JupyterHub for all tests of a file; what they leave running is stopped after each. */
export const test = base.extend<Fixtures, Shared>({
  browserScope: [true, { option: true, scope: "worker" }],
  otherHub: [undefined, { option: true, scope: "worker" }],

  hub: [
    async ({ browserScope, otherHub }, use) => {
      // Of this process alone: what users' servers trust is said in their environment.
      if (otherHub?.tls) process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
      const hub = await startHub({
        ...(venv === undefined ? {} : { venv }),
        browserScope,
        ...otherHub,
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
    await use(async (name, server = "") => {
      const user = await User.create(browser, hub, name, server, `test-${info.testId}`);
      users.push(user);
      await user.login();
      return user;
    });
    for (const user of users) {
      await user.stopAll();
      await user.page.context().close();
    }
    expect(users.flatMap(({ errors }) => errors)).toEqual([]);
  },
});

/** A user's name as JupyterHub writes it into addresses. */
function escaped(name: string): string {
  const percent = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(name)
    .replaceAll("%40", "@")
    .replace(/[!'()*]/g, percent);
}

/** A user of the hub, in a browser that nobody else uses. */
export class User {
  readonly lab: Lab;
  readonly errors: string[];
  /** The one in JupyterLab's page. */
  token = "";

  private constructor(
    readonly page: Page,
    readonly name: string,
    private readonly hub: Hub,
    /** The server's name; "" for the one without. */
    private readonly serverName: string,
    private readonly workspace: string,
  ) {
    this.errors = errorsIn(page);
    const notebooks = `${hub.state}/home/${name}`;
    this.lab = new Lab(page, { lab: this.server, token: "", notebooks }, workspace);
  }

  static async create(
    browser: Browser,
    hub: Hub,
    name: string,
    server: string,
    workspace: string,
  ): Promise<User> {
    const context = await browser.newContext();
    return new User(await context.newPage(), name, hub, server, workspace);
  }

  /** The user's Jupyter server. */
  get server(): string {
    const origin = this.hub.hosts
      ? this.hub.hub.replace("//", `//${escaped(this.name)}.`)
      : this.hub.hub;
    return `${origin}/user/${escaped(this.name)}${this.serverName && `/${this.serverName}`}`;
  }

  /** JupyterLab of another user, who shares it: the hub asks whether that server may know who comes. */
  async visit(other: User): Promise<Lab> {
    await this.page.goto(`${other.server}/lab`);
    await this.page.getByRole("button", { name: "Authorize" }).click();
    await this.page.locator("#jupyter-config-data").waitFor({ state: "attached" });
    return new Lab(this.page, { ...other.lab.stack, token: "" }, `${this.workspace}-visit`);
  }

  /** By a route that is there whatever the hub allows, unless this process does not know the host, or the server not the certificate. */
  async stopAll(): Promise<void> {
    const passThrough = new Gateway(`${this.server}/dask-gateway`, `token ${this.token}`);
    await (this.hub.hosts || this.hub.tls ? this.gateway : passThrough).stopAll();
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
    await config.waitFor({ state: "attached", ...SERVER_STARTS });
    if (this.serverName !== "") {
      const user = escaped(this.name);
      await this.page.goto(`${this.hub.hub}/hub/spawn/${user}/${this.serverName}`);
      await this.page.waitForURL(`${this.server}/lab**`, SERVER_STARTS);
      await config.waitFor({ state: "attached", ...SERVER_STARTS });
    }
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
