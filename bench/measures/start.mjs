/**
 * JupyterLab's start with the extension, panel closed, and without it: the same server's page, with our entry taken out of its list of
 * extensions. In turns, each in a browser profile of its own, whose cache is empty; until JupyterLab says that it has restored its state.
 */
import { EXPOSED, inBrowser } from "../../scripts/stack/browser.mjs";
import { startStack } from "../../scripts/stack/stack.mjs";
import { LABEXTENSION, startLabextension } from "../parts/labextension.mjs";
import { pageMetrics } from "../parts/page-metrics.mjs";
import { turns } from "../parts/turns.mjs";

export const start = {
  about:
    "JupyterLab's start with the extension, its panel closed, and without: the same server's page, with the extension taken out of its list. So for dask-labextension, on a JupyterLab of the same version. In turns, each in a browser profile of its own whose cache is empty, until JupyterLab says that it has restored its state; and what the page's thread takes of the processor until then.",
  browser: true,
  async run({ rows, quick }) {
    await inBrowser(startStack({ args: EXPOSED }), async (browser, stack) => {
      const other = await startLabextension(stack, EXPOSED);
      try {
        await starts(browser, { stack, other, rows, times: quick ? 1 : 15 });
      } finally {
        await other.stop();
      }
    });
  },
};

async function starts(browser, { stack, other, rows, times }) {
  const ways = {
    ours: [stack, null],
    "ours taken out": [stack, "jupyter-dask-gateway"],
    [LABEXTENSION]: [other, null],
    [`${LABEXTENSION} taken out`]: [other, "dask-labextension"],
  };
  const runs = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
  for (let i = 0; i <= times; i++) {
    for (const [way, [where, without]] of turns(Object.entries(ways), i)) {
      const run = await visit(browser, where, without);
      // In the first, the server reads its files.
      if (i > 0) runs[way].push(run);
    }
  }
  for (const [which, what] of [
    ["restored", "JupyterLab's start"],
    ["processor", "the page's thread until then"],
  ])
    for (const way of Object.keys(ways))
      rows.add(
        what,
        way,
        runs[way].map((run) => run[which]),
      );
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

/** The page without this extension, or with all if it is null. Written anew in both cases. */
function listed(html, without) {
  const config = /(<script id="jupyter-config-data"[^>]*>)([^<]*)(<\/script>)/;
  const [, open, text, close] = config.exec(html);
  const data = JSON.parse(text);
  const all = data.federated_extensions;
  data.federated_extensions = all.filter(({ name }) => name !== without);
  if (without !== null && data.federated_extensions.length === all.length)
    throw new Error(`${without} is not installed.`);
  return html.replace(config, () => open + JSON.stringify(data) + close);
}
