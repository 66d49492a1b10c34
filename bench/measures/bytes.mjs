/** What a browser fetches: at JupyterLab's start, until there is a form, and for each part later. */
import fs from "node:fs";
import { gzipSync } from "node:zlib";
import { PARTS } from "../../scripts/build/parts.mjs";
import { at } from "../../scripts/lib.mjs";
import { EXPOSED, inBrowser } from "../../scripts/stack/browser.mjs";
import { startStack } from "../../scripts/stack/stack.mjs";
import { LABEXTENSION, startLabextension } from "../parts/labextension.mjs";
import { openNotebook, openQuietLab, runCell } from "../parts/notebook.mjs";

const [PANEL, WIDGET, THEIRS] = ["ours: panel", "ours: widget", "dask_gateway's widget"];
const FILE = /\.(?:js|mjs|css|wasm)(?:\?|$)/;
const START = "at JupyterLab's start";
const FORM = "until the form is visible";

export const bytes = {
  about:
    "Files of the extension that a browser with an empty cache fetches, each packed with gzip, and how many: at JupyterLab's start, and from there until the form is visible, the start included. dask_gateway's widget is drawn by ipywidgets. Then each part that is fetched later, at its first use.",
  browser: true,
  async run({ rows }) {
    const starting = startStack({ args: EXPOSED });
    await inBrowser(starting, async (browser, stack) => {
      const other = await startLabextension(stack, EXPOSED);
      try {
        await inLab(browser, stack, other, rows);
      } finally {
        await other.stop();
      }
    });
    for (const { folder, file, onDemand } of PARTS) {
      if (!onDemand) continue;
      const size = packed(fs.readFileSync(at("dist", file)));
      rows.add(`later: ${folder}`, "ours", [size], { unit: "bytes" });
    }
  },
};

async function inLab(browser, stack, other, rows) {
  const add = (what, subject, { size, count }) => {
    rows.add(what, subject, [size], { unit: "bytes" });
    rows.add(`files ${what}`, subject, [count], { unit: "files" });
  };
  const openPanel = async (page) => {
    await page.evaluate(() =>
      window.jupyterapp.commands.execute("dask-gateway:open").then(() => {}),
    );
    await page
      .locator("#dask-gateway-panel")
      .getByRole("form", { name: "Cluster options" })
      .waitFor();
  };
  const cell = (source, selector) => async (page) => {
    await openNotebook(page);
    await runCell(page, source);
    await page.locator(`.jp-Notebook ${selector}`).first().waitFor();
  };
  const ours = "jupyter-dask-gateway";
  const subjects = {
    [PANEL]: [stack, ours, openPanel],
    [WIDGET]: [
      stack,
      ours,
      cell(
        "from jupyter_dask_gateway import GatewayWidget\nGatewayWidget()",
        "[data-dask-gateway] form",
      ),
    ],
    [THEIRS]: [
      stack,
      "@jupyter-widgets/jupyterlab-manager",
      cell(
        "from dask_gateway import Gateway\nGateway().cluster_options()",
        ".widget-gridbox input",
      ),
    ],
    [LABEXTENSION]: [other, "dask-labextension", null],
  };
  for (const [subject, [where, extension, show]] of Object.entries(subjects)) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const fetched = watch(page, extension);
    await openQuietLab(page, where);
    add(START, subject, await fetched());
    if (show !== null) {
      const shown = page.evaluate(formShown);
      await show(page);
      add(FORM, subject, await fetched(await shown));
    }
    await context.close();
  }
}

/** In the page: when a form is there, in milliseconds since 1970. */
async function formShown() {
  const isShown = () =>
    document.querySelector(".widget-gridbox input") !== null ||
    [...document.querySelectorAll("#dask-gateway-panel div, [data-dask-gateway] > div")].some(
      ({ shadowRoot }) => shadowRoot?.querySelector("form"),
    );
  while (!isShown()) await new Promise((done) => setTimeout(done, 1));
  return performance.timeOrigin + performance.now();
}

/** Resolves to what has been asked for until then of an extension's files, and of those that it fetches from elsewhere. */
function watch(page, extension) {
  const responses = [];
  const isOf = ({ pathname }) =>
    FILE.test(pathname) &&
    (pathname.includes(`/extensions/${extension}/`) || pathname.includes("/dask-gateway/"));
  page.on("response", (response) => {
    if (isOf(new URL(response.url()))) responses.push(response);
  });
  return async (until = Date.now()) => {
    const counted = responses.filter((each) => each.request().timing().startTime <= until);
    const sizes = await Promise.all(counted.map(async (each) => packed(await each.body())));
    return { size: sizes.reduce((sum, size) => sum + size, 0), count: sizes.length };
  };
}

const packed = (body) => gzipSync(body, { level: 9 }).length;
