/** A notebook in JupyterLab, and its cells. */
import { openLab } from "../../scripts/stack/browser.mjs";

let workspaces = 0;

/** How long a new kernel has for its first answers, in milliseconds, and how many are tried. */
const ANSWER_MS = 10_000;
/** After so many milliseconds it loses nothing any more. */
const SETTLED_MS = 1_000;
const ATTEMPTS = 3;

/** JupyterLab in a workspace of its own, with nothing to restore, when it has come to rest. */
export async function openQuietLab(page, stack) {
  workspaces += 1;
  await openLab(page, stack, `/workspaces/bench-${workspaces}`);
  // It gives the focus to what it opens first, and then to nothing else.
  await page.locator(".jp-Launcher:focus, .jp-Launcher:focus-within").first().waitFor();
  await page.waitForLoadState("networkidle");
}

/**
 * A new notebook with this kernel, when that executes code. With ipykernel 7.3, about one new kernel in thirty never answers some of what
 * JupyterLab sends in its first half second: that one is given up, and the output says so.
 */
export async function openNotebook(page, kernelName = "python3") {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (await page.evaluate(newNotebook, [kernelName, ANSWER_MS, SETTLED_MS])) return;
    console.log(`  a new kernel, ${kernelName}, does not answer: ${attempt} of ${ATTEMPTS}`);
  }
  throw new Error(`No new kernel of ${kernelName} answers.`);
}

/** In the page: false when its kernel does not execute the empty code within so many milliseconds, at once and when it has settled. */
async function newNotebook([kernelName, patience, settled]) {
  const { commands } = window.jupyterapp;
  const notebook = await commands.execute("notebook:create-new", { kernelName });
  const { sessionContext } = notebook;
  const executes = async () => {
    // Before that JupyterLab executes nothing, and says nothing.
    await sessionContext.ready;
    const { kernel } = sessionContext.session;
    await kernel.requestExecute({ code: "", silent: true }).done;
    await new Promise((done) => setTimeout(done, settled));
    await kernel.requestExecute({ code: "", silent: true }).done;
    return true;
  };
  const late = new Promise((done) => setTimeout(done, patience, false));
  const isThere = await Promise.race([executes(), late]);
  if (!isThere) {
    await sessionContext.session?.kernel?.shutdown();
    notebook.dispose();
  }
  return isThere;
}

/** Runs code in a cell of its own; resolves when it has ended. */
export async function runCell(page, source) {
  await page.evaluate(begin, source);
  await ended(page);
}

/**
 * Runs code in a cell of its own that first prints "busy", and resolves when it has; `ended(page)` resolves when it is over. A kernel's status
 * does not tell: with subshells it is idle while a cell runs.
 */
export async function startCell(page, source) {
  await page.evaluate(begin, `print("bu" + "sy", flush=True)\n${source}`);
  await page.waitForFunction(
    () =>
      window.benchCell.node.textContent.includes("busy\n") ||
      window.benchCell.node.textContent.endsWith("busy"),
  );
}

export async function ended(page) {
  await page.evaluate(() => window.benchRun);
}

/** In the page. */
function begin(source) {
  const { commands, shell } = window.jupyterapp;
  const { content } = shell.currentWidget;
  const cells = content.model.sharedModel;
  cells.insertCell(cells.cells.length, { cell_type: "code", source });
  content.activeCellIndex = cells.cells.length - 1;
  window.benchCell = content.activeCell;
  window.benchRun = commands.execute("notebook:run-cell").then(() => {});
}

/** Runs code without a cell and resolves to what it prints. */
export async function execute(page, source) {
  return page.evaluate(async (code) => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    let printed = "";
    let error;
    const future = kernel.requestExecute({ code });
    future.onIOPub = ({ content }) => {
      printed += content.text ?? "";
      error ??= content.evalue;
    };
    await future.done;
    if (error !== undefined) throw new Error(error);
    return printed;
  }, source);
}

/** Ends the kernels of a Jupyter server for good, as its list of running kernels does. */
export async function endKernels({ lab, token }) {
  const headers = { Authorization: `token ${token}` };
  const kernels = await (await fetch(`${lab}/api/kernels`, { headers })).json();
  for (const { id } of kernels)
    await fetch(`${lab}/api/kernels/${id}`, { method: "DELETE", headers });
}
