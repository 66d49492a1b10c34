/**
 * npm run docs: the documentation's site, in build/docs/html. A page that is opened as a file loads no module: serve it.
 * What is wrong in a page, such as a link to a heading that is not there, is a failure.
 */
import fs from "node:fs";
import { build } from "./build/main.mjs";
import { at, cache, filesIn, hashOf, main, once, quietly, seconds } from "./lib.mjs";
import { pythonEnvironment } from "./python.mjs";
import { setup } from "./setup.mjs";
import { serveFolder } from "./stack/folder.mjs";

export const SITE = "build/docs/html";
const VENV = cache("docs", "venv");
const TYPEDOC = cache("docs", "typedoc");
/** Written below docs/ for Sphinx, which knows one folder; not in git. */
const GENERATED = at("docs", "generated");

/** Builds the site of what `dist/` has. */
export async function makeSite() {
  const start = Date.now();
  await Promise.all([pythonEnvironment(VENV, "docs/requirements.txt"), javascript()]);
  const installed = Date.now();
  await quietly(`${VENV}/bin/python`, [
    // Anew each time: what is changed in docs/_ext or in a docstring may be in any page.
    ...["-m", "sphinx", "--fresh-env", "--write-all", "--jobs", "auto"],
    ...["--quiet", "--fail-on-warning", "--keep-going"],
    ...["--builder", "html", "--doctree-dir", "build/docs/doctrees", "docs", SITE],
  ]);
  console.log(`  ${SITE}: ${seconds(installed)}, after ${seconds(start)} in all`);
}

/** The page on types and functions, by TypeDoc, which has packages of its own. */
async function javascript() {
  const own = filesIn("docs/typedoc");
  const packages = own.filter((name) => /package(-lock)?\.json$/.test(name));
  fs.mkdirSync(TYPEDOC, { recursive: true });
  await once(`${TYPEDOC}/.setup`, hashOf(packages), async () => {
    for (const name of [...packages, ".npmrc"]) {
      fs.copyFileSync(at(name), `${TYPEDOC}/${name.split("/").at(-1)}`);
    }
    await quietly("npm", ["ci"], { cwd: TYPEDOC });
  });
  const sources = filesIn("js").filter((name) => name.endsWith(".ts"));
  await once(`${TYPEDOC}/.page`, hashOf([...own, ...sources]), async () => {
    const out = `${TYPEDOC}/page`;
    const plugin = `${TYPEDOC}/node_modules/typedoc-plugin-markdown/dist/index.js`;
    const flags = ["--options", "docs/typedoc", "--plugin", plugin, "--out", out];
    await quietly(`${TYPEDOC}/node_modules/.bin/typedoc`, flags);
    fs.mkdirSync(GENERATED, { recursive: true });
    // Rows of tables are no targets of Markdown's.
    const text = fs.readFileSync(`${out}/javascript.md`, "utf8");
    const plain = text.replaceAll(/\[(`\w+`)\]\(#property-[\w-]+\)/g, "$1");
    fs.writeFileSync(`${GENERATED}/javascript.md`, plain);
  });
}

async function docs({ serve }) {
  await setup();
  await build();
  await makeSite();
  if (!serve) return;
  const { address, stop } = await serveFolder(at(SITE));
  console.log(`Ready: ${address}/`);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, stop);
}

const serve = { type: "boolean", about: "serves it, too, until Ctrl-C" };
await main(import.meta.url, docs, { options: { serve } });
