/** A click on Scale to the POST at the gateway's door, in a page with the panel, our widget, dask_gateway's widget and a bare button. */
import { setTimeout as delay } from "node:timers/promises";
import { cache } from "../../scripts/lib.mjs";
import { EXPOSED, inBrowser } from "../../scripts/stack/browser.mjs";
import { startStack } from "../../scripts/stack/stack.mjs";
import { ahead, bareButton, click as clicked, noteClicks, timeIn } from "../parts/clicks.mjs";
import { launch, stop } from "../parts/clusters.mjs";
import { KERNEL_ENVIRONMENT, KERNELS, kernelSpec } from "../parts/kernels.mjs";
import {
  ended,
  endKernels,
  openNotebook,
  openQuietLab,
  runCell,
  startCell,
} from "../parts/notebook.mjs";
import { startOwnRecorder } from "../parts/recorder.mjs";
import { turns } from "../parts/turns.mjs";

const BUSY = 20; // seconds
/** Milliseconds that a click with a dead kernel is waited for. */
const DEAD = 10_000;
const SLEEP = `import time\ntime.sleep(${BUSY})`;
const LOOP = `import time\nend = time.monotonic() + ${BUSY}\nn = 0\nwhile time.monotonic() < end: n += 1`;
const [PANEL, WIDGET, BARE, THEIRS] = [
  "ours: panel",
  "ours: widget",
  "bare fetch",
  "dask_gateway's widget",
];

export const click = {
  about:
    "A click with the mouse on Scale, to the POST at the gateway's door, in one page of JupyterLab with a notebook: the panel, the notebook widget, the form that dask_gateway's cluster displays, and a button that does nothing but fetch by the panel's route, in turns. The notebook's kernel is idle, in a cell that sleeps for 20 s, in a loop of Python for as long, or dead. A click that has not arrived 10 s after the kernel's end never does.",
  browser: true,
  async run({ rows, quick }) {
    const record = cache("bench-requests.jsonl");
    const where = { record, makeRecorder: startOwnRecorder };
    const options = { ...where, args: EXPOSED, env: KERNEL_ENVIRONMENT };
    const kernels = {};
    for (const title of KERNELS) kernels[title] = await kernelSpec(title);
    await inBrowser(startStack(options), async (browser, stack) => {
      for (const [title, name] of Object.entries(kernels))
        await withKernel(browser, stack, { rows, quick, record, title, name });
    });
  },
};

async function withKernel(browser, stack, { rows, quick, record, title, name }) {
  const viewport = { width: 1_700, height: 1_500 };
  const page = await (await browser.newContext({ viewport })).newPage();
  await noteClicks(page);
  await openQuietLab(page, stack);
  const mine = await launch(stack);
  await openNotebook(page, name);
  const key = await showOurs(page);
  const other = await launch(stack);
  await showTheirs(page, other);
  const card = (within) => page.locator(`${within} [data-cluster="${key}"]`);
  const scale = (within) => card(within).getByRole("button", { name: "Scale", exact: true });
  const [panel, widget] = ["#dask-gateway-panel", ".jp-Notebook [data-dask-gateway]"];
  for (const within of [panel, widget])
    await card(within).getByRole("spinbutton", { name: "Workers", exact: true }).fill("0");
  const settled = (within) => () => card(within).and(page.locator('[aria-busy="false"]')).waitFor();
  // Each of its own cluster, so that what arrives tells who sent it.
  const scalesOf = (cluster) => new RegExp(`/clusters/${cluster}/scale$`);
  const subjects = {
    [PANEL]: { button: scale(panel), path: scalesOf(mine), settled: settled(panel) },
    [WIDGET]: { button: scale(widget), path: scalesOf(mine), settled: settled(widget) },
    [BARE]: { button: await bareButton(page), path: /\/bare-\d+\/scale$/ },
    [THEIRS]: {
      button: page.locator(".jp-Notebook button.jupyter-button", { hasText: "Scale" }),
      path: scalesOf(other),
    },
  };
  const skew = (await ahead(timeIn(page))) - (await ahead(stack.recorder.look));
  const press = ({ button, path }) => clicked(page, button, { record, path, skew });

  const samples = { [PANEL]: [], [WIDGET]: [], [BARE]: [], [THEIRS]: [] };
  const turn = async (names, most) => {
    for (const each of names) {
      const subject = subjects[each];
      samples[each].push(await (await press(subject)).arrived(most));
      await subject.settled?.();
      // What its answer brings about, and another time of the polls' than the last.
      await delay(150 + 200 * Math.random());
    }
  };
  const tell = (state) => {
    for (const [subject, all] of Object.entries(samples)) {
      rows.add(`kernel ${state}, ${title}`, subject, all);
      samples[subject] = [];
    }
  };
  const all = Object.keys(subjects);
  for (let i = 0; i < 3; i++) await turn(all, 5_000);
  for (const each of all) samples[each] = [];

  for (let i = 0; i < (quick ? 4 : 40); i++) await turn(turns(all, i), 5_000);
  tell("idle");

  const free = all.filter((each) => each !== THEIRS);
  for (const [state, code] of Object.entries({ "in time.sleep": SLEEP, "in a loop": LOOP })) {
    for (let i = 0; i < (quick ? 1 : 4); i++) {
      await startCell(page, code);
      const end = Date.now() + (BUSY - 5) * 1_000;
      const theirs = await press(subjects[THEIRS]);
      for (let j = 0; Date.now() < end && j < (quick ? 3 : 10); j++)
        await turn(turns(free, j), 5_000);
      samples[THEIRS].push(await theirs.arrived((BUSY + 10) * 1_000));
      await ended(page);
      await delay(1_000);
    }
    tell(state);
  }

  await endKernels(stack);
  await delay(2_000);
  for (let i = 0; i < (quick ? 3 : 40); i++) await turn(turns(free, i), 5_000);
  for (let i = 0; i < (quick ? 1 : 3); i++) await turn([THEIRS], DEAD);
  tell("dead");
  await page.close();
  for (const cluster of [mine, other]) await stop(stack, cluster);
}

/** The panel and our widget, with the one cluster that runs; resolves to its key. */
async function showOurs(page) {
  await page.evaluate(() => window.jupyterapp.commands.execute("dask-gateway:open").then(() => {}));
  const running = '[data-cluster][data-status="RUNNING"]';
  await page.locator(`#dask-gateway-panel ${running}`).waitFor();
  await runCell(page, "from jupyter_dask_gateway import GatewayWidget\nGatewayWidget()");
  const card = page.locator(`.jp-Notebook [data-dask-gateway] ${running}`);
  await card.waitFor();
  return card.getAttribute("data-cluster");
}

/** The form of dask_gateway's cluster, its part for a number of workers open. */
async function showTheirs(page, cluster) {
  await runCell(
    page,
    `from dask_gateway import Gateway\ntheirs = Gateway().connect("${cluster}")\ntheirs`,
  );
  await page.locator(".jp-Notebook").getByText("Manual Scaling").click();
  await page.locator(".jp-Notebook button.jupyter-button", { hasText: "Scale" }).waitFor();
}
