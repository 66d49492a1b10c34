/**
 * A JupyterLite site with our extension behind nginx, on one origin with a Dask Gateway: demo/lite. `npm start -- --lite` and the
 * browser tests use it. It takes Debian's nginx, and an environment of its own to build the site.
 */
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { makeWheel } from "../build/package.mjs";
import { at, cache, quietly } from "../lib.mjs";
import { wheelEnvironment } from "../python.mjs";
import { answer, freePorts, Programs } from "./processes.mjs";

/** What is looked for, and the package of Debian's that brings it. */
export const PACKAGES = { nginx: "nginx-light" };
/** What builds the site, beside the wheel: the files of JupyterLite and of its kernel. The kernel is made for one Pyodide: pyodide.mjs. */
export const BUILDERS = ["jupyterlite-core==0.8.6", "jupyterlite-pyodide-kernel==0.8.6"];

const CONFIG = at("demo/lite/jupyter-lite.json");

/**
 * Builds the site and resolves to its folder. `venv` is an environment that has the wheel; by default one of its own. `pyodide`: a folder
 * that pyodide.mjs has made, for a site whose kernel needs no other.
 */
export async function buildLite({ venv, pyodide } = {}) {
  const site = cache("lite", "site");
  const source = cache("lite", "source");
  const environment = venv ?? (await ownEnvironment());
  for (const folder of [site, source]) fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(source, { recursive: true });
  fs.copyFileSync(CONFIG, path.join(source, "jupyter-lite.json"));
  if (pyodide !== undefined) fs.cpSync(pyodide, source, { recursive: true });
  const args = ["lite", "build", "--lite-dir", source, "--output-dir", site];
  // What it remembers of the build before would be of other files.
  const cwd = source;
  await quietly(`${environment}/bin/jupyter`, args, { cwd });
  // npm's archives date all files alike, and by date and size nginx tells browsers whether theirs is of today.
  const now = new Date();
  for (const name of fs.readdirSync(site, { recursive: true }))
    fs.utimesSync(path.join(site, name), now, now);
  return site;
}

async function ownEnvironment() {
  const venv = cache("lite", "venv");
  await wheelEnvironment(venv, await makeWheel(), BUILDERS);
  return venv;
}

/**
 * Serves the site, and the gateway at `target` beside it. Resolves to `{address, gateway, stop()}`. `settings` are those of our plugin, in
 * place of the demonstration's; null for none. `page` is more of the page's configuration. With `cookies`, `{<value>: <Authorization header>}`, it is a proxy that knows its users: who has the
 * cookie `sso` of that value is let in as that user.
 */
export async function startLite(target, { site, settings, page, cookies, onexit = () => {} }) {
  const [port] = await freePorts(1);
  const programs = new Programs();
  const { state } = programs;
  try {
    fs.symlinkSync(site, path.join(programs.folder("root"), "lite"));
    const configuration = JSON.parse(fs.readFileSync(path.join(site, "jupyter-lite.json"), "utf8"));
    const plugins = configuration["jupyter-config-data"].litePluginSettings;
    Object.assign(configuration["jupyter-config-data"], page);
    const ours = "jupyter-dask-gateway:plugin";
    if (settings === null) delete plugins[ours];
    else if (settings !== undefined) plugins[ours] = settings;
    fs.writeFileSync(path.join(state, "jupyter-lite.json"), JSON.stringify(configuration));
    const config = path.join(state, "nginx.conf");
    const filled = {
      FOLDER: state,
      USER: os.userInfo().username,
      PORT: port,
      GATEWAY: target,
      SCRIPTS: inlineScripts(site).join(" "),
      // Without a Pyodide of the site's own it is fetched from where its developers have it.
      KERNEL: fs.existsSync(path.join(site, "static/pyodide")) ? "" : "https://cdn.jsdelivr.net",
      LOGINS: cookies === undefined ? "" : loginsOf(cookies),
      LOGIN: cookies === undefined ? "" : "proxy_set_header Authorization $login;",
    };
    const template = fs.readFileSync(at("demo/lite/nginx.conf"), "utf8");
    fs.writeFileSync(
      config,
      template.replaceAll(/@([A-Z_]+)@/g, (_, name) => filled[name]),
      { mode: 0o600 },
    );
    programs.launch("nginx", ["nginx", "-c", config, "-p", state, "-e", "stderr"], {
      PATH: [process.env.PATH, "/usr/sbin", "/sbin"].join(path.delimiter),
    });
    const address = `http://127.0.0.1:${port}/lite/`;
    const gateway = `http://127.0.0.1:${port}/services/dask-gateway`;
    await programs.ready([answer(`${address}index.html`), answer(`${gateway}/api/health`)], onexit);
    return { address, gateway, stop: () => programs.stop() };
  } catch (error) {
    await programs.stop();
    throw error;
  }
}

function loginsOf(cookies) {
  const lines = Object.entries(cookies).map(([value, header]) => `"${value}" "${header}";`);
  return `map $cookie_sso $login {\n default "";\n ${lines.join("\n ")}\n }`;
}

/** As a content security policy names them: those of all pages of the site. */
function inlineScripts(site) {
  const pages = fs
    .readdirSync(site, { recursive: true })
    .filter((name) => path.basename(name) === "index.html");
  const hashes = new Set();
  for (const page of pages) {
    const text = fs.readFileSync(path.join(site, page), "utf8");
    for (const [, attributes, script] of text.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
      if (/type="application\/json"|src=/.test(attributes)) continue;
      hashes.add(`'sha256-${createHash("sha256").update(script).digest("base64")}'`);
    }
  }
  return [...hashes];
}
