/** How long it takes until a form is visible: the panel, our widget, and the form that dask_gateway's options display. */
import { EXPOSED, inBrowser } from "../../scripts/stack/browser.mjs";
import { startStack } from "../../scripts/stack/stack.mjs";
import { KERNEL_ENVIRONMENT, KERNELS, kernelSpec } from "../parts/kernels.mjs";
import { ended, endKernels, openNotebook, openQuietLab, startCell } from "../parts/notebook.mjs";
import { turns } from "../parts/turns.mjs";

const [PANEL, WIDGET, THEIRS] = ["ours: panel", "ours: widget", "dask_gateway's widget"];
const BUSY = 10; // seconds
/** After so many milliseconds a form does not come any more. */
const PATIENCE = 60_000;
const CELLS = {
  [WIDGET]: "from jupyter_dask_gateway import GatewayWidget\nGatewayWidget()",
  [THEIRS]: "from dask_gateway import Gateway\nGateway().cluster_options()",
};

export const form = {
  about:
    "From a command or the start of a cell until the form is in the page. Cold: in a browser profile of its own, the widgets as the first in a new kernel, with what they import. Warm: the panel after the page was loaded again, the widgets once more in the same notebook. Busy: the kernel sleeps for 10 s when that begins; a cell of a widget then waits for its turn, whoever's it is.",
  browser: true,
  async run({ rows, quick }) {
    const kernels = {};
    for (const title of KERNELS) kernels[title] = await kernelSpec(title);
    const starting = startStack({ args: EXPOSED, env: KERNEL_ENVIRONMENT });
    await inBrowser(starting, async (browser, stack) => {
      for (const [title, name] of Object.entries(kernels)) {
        const samples = await withKernel(browser, stack, name, quick ? 1 : 7);
        for (const [what, bySubject] of Object.entries(samples))
          for (const [subject, times] of Object.entries(bySubject))
            rows.add(`${what}, ${title}`, subject, times);
      }
    });
  },
};

async function withKernel(browser, stack, kernel, times) {
  const samples = {};
  const add = (what, subject, time) => {
    samples[what] ??= {};
    samples[what][subject] ??= [];
    samples[what][subject].push(time);
  };
  for (let i = 0; i <= times; i++) {
    // In the first, the server reads its files.
    const note = i === 0 ? () => {} : add;
    await panel(browser, stack, note);
    for (const subject of turns(Object.keys(CELLS), i))
      await widget(browser, stack, { kernel, subject, note });
    await endKernels(stack);
  }
  await busy(browser, stack, kernel, add);
  await endKernels(stack);
  return samples;
}

async function panel(browser, stack, note) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await openQuietLab(page, stack);
  note("cold", PANEL, await page.evaluate(openPanel));
  await openQuietLab(page, stack);
  note("warm", PANEL, await page.evaluate(openPanel));
  await context.close();
}

/** Warm it is once more in the same notebook, three times. */
async function widget(browser, stack, { kernel, subject, note }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await openQuietLab(page, stack);
  await openNotebook(page, kernel);
  note("cold", subject, await show(page, subject));
  await page.waitForTimeout(500);
  for (let i = 0; i < 3; i++) note("warm", subject, await show(page, subject));
  await context.close();
}

async function busy(browser, stack, kernel, add) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await openQuietLab(page, stack);
  await openNotebook(page, kernel);
  const sleep = `import time\ntime.sleep(${BUSY})`;
  await startCell(page, sleep);
  add("busy", PANEL, await page.evaluate(openPanel));
  await ended(page);
  // What they import is there when the next cell sleeps.
  for (const subject of Object.keys(CELLS)) await show(page, subject);
  for (const subject of Object.keys(CELLS)) {
    await startCell(page, sleep);
    add("busy", subject, await show(page, subject));
  }
  await context.close();
}

/** In the page: milliseconds from the command to the form. */
async function openPanel() {
  const form = () =>
    document
      .querySelector("#dask-gateway-panel")
      ?.querySelector("div")
      ?.shadowRoot?.querySelector("form");
  const start = performance.now();
  void window.jupyterapp.commands.execute("dask-gateway:open");
  while (!form()) await new Promise((done) => setTimeout(done, 1));
  return performance.now() - start;
}

/** Milliseconds from the start of a cell to the form that it displays. */
async function show(page, subject) {
  return page.evaluate(
    async ([source, isOurs, patience]) => {
      const { commands, shell } = window.jupyterapp;
      const { content } = shell.currentWidget;
      const cells = content.model.sharedModel;
      cells.insertCell(cells.cells.length, { cell_type: "code", source });
      content.activeCellIndex = cells.cells.length - 1;
      const { node } = content.activeCell;
      const shown = isOurs
        ? () => node.querySelector("[data-dask-gateway] > div")?.shadowRoot?.querySelector("form")
        : () => node.querySelector(".widget-gridbox input");
      const start = performance.now();
      void commands.execute("notebook:run-cell");
      while (!shown()) {
        if (performance.now() - start > patience) throw new Error(`No form: ${node.textContent}`);
        await new Promise((done) => setTimeout(done, 1));
      }
      return performance.now() - start;
    },
    [CELLS[subject], subject === WIDGET, PATIENCE],
  );
}
