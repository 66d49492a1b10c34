/** A key in a form until its value is judged: by us in the page, by dask_gateway's widget in the kernel and back. */
import { EXPOSED, inBrowser } from "../../scripts/stack/browser.mjs";
import { startStack } from "../../scripts/stack/stack.mjs";
import { launchOptions } from "../../tests/ui/chromium.mjs";
import { ahead, timeIn } from "../parts/clicks.mjs";
import { KERNEL_ENVIRONMENT, KERNELS, kernelSpec } from "../parts/kernels.mjs";
import { connectHere, manyClusters } from "../parts/many.mjs";
import { endKernels, execute, openNotebook, openQuietLab, runCell } from "../parts/notebook.mjs";
import { turns } from "../parts/turns.mjs";

const FIELDS = 200;
const [OURS, THEIRS] = ["ours: widget", "dask_gateway's widget"];
/** The same in both, for the one sends what is typed at once and the other when the field is left. */
const KEYS = ["ArrowUp", "ArrowDown"];

export const edit = {
  about:
    "A key of the keyboard that makes another number of a number, from the page's first code that hears of it. In a form of 200 fields, with a server that stands in for the gateway: until the page's nodes say whether it is valid, and until the frame with that has been drawn. In a notebook, with an arrow key, our widget and dask_gateway's in turns: until the value is judged, by ours when the form says so, by the other when the kernel is done with it; and until an observer in Python has it.",
  browser: true,
  async run({ rows, quick }) {
    const { chromium } = await import("@playwright/test");
    const browser = await chromium.launch(launchOptions);
    await large(browser, rows, quick ? 10 : 200).finally(() => browser.close());

    const kernels = {};
    for (const title of KERNELS) kernels[title] = await kernelSpec(title);
    const starting = startStack({ args: EXPOSED, env: KERNEL_ENVIRONMENT });
    await inBrowser(starting, async (chrome, stack) => {
      for (const [title, name] of Object.entries(kernels))
        await inNotebook(chrome, stack, { rows, title, name, times: quick ? 4 : 40 });
    });
  },
};

/** The form of many fields. */
async function large(browser, rows, times) {
  const gateway = await manyClusters(1, FIELDS);
  const page = await browser.newPage({ viewport: { width: 400, height: 820 } });
  try {
    await page.goto(gateway.address);
    await page.evaluate(connectHere);
    await page.evaluate(() => void window.benchMount());
    const input = page.locator(".fields input").first();
    await input.waitFor();
    await page.evaluate(watchJudgement);
    await input.fill("9");
    await input.press("End");
    // 9 is within the bounds, 99 is not.
    for (let i = 0; i < times; i++) {
      await input.press(i % 2 === 0 ? "9" : "Backspace");
      await page.evaluate(() => window.benchJudged);
    }
    const judged = (await page.evaluate(() => window.benchJudgements)).slice(-times);
    const what = `${FIELDS} fields, input event to`;
    for (const which of ["nodes", "drawn"])
      rows.add(
        `${what} ${which}`,
        "ours",
        judged.map((each) => each[which]),
      );
  } finally {
    await page.close();
    gateway.stop();
  }
}

/** In the page: notes of each input how long it takes until the field's judgement is another, and until that is drawn. */
function watchJudgement() {
  window.benchJudgements = [];
  const watch = async (event) => {
    const start = performance.now();
    const [input] = event.composedPath();
    const nodes = await new Promise((done) => {
      // In a microtask after the change itself. That there is none must not be waited for for ever.
      const observer = new MutationObserver(() => done(performance.now() - start));
      observer.observe(input, { attributes: true, attributeFilter: ["aria-invalid"] });
      setTimeout(done, 5_000, null);
    });
    await new Promise((done) => requestAnimationFrame(done));
    // The first task after a frame begins when that has been drawn.
    await new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(null);
    });
    window.benchJudgements.push({ nodes, drawn: nodes && performance.now() - start });
  };
  const listen = (event) => {
    window.benchJudged = watch(event);
  };
  window.addEventListener("input", listen, true);
}

async function inNotebook(browser, stack, { rows, title, name, times }) {
  const page = await (
    await browser.newContext({ viewport: { width: 1_400, height: 1_500 } })
  ).newPage();
  await openQuietLab(page, stack);
  await openNotebook(page, name);
  await runCell(
    page,
    "from jupyter_dask_gateway import GatewayWidget\nfrom dask_gateway import Gateway\nours = GatewayWidget()\nours",
  );
  await runCell(page, "theirs = Gateway().cluster_options()\ntheirs");
  await execute(
    page,
    `import time
at = {"ours": [], "theirs": []}
ours.observe(lambda _: at["ours"].append(time.time() * 1000), "options")
for each in theirs._fields["worker_cores"]._widgets:
    each.observe(lambda _: at["theirs"].append(time.time() * 1000), "value")`,
  );
  const inputs = {
    [OURS]: page.locator(".jp-Notebook [data-dask-gateway]").getByLabel("Worker cores"),
    [THEIRS]: page.locator(".jp-Notebook .widget-gridbox input[type=number]").first(),
  };
  for (const input of Object.values(inputs)) await input.waitFor();
  await page.evaluate(watchKernel);
  const skew = await ahead(timeIn(page), () => Date.now() + 0.5);
  const typed = { [OURS]: [], [THEIRS]: [] };
  for (let i = 0; i < times; i++) {
    for (const [subject, input] of turns(Object.entries(inputs), i)) {
      await input.focus();
      await input.press(KEYS[i % 2]);
      // What a person takes for the next one; all that follows from this one is over.
      await page.waitForTimeout(400);
      typed[subject].push(await page.evaluate(() => window.benchTyped));
    }
  }
  const observed = JSON.parse(await execute(page, "import json; print(json.dumps(at))"));
  const handled = { [OURS]: observed.ours, [THEIRS]: observed.theirs };
  for (const [subject, all] of Object.entries(typed)) {
    const judged = all.map(({ nodes, kernel }) => (subject === OURS ? nodes : kernel));
    rows.add(`judged, ${title}`, subject, judged);
    if (handled[subject].length !== all.length)
      throw new Error(`${subject}: ${all.length} keys, ${handled[subject].length} observed`);
    const toPython = all.map(({ at }, i) => handled[subject][i] - (at - skew));
    rows.add(`an observer in Python has it, ${title}`, subject, toPython);
  }
  await page.context().close();
  await endKernels(stack);
}

/** In the page: of each key when it was, when the form first changed, and when the kernel was done with what came of it. */
function watchKernel() {
  const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
  kernel.iopubMessage.connect((_, { header, parent_header: parent, content }) => {
    const isDone = header.msg_type === "status" && content.execution_state === "idle";
    const typed = window.benchTyped;
    if (isDone && parent.msg_type === "comm_msg" && typed)
      typed.kernel ??= performance.now() - typed.start;
  });
  const listen = (event) => {
    const start = performance.now();
    const typed = { at: performance.timeOrigin + start, start, kernel: null, nodes: null };
    window.benchTyped = typed;
    const observer = new MutationObserver(() => {
      typed.nodes ??= performance.now() - start;
    });
    const everything = { subtree: true, childList: true, attributes: true, characterData: true };
    observer.observe(event.composedPath()[0].getRootNode(), everything);
  };
  window.addEventListener("keydown", listen, true);
}
