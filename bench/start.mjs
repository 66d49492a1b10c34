/**
 * JupyterLab's start with the extension, panel closed, and without it: the same server's page, with our entry taken out of its list of
 * extensions. In turns, each in a browser profile of its own, whose cache is empty; until JupyterLab says that it has restored its state.
 */
import { EXPOSED, inBrowser } from "../scripts/stack/browser.mjs";
import { startStack } from "../scripts/stack/stack.mjs";
import { pageMetrics } from "./page-metrics.mjs";
import { versus } from "./table.mjs";

const RUNS = 15;

export async function start() {
  await inBrowser(startStack({ args: EXPOSED }), async (browser, stack) => {
    const runs = { with: [], without: [] };
    for (let i = 0; i <= RUNS; i++) {
      for (const way of Object.keys(runs)) {
        const run = await visit(browser, stack, way === "without");
        // In the first, the server reads its files.
        if (i > 0) runs[way].push(run);
      }
    }
    for (const [what, label] of [
      ["restored", "JupyterLab's start"],
      ["processor", "of the page's thread, until then"],
    ]) {
      const of = (way) => runs[way].map((run) => run[what]);
      versus(label, of("with"), of("without"), "without");
    }
  });
}

/** Both in milliseconds. */
async function visit(browser, { lab, token }, without) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const metric = await pageMetrics(page);
  await page.route(/\/lab\?token=/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: listed(await response.text(), without) });
  });
  await page.goto(`${lab}/lab?token=${token}`, { waitUntil: "commit" });
  const restored = await page.evaluate(async () => {
    while (window.jupyterapp === undefined) await new Promise(requestAnimationFrame);
    await window.jupyterapp.restored;
    return performance.now();
  });
  const processor = 1_000 * (await metric("TaskDuration"));
  await context.close();
  return { restored, processor };
}

/** The page with the extension, or without it. Written anew in both cases. */
function listed(html, without) {
  const config = /(<script id="jupyter-config-data"[^>]*>)([^<]*)(<\/script>)/;
  const [, open, text, close] = config.exec(html);
  const data = JSON.parse(text);
  const ours = ({ name }) => name === "jupyter-dask-gateway";
  if (!data.federated_extensions.some(ours)) throw new Error("The extension is not installed.");
  if (without) data.federated_extensions = data.federated_extensions.filter((one) => !ours(one));
  return html.replace(config, () => open + JSON.stringify(data) + close);
}
