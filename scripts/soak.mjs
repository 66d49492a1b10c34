/**
 * npm run soak: half an hour (`-- --minutes 2` for a try) of a panel and a widget on a real stack in Chromium. Clusters are
 * launched, scaled and stopped, the widget's cell is run again and again, polls go on. What the page holds is measured after each
 * round, and printed; what grows by more than it may fails.
 */
import { build } from "./build/main.mjs";
import { Failure, main } from "./lib.mjs";
import { setup } from "./setup.mjs";
import { EXPOSED, inBrowser, openLab } from "./stack/browser.mjs";
import { startStack } from "./stack/stack.mjs";

/** What is measured, and by how much it may grow in a round, in which a widget's cell is run again. */
const MEASURES = {
  heap: { unit: "KiB", most: 200 },
  wasm: { unit: "KiB", most: 64 },
  nodes: { unit: "", most: 500 },
  listeners: { unit: "", most: 100 },
};
/** The part of the rounds in which what is kept for good is being made. */
const WARM = 1 / 3;
const FEWEST_ROUNDS = 6;

await main(import.meta.url, async (args) => {
  const minutes = Number(args[args.indexOf("--minutes") + 1] || 30);
  await setup({ browser: true });
  await build();
  await inBrowser(startStack({ args: EXPOSED }), async (browser, stack) => {
    const page = await browser.newPage();
    await page.addInitScript(keepMemories);
    await openLab(page, stack, "/workspaces/soak");
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Performance.enable");
    await begin(page);
    const end = Date.now() + minutes * 60_000;
    const samples = [];
    console.log(["round", ...Object.keys(MEASURES)].map((name) => name.padStart(11)).join(""));
    while (Date.now() < end || samples.length < FEWEST_ROUNDS) {
      await round(page);
      const sample = await measure(page, cdp);
      samples.push(sample);
      const cells = Object.entries(sample).map(([name, n]) => `${n} ${MEASURES[name].unit}`);
      console.log([samples.length, ...cells].map((cell) => `${cell}`.padStart(11)).join(""));
    }
    judge(samples);
  });
});

/** In the page, before its scripts: keeps hold of the WebAssembly memories, which tell their sizes. */
function keepMemories() {
  globalThis.memories = [];
  const keep = (instance) => {
    const { memory } = instance.exports;
    if (memory) globalThis.memories.push(memory);
    return instance;
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const made = await real(...args);
      keep(made.instance ?? made);
      return made;
    };
  }
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct: (Real, args) => keep(new Real(...args)),
  });
}

/** A notebook with the widget, beside the panel. */
async function begin(page) {
  await page.waitForFunction(() =>
    ["notebook:create-new", "dask-gateway:open"].every((command) =>
      window.jupyterapp?.commands.hasCommand(command),
    ),
  );
  await page.evaluate(async () => {
    const { commands } = window.jupyterapp;
    await commands.execute("notebook:create-new", { kernelName: "python3" });
    await commands.execute("dask-gateway:open");
  });
  await page.waitForFunction(
    () => window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === "idle",
  );
  await page.evaluate(() => {
    const { content } = window.jupyterapp.shell.currentWidget;
    content.model.sharedModel.cells[0].setSource(
      "from jupyter_dask_gateway import GatewayWidget\nGatewayWidget()",
    );
  });
}

async function round(page) {
  const panel = page.locator("#dask-gateway-panel");
  await rerun(page);
  await panel.getByRole("button", { name: "Launch cluster" }).click();
  const cluster = panel.locator('[data-status="RUNNING"]').first();
  await cluster.waitFor({ timeout: 120_000 });
  for (const count of ["1", "0"]) {
    await cluster.getByRole("spinbutton", { name: "Workers", exact: true }).fill(count);
    await cluster.getByRole("button", { name: "Scale" }).click();
    await panel.locator(`[data-workers="${count}"]`).first().waitFor({ timeout: 120_000 });
  }
  await rerun(page);
  await cluster.getByRole("button", { name: "Stop" }).click();
  await panel.locator("dialog .danger").click();
  await panel.locator("[data-cluster]").first().waitFor({ state: "detached", timeout: 120_000 });
}

/** Runs the widget's cell again, until it is drawn anew. */
async function rerun(page) {
  await page.evaluate(async () => {
    const { commands, shell } = window.jupyterapp;
    const { node } = shell.currentWidget.content.widgets[0];
    const drawn = () => node.querySelector("[data-dask-gateway] > div");
    const before = drawn();
    shell.currentWidget.content.activeCellIndex = 0;
    await commands.execute("notebook:run-cell");
    const isNew = () => drawn() !== before && drawn()?.shadowRoot?.querySelector("form");
    while (!isNew()) await new Promise((done) => setTimeout(done, 20));
  });
}

async function measure(page, cdp) {
  for (let i = 0; i < 3; i++) await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const metric = (name) => metrics.find((one) => one.name === name).value;
  const wasm = await page.evaluate(() =>
    globalThis.memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
  );
  return {
    heap: Math.round(metric("JSHeapUsedSize") / 1024),
    wasm: Math.round(wasm / 1024),
    nodes: metric("Nodes"),
    listeners: metric("JSEventListeners"),
  };
}

/** Fails if what is held grows from round to round, once all has been seen. */
function judge(samples) {
  const late = samples.slice(Math.floor(samples.length * WARM));
  const grown = Object.entries(MEASURES).map(([name, { unit, most }]) => {
    const by = slope(late.map((sample) => sample[name]));
    console.log(`${name}: ${by.toFixed(1)} ${unit} a round (at most ${most})`);
    return by > most ? name : null;
  });
  const wrong = grown.filter((name) => name !== null);
  if (wrong.length > 0) throw new Failure(`It grows: ${wrong.join(", ")}`);
}

/** Of the line that fits best. */
function slope(values) {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const over = values.reduce((sum, value, i) => sum + (i - middle) * (value - mean), 0);
  return over / values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
}
