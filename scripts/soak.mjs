/**
 * npm run soak: half an hour of a panel and a widget on a real stack in Chromium. Clusters are
 * launched, scaled, stopped and dismissed, the widget's cell is run again and again, polls go on. What the page holds is measured after
 * each round, and printed. JupyterLab and ipywidgets keep something of every cell that ran: what they keep of a widget of ipywidgets' own
 * is measured as well, and what grows by more than that and what it may fails.
 */
import { build } from "./build/main.mjs";
import { Failure, main } from "./lib.mjs";
import { setup } from "./setup.mjs";
import { EXPOSED, inBrowser, openLab } from "./stack/browser.mjs";
import { startStack } from "./stack/stack.mjs";

/** What is measured, and by how much it may grow in a round, besides what the hosts keep of a cell that ran again. */
const MEASURES = {
  heap: { unit: "KiB", most: 100 },
  wasm: { unit: "KiB", most: 64 },
  nodes: { unit: "", most: 50 },
  listeners: { unit: "", most: 10 },
};
/** The part of the rounds in which what is kept for good is being made. */
const WARM = 1 / 3;
const FEWEST_ROUNDS = 9;

const OURS = {
  source: "from jupyter_dask_gateway import GatewayWidget\nGatewayWidget()",
  reruns: 2,
};
const THEIRS = { source: "import ipywidgets\nipywidgets.IntSlider()", reruns: 20 };

async function soak({ minutes: asked }) {
  const minutes = Number(asked);
  if (!(minutes > 0)) throw new Failure(`--minutes takes a number above 0, not ${asked}.`);
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
    print("round", Object.keys(MEASURES));
    while (Date.now() < end || samples.length < FEWEST_ROUNDS) {
      await round(page);
      const sample = await measure(page, cdp);
      samples.push(sample);
      print(samples.length, told(sample));
    }
    judge(samples, await kept(page, cdp));
  });
}

function print(first, cells) {
  console.log([`${first}`.padStart(6), ...cells.map((cell) => cell.padStart(13))].join(""));
}

function told(sample) {
  return Object.entries(sample).map(
    ([name, n]) => `${Math.round(n * 10) / 10} ${MEASURES[name].unit}`,
  );
}

/** What the hosts keep of a cell that runs again with a widget of ipywidgets. */
async function kept(page, cdp) {
  await setCell(page, THEIRS.source);
  const samples = [];
  for (let i = 0; i < THEIRS.reruns; i++) {
    await rerun(page, ".widget-slider");
    samples.push(await measure(page, cdp));
  }
  const each = growth(samples);
  print("hosts", told(each));
  return each;
}

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
  await setCell(page, OURS.source);
}

async function setCell(page, source) {
  await page.evaluate((text) => {
    const { content } = window.jupyterapp.shell.currentWidget;
    content.model.sharedModel.cells[0].setSource(text);
  }, source);
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
  await panel.locator("[data-status]").first().waitFor({ state: "detached", timeout: 120_000 });
  // What ended in the last day is kept on purpose.
  const ended = panel.locator("details.recent");
  await ended.evaluate((details) => {
    details.open = true;
  });
  await ended.getByRole("button", { name: "Dismiss" }).first().click();
  await ended.waitFor({ state: "detached" });
}

/** Runs the notebook's cell again, until the widget is drawn anew. */
async function rerun(page, widget = "[data-dask-gateway] > div") {
  await page.evaluate(async (selector) => {
    const { commands, shell } = window.jupyterapp;
    const { node } = shell.currentWidget.content.widgets[0];
    const drawn = () => node.querySelector(selector);
    const before = drawn();
    shell.currentWidget.content.activeCellIndex = 0;
    await commands.execute("notebook:run-cell");
    const isNew = () => {
      const { shadowRoot } = drawn() ?? {};
      return drawn() && drawn() !== before && (!shadowRoot || shadowRoot.querySelector("form"));
    };
    while (!isNew()) await new Promise((done) => setTimeout(done, 20));
  }, widget);
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

/** Fails if what is held grows from round to round, once all has been seen. `hosts`: what they keep of each cell that runs again. */
function judge(samples, hosts) {
  const grown = Object.entries(growth(samples)).map(([name, by]) => {
    const { unit, most } = MEASURES[name];
    const limit = most + OURS.reruns * Math.max(0, hosts[name]);
    console.log(`${name}: ${by.toFixed(1)} ${unit} a round (at most ${limit.toFixed(1)})`);
    return by > limit ? name : null;
  });
  const wrong = grown.filter((name) => name !== null);
  if (wrong.length > 0) throw new Failure(`It grows: ${wrong.join(", ")}`);
}

/** How much more there is from one sample to the next, after the first of them. */
function growth(samples) {
  const late = samples.slice(Math.floor(samples.length * WARM));
  const each = (name) => slope(late.map((sample) => sample[name]));
  return Object.fromEntries(Object.keys(MEASURES).map((name) => [name, each(name)]));
}

/** Of the line that fits best. */
function slope(values) {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const over = values.reduce((sum, value, i) => sum + (i - middle) * (value - mean), 0);
  return over / values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
}

const minutes = { type: "string", default: "30", about: "how long, 30 without it; 2 is a try" };
await main(import.meta.url, soak, { options: { minutes } });
