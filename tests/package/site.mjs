/** npm's package for web pages, packed and installed as its users do, and small sites that have its files. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import { NPM } from "../../scripts/build/npm.mjs";
import { at, quietly } from "../../scripts/lib.mjs";
import { listen } from "../../scripts/stack/proxy.mjs";
import { launchOptions } from "../ui/chromium.mjs";

/** What a gateway would offer. */
export const SPEC = JSON.stringify([
  { field: "cores", label: "Cores", default: 2, spec: { type: "int", min: 1, max: 8 } },
  { field: "environment", label: "Variables", default: {}, spec: { type: "mapping" } },
]);

/** As strict as docs/element.md says that a page may be; `lit` is what it lists for trusted types. */
export const policy = (scripts = "'self'", lit = "lit-html") =>
  `default-src 'none'; script-src ${scripts} 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src data:; ` +
  `require-trusted-types-for 'script'; trusted-types ${lit}`;

/** A project of its own with the package in its node_modules: `{folder, installed, remove()}`. No registry is asked. */
export async function installed() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "page-"));
  const pack = ["pack", "--json", "--pack-destination", folder];
  const { stdout } = await quietly("npm", pack, { cwd: at(NPM.folder) });
  const [{ filename }] = JSON.parse(stdout);
  const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
  write("package.json", '{"name": "page", "private": true, "type": "module"}');
  const install = ["install", "--offline", "--no-audit", "--no-fund", `./${filename}`];
  await quietly("npm", install, { cwd: folder });
  return {
    folder,
    installed: path.join(folder, "node_modules", NPM.name),
    write,
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript" };

/**
 * Serves `folders`, by the path that each has, and `pages`, by name. `headers` go with everything, `type(name)` may name another
 * type for a file. Resolves to `{address, stop()}`.
 */
export function serve({ folders = {}, pages = {}, headers = {}, type = () => undefined }) {
  return listen((request, response) => {
    const { pathname } = new URL(request.url, "http://site");
    const under = Object.keys(folders).find((each) => pathname.startsWith(each));
    const name = path.basename(pathname);
    let body = pages[pathname];
    if (body === undefined && under !== undefined) {
      const file = path.join(folders[under], path.normalize(pathname.slice(under.length)));
      if (fs.existsSync(file) && fs.statSync(file).isFile()) body = fs.readFileSync(file);
    }
    if (body === undefined) return response.writeHead(404).end();
    const usual = pathname.endsWith("/") ? "text/html" : TYPES[path.extname(name)];
    const typed = { "Content-Type": type(name) ?? usual ?? "application/octet-stream" };
    response.writeHead(200, { ...typed, "X-Content-Type-Options": "nosniff", ...headers });
    response.end(body);
  });
}

/** A page with these scripts, as tags, and an element with the spec. */
export const pageWith = (scripts, attributes = `spec='${SPEC}'`) => `<!doctype html>
<html lang="en"><head><title>Page</title><link rel="icon" href="data:,">${scripts}</head>
<body><dask-gateway ${attributes}>Not there yet.</dask-gateway></body></html>`;

export const script = (src, more = "") => `<script type="module" src="${src}"${more}></script>`;

/** A browser, and what pages opened in it say and fetch. */
export async function startBrowser() {
  const browser = await chromium.launch(launchOptions);
  return {
    async open(address) {
      const page = await browser.newPage();
      const said = [];
      const fetched = [];
      page.on("pageerror", (error) => said.push(error.message));
      page.on("console", (it) => it.type() !== "debug" && said.push(it.text()));
      page.on("request", (request) => {
        const { pathname } = new URL(request.url());
        if (/\.m?js$/.test(pathname)) fetched.push(path.basename(pathname));
      });
      await page.goto(address);
      return { page, said, fetched };
    },
    close: () => browser.close(),
  };
}

/** The form is there and at work, also what parses mappings. */
export async function useForm(page) {
  const form = page.getByRole("form", { name: "Cluster options" });
  await form.getByLabel("Cores").fill("9");
  await form.getByText("must be <= 8").waitFor();
  await form.getByLabel("Cores").fill("3");
  const variables = form.getByLabel("Variables");
  await variables.fill("FRUIT: mango");
  return page.locator("dask-gateway").evaluate(async (element) => {
    for (let tries = 0; tries < 200; tries += 1) {
      const body = element.requestBody();
      if (body?.includes("mango")) return JSON.parse(body);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return element.requestBody();
  });
}

export const SENT = { cluster_options: { cores: 3, environment: { FRUIT: "mango" } } };
