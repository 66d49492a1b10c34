/**
 * The single file by MyST's directive `{anywidget}`: mystmd builds the documentation's example, and the renderer of MyST's theme shows
 * what it made. Templates come from elsewhere than packages, so the page around them is ours.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { build } from "vite";
import { SINGLE_FILE } from "../../scripts/build/parts.mjs";
import { at, cache, filesIn, hashOf, once, quietly } from "../../scripts/lib.mjs";
import { SENT, serve, startBrowser, useForm } from "./site.mjs";

const HERE = "tests/package/myst";
const FOLDER = cache("myst");
const PROJECT = path.join(FOLDER, "project");

/** The packages, and the example as a MyST project that is built. */
async function makeSite() {
  fs.mkdirSync(FOLDER, { recursive: true });
  const sources = filesIn(HERE);
  await once(path.join(FOLDER, ".setup"), hashOf(sources), async () => {
    for (const file of [...sources, ".npmrc"]) {
      fs.copyFileSync(at(file), path.join(FOLDER, path.basename(file)));
    }
    await quietly("npm", ["ci"], { cwd: FOLDER });
  });
  const page = fs.readFileSync(at("docs/myst.md"), "utf8");
  const [, example] = /^```markdown\n(.*?)^```$/ms.exec(page);
  fs.rmSync(PROJECT, { recursive: true, force: true });
  fs.mkdirSync(path.join(PROJECT, "template"), { recursive: true });
  const files = {
    "index.md": `# Options\n\n${example}`,
    "myst.yml": "version: 1\nproject:\n  title: Page\nsite:\n  template: ./template\n",
    "template/template.yml": "myst: v1\nkind: site\ntitle: None\nversion: 1.0.0\n",
  };
  for (const [name, text] of Object.entries(files)) {
    fs.writeFileSync(path.join(PROJECT, name), text);
  }
  fs.copyFileSync(at("dist", SINGLE_FILE.file), path.join(PROJECT, SINGLE_FILE.file));
  const myst = path.join(FOLDER, "node_modules/.bin/myst");
  const { output } = await quietly(myst, ["build", "--site", "--strict"], { cwd: PROJECT });
  return output;
}

/** The page's own program, with React and the theme's renderer. */
async function makeHost() {
  await build({
    root: FOLDER,
    configFile: false,
    logLevel: "error",
    build: { lib: { entry: "host.js", formats: ["es"], fileName: "host" }, outDir: "host" },
    define: { "process.env.NODE_ENV": '"development"' },
  });
}

describe("MyST's {anywidget}", () => {
  let browser;
  let site;
  let output;
  before(async () => {
    output = await makeSite();
    await makeHost();
    browser = await startBrowser();
    const made = path.join(PROJECT, "_build/site");
    site = await serve({
      folders: {
        "/host/": path.join(FOLDER, "host"),
        "/content/": path.join(made, "content"),
        "/": path.join(made, "public"),
      },
      pages: {
        "/page.html": `<!doctype html><html lang="en"><head><title>Options</title><link rel="icon" href="data:,">
          <script type="module" src="/host/host.js"></script></head><body><main></main></body></html>`,
      },
    });
  });
  after(async () => {
    site?.stop();
    await browser?.close();
  });

  test("mystmd takes the example, and copies the one file", () => {
    assert.doesNotMatch(output, /⚠|⛔|rror/);
    const [file] = fs
      .readdirSync(path.join(PROJECT, "_build/site/public"))
      .filter((name) => name.endsWith(".mjs"));
    const copied = fs.readFileSync(path.join(PROJECT, "_build/site/public", file));
    assert(copied.equals(fs.readFileSync(at("dist", SINGLE_FILE.file))));
  });

  for (const query of ["", "?twice"]) {
    test(`the theme's renderer shows the form${query && ", also made twice"}`, async () => {
      const { page, said, fetched } = await browser.open(`${site.address}/page.html${query}`);
      assert.deepEqual(await useForm(page), SENT);
      assert.equal(await page.locator("dask-gateway").count(), 1);
      const code = await page.locator("dask-gateway").evaluate((it) => it.pythonCode());
      assert.match(code, /Gateway\(\s*"https:\/\/gateway\.example\.org"/);
      // The page's program, and the module.
      assert.deepEqual(fetched.length, 2);

      const background = () =>
        page.locator("dask-gateway").evaluate((it) => getComputedStyle(it).colorScheme);
      assert.equal(await background(), "normal");
      await page.locator("html").evaluate((it) => it.classList.add("dark"));
      assert.equal(await background(), "dark");
      await page.locator("html").evaluate((it) => it.classList.replace("dark", "light"));
      assert.equal(await background(), "normal");

      await page.evaluate(() => window.leave());
      assert.equal(await page.locator("dask-gateway").count(), 0);
      const ours = said.filter((text) => !/React DevTools/.test(text));
      assert.deepEqual(ours, []);
    });
  }
});
