/**
 * npm run screenshots: the pictures of README and docs, into docs/, from the real stack: light and dark, in English and in Chinese, and an
 * animated one of the first steps in each language.
 */
import fs from "node:fs";
import path from "node:path";
import { build } from "./build/main.mjs";
import { at, cache, chosen, main, quietly } from "./lib.mjs";
import { film, notebook } from "./pictures/film.mjs";
import {
  command,
  hideName,
  hideNotifications,
  kernelIsIdle,
  panelOf,
  widenPanel,
} from "./pictures/lab.mjs";
import { speak } from "./pictures/language.mjs";
import { setup } from "./setup.mjs";
import { EXPOSED, inBrowser, openLab } from "./stack/browser.mjs";
import { startStack } from "./stack/stack.mjs";

/** Stills by their names: the notebook in each, its height, and what is done before it is taken. */
const STILLS = {
  panel: ["first-steps.ipynb", 1440, arrangePanel],
  widget: ["choosing-options.ipynb", 1500, arrangeWidget],
};
/** Languages: what their pictures' names end with, JupyterLab's locale, and the film's notebook: its file and its title. */
const ENGLISH = ["", "default", "mean.ipynb", "A mean of 256 million numbers"];
const CHINESE = ["-zh", "zh_CN", "平均值.ipynb", "2.56 亿个数的平均值"];

/** All of them, each in the languages that have a page which shows it. */
const PICTURES = {
  panel: ["panel", ENGLISH],
  widget: ["widget", ENGLISH],
  film: ["film", ENGLISH],
  "panel-zh": ["panel", CHINESE],
  "film-zh": ["film", CHINESE],
};

/** A kernel that imports dask takes its time on a busy machine. */
const PATIENCE_MS = 180_000;

/** One cluster at work, launched from a preset, and its connection code in the notebook. */
async function arrangePanel(page) {
  await command(page, "dask-gateway:open");
  const { panel, cluster, launch } = panelOf(page);
  await launch.waitFor();
  await widenPanel(page, 80);
  await panel.locator("select").first().selectOption({ label: "Big memory" });
  await launch.click();
  await cluster.waitFor();
  await panel.locator('[data-workers="2"]').waitFor();
  await page.locator(".jp-CodeCell .jp-InputArea-editor").first().click();
  await cluster.locator(".insert-code").click();
  await command(page, "notebook:run-cell-and-select-next");
  await page.locator(".jp-OutputArea-output", { hasText: "Client" }).first().waitFor();
  await hideName(page);
  await hideNotifications(page);
  await page.locator("#dask-gateway-panel").evaluate((node) => node.scrollTo(0, 0));
  return async () => {
    await cluster.locator(".stop").click();
    await panel.locator("dialog .danger").click();
    await cluster.waitFor({ state: "detached" });
  };
}

/** The widget in a notebook, in step with what Python reads. */
async function arrangeWidget(page) {
  await command(page, "application:toggle-left-area");
  await kernelIsIdle(page);
  const run = (index) =>
    page.evaluate((at) => {
      window.jupyterapp.shell.currentWidget.content.activeCellIndex = at;
      return window.jupyterapp.commands.execute("notebook:run-cell");
    }, index);
  await run(1);
  await page.locator(".jp-Notebook .fields .number").first().fill("2");
  await page.locator('.jp-Notebook [data-python="follows"]').waitFor({ state: "attached" });
  await run(2);
  await page.getByText("{'worker_cores': 2").waitFor();
}

/** Writes a WebP of a PNG, or of a folder of them, and tells its size. */
async function toWebp(source, name) {
  const target = at("docs", `${name}.webp`);
  await quietly(at(".venv/bin/python"), [at("scripts/pictures/webp.py"), source, target]);
  console.log(`  docs/${name}.webp: ${Math.round(fs.statSync(target).size / 1024)} KiB`);
}

async function takeStill(browser, stack, name, [suffix, locale]) {
  const [notebook, height, arrange] = STILLS[name];
  fs.copyFileSync(at("demo/notebooks", notebook), path.join(stack.notebooks, notebook));
  // A page and a workspace of its own: nothing of the picture before.
  const page = await browser.newPage({ viewport: { width: 1280, height } });
  page.setDefaultTimeout(PATIENCE_MS);
  await speak(page, locale);
  await openLab(page, stack, `/workspaces/${name}${suffix}/tree/${notebook}`);
  await page.locator(".jp-NotebookPanel:focus-within").first().waitFor();
  const clear = await arrange(page);
  for (const look of ["Light", "Dark"]) {
    await command(page, "apputils:change-theme", { theme: `JupyterLab ${look}` });
    await page.waitForTimeout(1_500);
    const png = cache("pictures", "still.png");
    await page.screenshot({ path: png });
    await toWebp(png, `${name}${suffix}-${look.toLowerCase()}`);
  }
  await command(page, "apputils:change-theme", { theme: "JupyterLab Light" });
  await clear?.();
  await page.close();
}

async function takeFilm(browser, stack, [suffix, locale, file, title]) {
  fs.writeFileSync(path.join(stack.notebooks, file), JSON.stringify(notebook(title)));
  const page = await browser.newPage({ viewport: { width: 1040, height: 700 } });
  page.setDefaultTimeout(PATIENCE_MS);
  await speak(page, locale);
  const folder = cache("pictures", `film${suffix}`);
  await film(page, stack, { file, folder });
  await page.close();
  await toWebp(folder, `first-steps${suffix}`);
}

async function screenshots(_, names) {
  const wanted = chosen(names, PICTURES, "pictures");
  await setup({ browser: true });
  await build();
  fs.mkdirSync(cache("pictures"), { recursive: true });
  // What clusters come to, and presets: as `npm start` has them.
  const env = { DASK_CONFIG: at("demo/gateway/site.yaml") };
  await inBrowser(startStack({ args: EXPOSED, env }), async (browser, stack) => {
    for (const [name, language] of wanted.map((each) => PICTURES[each])) {
      if (name === "film") await takeFilm(browser, stack, language);
      else await takeStill(browser, stack, name, language);
    }
  });
}

await main(import.meta.url, screenshots, { names: `some of ${Object.keys(PICTURES).join(", ")}` });
