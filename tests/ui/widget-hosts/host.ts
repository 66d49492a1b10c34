import { existsSync, mkdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { at, cache, quietly } from "../../../scripts/lib.mjs";
import { bundle } from "../../view/bundle.mjs";
import type { Running } from "../stack.js";
import type { HostOptions, WidgetHost } from "./page.js";

/** What VS Code's Jupyter extension has in its outputs. */
const VSCODE = "@vscode/jupyter-ipywidgets8@1.0.9";

/** Its one script. The packages that it names, older JupyterLabs among them, are in it already. */
async function vscodeManager(): Promise<string> {
  const folder = cache(VSCODE.replaceAll("/", "-"));
  const script = `${folder}/package/dist/ipywidgets.js`;
  if (!existsSync(script)) {
    mkdirSync(folder, { recursive: true });
    await quietly("npm", ["pack", VSCODE, "--silent", `--pack-destination=${folder}`]);
    await quietly("sh", ["-c", 'tar -xzf "$0"/*.tgz -C "$0"', folder]);
  }
  return script;
}

const CDN = "https://cdn.jsdelivr.net/npm";
/** What VS Code reads out of `jupyter-config/nbextension/extension.js`, for kernels on its own machine. */
const LOCAL_SCRIPT = "nbextensions/jupyter-dask-gateway/index";

let script: Promise<string> | undefined;

interface Scope {
  openHost(options: HostOptions): Promise<WidgetHost>;
  host: WidgetHost;
}

/** A page that shows ipywidgets as VS Code or Colab do, on a Jupyter server without anything of ours. */
export class Host {
  private constructor(
    private readonly page: Page,
    /** Its kernel's id. */
    readonly kernel: string,
  ) {}

  /** `kernel`: of another page, whose widgets this one shows too. */
  static async open(
    page: Page,
    { more, token }: Running,
    manager: HostOptions["manager"],
    kernel?: string,
  ): Promise<Host> {
    const server = more.bareLab;
    script ??= bundle("../ui/widget-hosts/page.ts");
    const html = `<!doctype html><html lang="en"><title>A notebook</title>
      <script src="/require.js"></script>
      ${manager === "comms" ? '<script src="/embed-amd.js"></script>' : ""}
      <script type="module" src="/page.js"></script>`;
    const body = await script;
    const files = new Map([
      ["/page.js", ""],
      ["/require.js", at("node_modules/requirejs/require.js")],
      ["/embed-amd.js", at("node_modules/@jupyter-widgets/html-manager/dist/embed-amd.js")],
      ["/vscode.js", manager === "vscode" ? await vscodeManager() : ""],
      [`/${LOCAL_SCRIPT}.js`, at("dist/index.js")],
    ]);
    await page.route(
      ({ origin, pathname }) => origin === server && files.has(pathname),
      (route) => {
        const { pathname } = new URL(route.request().url());
        const contentType = "text/javascript";
        const path = files.get(pathname) ?? "";
        return route.fulfill(path === "" ? { body, contentType } : { path, contentType });
      },
    );
    // A document of the server's own: to others Chromium forbids WebSockets to this machine.
    await page.goto(`${server}/login`);
    await page.setContent(html);
    await page.waitForFunction(() => "openHost" in globalThis);
    const options: HostOptions = {
      manager,
      server,
      token,
      scripts: {
        "jupyter-dask-gateway": [
          `${CDN}/jupyter-dask-gateway@0.1.0/dist/index`,
          ...(manager === "vscode" ? [new URL(LOCAL_SCRIPT, server).href] : []),
        ],
        anywidget: [`${CDN}/anywidget@0.11.0/dist/index`],
      },
      ...(kernel === undefined ? {} : { kernel }),
    };
    const id = await page.evaluate(async (options) => {
      const scope = globalThis as unknown as Scope;
      scope.host = await scope.openHost(options);
      return scope.host.kernel;
    }, options);
    return new Host(page, id);
  }

  /** Runs code in the kernel. Resolves when it has done that, and what it displays is there. */
  run(code: string): Promise<void> {
    return this.page.evaluate((code) => (globalThis as unknown as Scope).host.run(code), code);
  }

  /** Shows the widget that another page has shown last. */
  async show(other: Host): Promise<void> {
    const model = await other.page.evaluate(
      () => (globalThis as unknown as Scope).host.models.at(-1) ?? "",
    );
    await this.page.evaluate((id) => (globalThis as unknown as Scope).host.show(id), model);
  }

  restart(): Promise<void> {
    return this.page.evaluate(() => (globalThis as unknown as Scope).host.restart());
  }
}
