/** npm's package for web pages in projects of Vite and webpack. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { build, preview } from "vite";
import webpack from "webpack";
import { NPM } from "../../scripts/build/npm.mjs";
import { freePorts } from "../../scripts/stack/processes.mjs";
import {
  installed,
  pageWith,
  policy,
  SENT,
  script,
  serve,
  startBrowser,
  useForm,
} from "./site.mjs";

/** Which import it at once, and only when the page asks. */
const MAINS = {
  "main.js": `import "${NPM.name}";\n`,
  "later.js": `document.body.onclick = async () => {
    const { ready, validateOptions } = await import("${NPM.name}");
    await ready();
    document.title = validateOptions("[]", "{}");
  };\n`,
};

describe("bundlers", () => {
  let project;
  let browser;
  const stops = [];
  before(async () => {
    [project, browser] = await Promise.all([installed(), startBrowser()]);
    for (const [name, text] of Object.entries(MAINS)) project.write(name, text);
  });
  after(async () => {
    for (const stop of stops) await stop();
    await browser?.close();
    project?.remove();
  });
  const below = (...names) => path.join(project.folder, ...names);

  async function lookAtOnce(address) {
    const { page, said } = await browser.open(`${address}/main.html`);
    assert.deepEqual(await useForm(page), SENT);
    assert.deepEqual(said, []);
  }

  async function lookLater(address) {
    const { page, said } = await browser.open(`${address}/later.html`);
    const isDefined = () => customElements.get("dask-gateway") !== undefined;
    assert.equal(await page.evaluate(isDefined), false, "before it is asked for");
    await page.locator("body").click();
    assert.deepEqual(await useForm(page), SENT);
    await page.waitForFunction(() => document.title === "{}");
    assert.deepEqual(said, []);
  }

  test("Vite builds it, and its preview serves it", async () => {
    const input = [];
    for (const name of Object.keys(MAINS)) {
      const page = name.replace("js", "html");
      project.write(page, pageWith(script(`/${name}`)));
      input.push(below(page));
    }
    const warned = [];
    await build({
      root: project.folder,
      configFile: false,
      customLogger: {
        ...{ info() {}, error: (text) => warned.push(text), clearScreen() {}, hasWarned: false },
        ...{ warn: (text) => warned.push(text), warnOnce: (text) => warned.push(text) },
        hasErrorLogged: () => false,
      },
      // Vite says of each file above a limit of its own that it is large.
      build: { outDir: "vite", rolldownOptions: { input }, chunkSizeWarningLimit: 1_000 },
    });
    assert.deepEqual(warned, []);
    const [port] = await freePorts(1);
    const server = await preview({
      root: project.folder,
      configFile: false,
      logLevel: "error",
      build: { outDir: "vite" },
      preview: { host: "127.0.0.1", port, strictPort: true },
    });
    stops.push(() => server.close());
    await lookAtOnce(`http://127.0.0.1:${port}`);
    await lookLater(`http://127.0.0.1:${port}`);
    // The machine's paths are nobody's business.
    for (const name of fs.readdirSync(below("vite/assets"))) {
      const text = fs.readFileSync(below("vite/assets", name), "utf8");
      assert(!text.includes("file://") && !text.includes(project.folder), name);
    }
  });

  test("webpack puts it into a chunk, for a page with a strict policy", async () => {
    const configuration = {
      mode: "production",
      context: project.folder,
      entry: "./later.js",
      output: { path: below("webpack"), publicPath: "/built/", trustedTypes: "chunks" },
      // webpack says of each file above a limit of its own that it is large.
      performance: { hints: false },
    };
    const stats = await new Promise((resolve, reject) => {
      webpack(configuration, (error, result) => (error ? reject(error) : resolve(result)));
    });
    assert.equal(stats.toString({ all: false, errors: true, warnings: true }), "");
    const site = await serve({
      folders: { "/built/": below("webpack") },
      pages: { "/later.html": pageWith('<script defer src="/built/main.js"></script>') },
      headers: { "Content-Security-Policy": policy("'self'", "lit-html chunks") },
    });
    stops.push(site.stop);
    await lookLater(site.address);
  });
});
