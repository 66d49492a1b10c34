import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { test as base, type Page } from "@playwright/test";
import { at } from "../../scripts/lib.mjs";
import { listen } from "../../scripts/stack/proxy.mjs";
import { errorsIn, expect } from "./fixtures.js";

export { expect };

/** A real page under a strict policy, with `<dask-gateway spec="…">` in it. */

export const OPTIONS = [
  {
    field: "worker_cores",
    label: "Worker cores",
    default: 2,
    spec: { type: "int", min: 1, max: 8 },
  },
  {
    field: "profile",
    label: "Profile",
    default: "small",
    spec: { type: "select", options: ["small", "large"] },
  },
  { field: "token", label: "Token", default: "", spec: { type: "string" } },
];

/** What stands in the page: the element's tag, and the page's policy and styles. `options`: what options.json is. */
export interface Written {
  readonly tag: string;
  readonly connect?: string;
  readonly css?: string;
  readonly theme?: string;
  readonly options?: string;
}

export class Site {
  address = "";
  /** Another origin. */
  elsewhere = "";
  readonly asked: string[] = [];
  #written: Written = { tag: "" };

  constructor(readonly page: Page) {
    page.on("request", (request) => this.asked.push(request.url()));
  }

  async open(written: Written, path = ""): Promise<void> {
    this.#written = written;
    await this.page.goto(`${this.address}/${path}`);
  }

  /** Its files are served, and not put into the browser: what comes from nowhere may not ask this machine. */
  answer({ url = "" }: IncomingMessage, response: ServerResponse): void {
    const name = new URL(url, this.address).pathname.slice(1);
    const send = (type: string, body: string, headers = {}) =>
      response.writeHead(200, { "Content-Type": type, ...headers }).end(body);
    const { tag, connect = "'self'", css = "", theme = "", options } = this.#written;
    if (name === "") {
      const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src ${connect}; style-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types lit-html`;
      const html = `<!doctype html><html lang="en" data-theme="${theme}"><meta charset="utf-8">
        <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>Choose</title>
        <link rel="icon" href="data:,"><link rel="stylesheet" href="page.css">
        <script type="module" src="dask-gateway.js"></script><main><h1>Choose</h1>${tag}</main></html>`;
      send("text/html", html, { "Content-Security-Policy": policy });
    } else if (name === "page.css") send("text/css", css);
    else if (name === "options.json") send("application/json", options ?? JSON.stringify(OPTIONS));
    else if (/^dask-gateway[\w-]*\.js$/.test(name))
      send("text/javascript", readFileSync(at("dist", name), "utf8"));
    else response.writeHead(404, { "Content-Type": "text/html" }).end("<p>Not found");
  }

  get form() {
    return this.page.getByRole("form", { name: "Cluster options" });
  }

  get tag() {
    return this.page.locator("dask-gateway");
  }

  /** What a method of the element gives. */
  ask(method: "requestBody" | "pythonCode" | "link"): Promise<string | null> {
    return this.tag.evaluate((it, name) => Reflect.get(it, name).call(it), method);
  }
}

export const test = base.extend<{ site: Site; expectedErrors: RegExp[] }>({
  expectedErrors: async ({ browserName: _ }, use) => use([]),
  site: async ({ page, expectedErrors }, use) => {
    const errors = errorsIn(page);
    const site = new Site(page);
    const own = await listen((request: IncomingMessage, response: ServerResponse) =>
      site.answer(request, response),
    );
    const other = await listen(({ url }: IncomingMessage, response: ServerResponse) => {
      const allowed = url?.startsWith("/allowed") ? { "Access-Control-Allow-Origin": "*" } : {};
      response.writeHead(200, { "Content-Type": "application/json", ...allowed });
      response.end(JSON.stringify({ cluster_options: OPTIONS }));
    });
    site.address = own.address;
    site.elsewhere = other.address;
    await use(site);
    own.stop();
    other.stop();
    const unexpected = errors.filter((text) => !expectedErrors.some((it) => it.test(text)));
    expect(unexpected, "errors in the page").toEqual([]);
  },
});

/** JSON as it stands between single quotes in a tag. */
export const attribute = (value: unknown) =>
  JSON.stringify(value).replaceAll("&", "&amp;").replaceAll("'", "&#39;");
