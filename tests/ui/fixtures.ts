import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { at } from "../../scripts/lib.mjs";
import { recorded } from "../../scripts/stack/recorder.mjs";
import { type Running, running } from "./stack.js";

export { expect };

export interface Options {
  /** The application that `lab` is; Notebook 7 has one notebook and no side panel of ours. */
  app: "JupyterLab" | "Notebook 7";
}

interface Fixtures extends Options {
  stack: Running;
  gateway: Gateway;
  lab: Lab;
  /** Messages of the browser's console that a test expects; all others of ours fail it. */
  expectedErrors: RegExp[];
}

/**
 * `gateway` asks the real gateway, behind the browser's back; when a test ends, it stops what the test
 * has left running. `lab` is a JupyterLab in a workspace of its own.
 */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures used from the pattern
  stack: async ({}, use) => use(running()),

  gateway: async ({ stack }, use) => {
    const gateway = Gateway.withPassword(stack);
    await use(gateway);
    await gateway.stopAll();
  },

  expectedErrors: async ({ browserName: _ }, use) => use([]),

  app: ["JupyterLab", { option: true }],

  lab: async ({ page, stack, app, gateway: _, expectedErrors }, use, info) => {
    const errors = errorsIn(page, app);
    await use(new Lab(page, stack, `test-${info.workerIndex}-${info.testId}`, app));
    const unexpected = errors.filter((text) => !expectedErrors.some((known) => known.test(text)));
    expect(unexpected, "errors in the page").toEqual([]);
  },
});

/** The errors that appear in a page and may be ours. */
export function errorsIn(page: Page, app: Fixtures["app"] = "JupyterLab"): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => {
    // Notebook 7.6.5 throws these by itself.
    const known = /reading 'schema'|'filebrowser:open-path' not registered/;
    const text = error.stack || `${error.name}: ${error.message}`;
    // A plot's page is the scheduler's: when its server is slow or has gone, Bokeh throws in there.
    if (/\/clusters\/[0-9a-f]{32}\/statics?\//.test(text)) return;
    if (app === "JupyterLab" || !known.test(error.message)) errors.push(text);
  });
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const { url } = message.location();
    const text = `${message.text()} (${url})`;
    // That the gateway refused something is not an error of the page.
    if (message.text().startsWith("Failed to load resource")) return;
    if (/dask-gateway/.test(text)) errors.push(text);
  });
  return errors;
}

/** A Jupyter server; "" for `token` where a login has opened it. */
type Server = Pick<Running, "lab" | "token" | "notebooks"> & Partial<Pick<Running, "record">>;

/** JupyterLab in the browser. */
export class Lab {
  /** The panel's region, in an open shadow root: Playwright's locators look into it. */
  readonly panel: Locator;
  /** The file that `open` has copied. */
  notebook = "";
  /** Our extension is there. */
  hasPanel = true;

  constructor(
    readonly page: Page,
    readonly stack: Server,
    private readonly workspace: string,
    private readonly app: Fixtures["app"] = "JupyterLab",
  ) {
    this.panel = page.locator("#dask-gateway-panel").getByRole("region", { name: "Dask Gateway" });
  }

  /** Opens JupyterLab, on a fresh copy of a notebook from demo/notebooks if one is named. */
  async open(notebook?: string): Promise<void> {
    if (notebook !== undefined) {
      this.notebook = `${this.workspace}-${notebook}`;
      copyFileSync(at("demo/notebooks", notebook), join(this.stack.notebooks, this.notebook));
    }
    await this.openFile(this.notebook);
  }

  /** Opens a file that is there; "" for none. */
  async openFile(name: string): Promise<void> {
    const { lab, token } = this.stack;
    const login = token === "" ? "" : `?token=${token}`;
    if (this.app === "Notebook 7") {
      await this.page.goto(`${lab}/notebooks/${name}${login}`);
      await this.page.locator(".jp-Notebook .jp-Cell").first().waitFor();
      return;
    }
    const path = name === "" ? "" : `/tree/${name}`;
    await this.page.goto(`${lab}/lab/workspaces/${this.workspace}${path}${login}`);
    await this.page.locator("#jupyterlab-splash").waitFor({ state: "detached" });
    if (this.hasPanel) await this.page.getByRole("tab", { name: "Dask Gateway" }).waitFor();
    // JupyterLab gives the focus to what it opens first, a moment after it shows it.
    const first = name === "" ? ".jp-Launcher" : ".jp-NotebookPanel";
    await this.page.locator(`${first}:focus, ${first}:focus-within`).first().waitFor();
  }

  /** Opens the panel from the sidebar and waits for the options form. */
  async openPanel(): Promise<Locator> {
    await this.showPanel();
    await this.panel.getByRole("form", { name: "Cluster options" }).waitFor();
    return this.panel;
  }

  /** Reloads the page, and opens the panel again if JupyterLab had not saved yet that it was open: it does a second later. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.locator("#jupyterlab-splash").waitFor({ state: "detached" });
    await this.showPanel();
  }

  /** What JupyterLab has saved of this workspace, as JSON text. */
  async savedLayout(): Promise<string> {
    const { lab, token } = this.stack;
    const headers = { Authorization: `token ${token}` };
    return (await fetch(`${lab}/lab/api/workspaces/${this.workspace}`, { headers })).text();
  }

  /** Opens the panel unless JupyterLab has. Not what it holds decides, which takes a moment: a click on an open panel's tab closes it. */
  async showPanel(): Promise<void> {
    const tab = this.page.getByRole("tab", { name: "Dask Gateway" });
    await tab.waitFor();
    // Until then JupyterLab may still open it by itself.
    await this.page.evaluate(() =>
      (window as unknown as Partial<Exposed>).jupyterapp?.restored.then(() => {}),
    );
    if (!(await this.page.locator("#dask-gateway-panel").isVisible())) await tab.click();
  }

  /** A cluster in the panel; by default the only one. */
  cluster(key?: string): Locator {
    const all = this.panel
      .getByRole("list", { name: "Clusters", exact: true })
      .getByRole("listitem");
    return key === undefined ? all : all.and(this.page.locator(`[data-cluster="${key}"]`));
  }

  /** A cluster that ended, in the panel; by default the only one. */
  recent(key?: string): Locator {
    const all = this.panel.locator("details.recent").getByRole("listitem", { includeHidden: true });
    return key === undefined ? all : all.and(this.page.locator(`[data-cluster="${key}"]`));
  }

  /** Runs the notebook's active cell. */
  async runActiveCell(): Promise<void> {
    await this.execute("notebook:run-cell");
  }

  /** Runs code in a new cell at the end, without waiting for it. */
  async start(code: string): Promise<Locator> {
    // Without a kernel, JupyterLab would ask for one.
    await this.page.waitForFunction(
      () =>
        (window as unknown as Exposed).jupyterapp.shell.currentWidget.sessionContext.session?.kernel
          ?.connectionStatus === "connected",
    );
    const index = await this.page.evaluate((source) => {
      const { commands, shell } = (window as unknown as Exposed).jupyterapp;
      const { content } = shell.currentWidget;
      const cells = content.model.sharedModel;
      cells.insertCell(cells.cells.length, { cell_type: "code", source });
      content.activeCellIndex = cells.cells.length - 1;
      // Its promise is kept when the cell has run.
      void commands.execute("notebook:run-cell", {});
      return content.activeCellIndex;
    }, code);
    return this.page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".jp-OutputArea");
  }

  /** Runs code in a new cell and waits for what it prints. */
  async run(code: string): Promise<Locator> {
    const output = await this.start(code);
    await expect(output.locator(".jp-OutputArea-output")).not.toHaveCount(0, { timeout: 60_000 });
    return output;
  }

  /** The number of a cell that is running: `[*]`. The kernel's own state may be idle then, between two messages of widgets. */
  get running(): Locator {
    return this.page.locator(".jp-InputPrompt", { hasText: "[*]" });
  }

  async restartKernel(): Promise<void> {
    await this.page.evaluate(() =>
      (
        window as unknown as Exposed
      ).jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.restart(),
    );
  }

  /** Leaves the notebook without a kernel. */
  async endKernel(): Promise<void> {
    await this.page.evaluate(() =>
      (window as unknown as Exposed).jupyterapp.shell.currentWidget.sessionContext.shutdown(),
    );
  }

  /** Ends all kernels, as a crash would. */
  async killKernels(): Promise<void> {
    const headers = { Authorization: `token ${this.stack.token}` };
    const kernels = `${this.stack.lab}/api/kernels`;
    const running = (await (await fetch(kernels, { headers })).json()) as { id: string }[];
    for (const { id } of running) await fetch(`${kernels}/${id}`, { method: "DELETE", headers });
  }

  /** Milliseconds from a click to the request at the gateway's door. */
  async untilAtGateway(button: Locator, path: string): Promise<number> {
    const arrivals = () =>
      recorded(this.stack.record ?? "").filter((request) => request.path.endsWith(path));
    const before = arrivals().length;
    const clicked = await button.evaluate((element) => {
      const at = performance.timeOrigin + performance.now();
      (element as HTMLElement).click();
      return at;
    });
    await expect.poll(() => arrivals().length).toBe(before + 1);
    return (arrivals()[before]?.at ?? Number.NaN) - clicked;
  }

  /** Executes a command of ours as another extension that has asked the user itself. */
  async executeConfirmed(command: string, args: object = {}): Promise<void> {
    await this.page.evaluate(
      ([id, options]) =>
        (window as unknown as Exposed).jupyterapp.commands.execute(id, {
          ...options,
          confirm: () => true,
        }),
      [command, args] as const,
    );
  }

  /** Executes a command, with what JSON can say. */
  async execute(command: string, args: object = {}): Promise<void> {
    await this.page.evaluate(
      ([id, options]) => (window as unknown as Exposed).jupyterapp.commands.execute(id, options),
      [command, args] as const,
    );
  }

  /** The commands that begin so, each with the names of the arguments it describes. */
  async commands(prefix: string): Promise<Record<string, string[]>> {
    return this.page.evaluate(async (start) => {
      const { commands } = (window as unknown as Exposed).jupyterapp;
      const described: Record<string, string[]> = {};
      for (const id of commands.listCommands().filter((each) => each.startsWith(start))) {
        const { args } = await commands.describedBy(id);
        described[id] = Object.keys(args?.properties ?? {});
      }
      return described;
    }, prefix);
  }
}

interface Kernel {
  connectionStatus: string;
  restart(): Promise<void>;
}

/** The page's global in a JupyterLab with `expose_app_in_browser`. */
interface Exposed {
  jupyterapp: {
    restored: Promise<unknown>;
    shell: {
      currentWidget: {
        sessionContext: { session: { kernel: Kernel | null } | null; shutdown(): Promise<void> };
        content: {
          activeCellIndex: number;
          model: {
            sharedModel: { cells: unknown[]; insertCell(index: number, cell: object): void };
          };
        };
      };
    };
    commands: {
      execute(id: string, args: object): Promise<void>;
      listCommands(): string[];
      describedBy(id: string): Promise<{ args: { properties?: object } | null }>;
    };
  };
}

/** The gateway's REST API, without the browser. */
export class Gateway {
  constructor(
    private readonly address: string,
    private readonly authorization: string,
  ) {}

  static withPassword(by: Pick<Running, "address" | "user" | "password">): Gateway {
    return new Gateway(by.address, `Basic ${btoa(`${by.user}:${by.password}`)}`);
  }

  async request<T>(method: string, path: string, body?: unknown): Promise<T> {
    const text = await this.text(method, path, body);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  /** The answer as Python writes it, where JavaScript cannot read it. */
  async text(method: string, path: string, body?: unknown): Promise<string> {
    const response = await this.ask(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text;
  }

  /** The answer as it is, refusals too; with the headers given, in addition. */
  async ask(method: string, path: string, body?: unknown, headers = {}): Promise<Response> {
    return fetch(`${this.address}/api/v1/${path}`, {
      method,
      headers: { Authorization: this.authorization, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Names and states of the clusters that are not finished. */
  async clusters(): Promise<Record<string, { status: string }>> {
    return this.request("GET", "clusters/");
  }

  /** The options that the clusters which are not finished were made with. */
  async options(): Promise<object[]> {
    const clusters = await this.request<Record<string, { options: object }>>("GET", "clusters/");
    return Object.values(clusters).map((cluster) => cluster.options);
  }

  /** Asks for a cluster. */
  async create(options: object = {}): Promise<string> {
    const { name } = await this.request<{ name: string }>("POST", "clusters/", {
      cluster_options: options,
    });
    return name;
  }

  /** Makes a cluster and waits until it runs. */
  async launch(options: object = {}): Promise<string> {
    const name = await this.create(options);
    await this.request("GET", `clusters/${name}?wait`);
    return name;
  }

  /** Stops what runs, and waits until nothing is stopping any more: the panel lists that too. */
  async stopAll(): Promise<void> {
    const clusters = await this.text("GET", "clusters/");
    for (const [, name] of clusters.matchAll(/"name": "(\w+)"/g)) {
      await this.request("DELETE", `clusters/${name}`);
    }
    const stopping = () => this.text("GET", "clusters/?status=stopping");
    await expect.poll(stopping, { timeout: 30_000 }).toBe("{}");
  }
}
