/**
 * npm run binder-page: the page of demo/binder-page for any web server, in build/binder-page. The options say what it opens, where that
 * is not in its index.html.
 */
import fs from "node:fs";
import path from "node:path";
import { at, Failure, filesIn, main } from "../lib.mjs";
import { setup } from "../setup.mjs";
import { build } from "./main.mjs";

const SOURCE = "demo/binder-page";
/** What its index.html names. */
const HUB = "https://mybinder.org";
const REPOSITORY = "gh/OWNER/REPOSITORY/HEAD";

/** Makes it of what the build has made, in `folder`. Resolves to that. */
export async function makeBinderPage({ folder, hub = HUB, repository = REPOSITORY }) {
  if (!URL.canParse(hub) || !/^https?:/.test(hub)) {
    throw new Failure(`"${hub}" is no address of a BinderHub. One looks like ${HUB}.`);
  }
  const { origin, host, hostname, pathname } = new URL(hub);
  if (!/^[\w.~%:@+-]+(\/[\w.~%:@+-]+)+$/.test(repository)) {
    throw new Failure(`"${repository}" is no repository as a BinderHub names one: ${REPOSITORY}.`);
  }
  fs.mkdirSync(folder, { recursive: true });
  await bundle(folder);
  for (const name of ["page.css", "options.json"]) copy(path.join(SOURCE, name), folder);
  for (const name of filesIn("dist")) if (/dask-gateway[\w-]*\.js/.test(name)) copy(name, folder);
  const html = fs.readFileSync(at(SOURCE, "index.html"), "utf8");
  // mybinder.org hands requests on to others below its name; an IP address has nothing below it.
  const below = /[a-z]$/.test(hostname) ? ` ${origin.replace(host, `*.${host}`)}` : "";
  const edited = html
    .replace(`${HUB} https://*.mybinder.org`, () => origin + below)
    .replace(`data-hub="${HUB}"`, () => `data-hub="${origin}${pathname.replace(/\/$/, "")}"`)
    .replace(`data-repository="${REPOSITORY}"`, () => `data-repository="${repository}"`);
  fs.writeFileSync(path.join(folder, "index.html"), edited);
  return folder;
}

const copy = (name, folder) => fs.copyFileSync(at(name), path.join(folder, path.basename(name)));

/** The page's own script, with BinderHub's client in it. */
async function bundle(folder) {
  const { build: viteBuild } = await import("vite");
  await viteBuild({
    configFile: false,
    logLevel: "warn",
    root: at(SOURCE),
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: "es2022",
      lib: { entry: "page.ts", formats: ["es"], fileName: "page" },
    },
  });
}

const OPTIONS = {
  hub: { type: "string", about: "the BinderHub, such as https://mybinder.org" },
  repository: { type: "string", about: "what it starts, as gh/OWNER/REPOSITORY/HEAD" },
};

async function binderPage(values) {
  await setup();
  await build();
  const folder = await makeBinderPage({ ...values, folder: at("build/binder-page") });
  if (fs.readFileSync(path.join(folder, "index.html"), "utf8").includes(`"${REPOSITORY}"`)) {
    console.log(`  It opens ${REPOSITORY}, which is nobody's: --repository says which.`);
  }
  for (const name of fs.readdirSync(folder)) {
    console.log(`  ${name}: ${fs.statSync(path.join(folder, name)).size} bytes`);
  }
}

await main(import.meta.url, binderPage, { options: OPTIONS });
