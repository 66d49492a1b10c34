/**
 * The notebook widget on the real stack, with three versions of ipykernel: what takes how long, and what a busy kernel
 * holds up. Before 7.0 a kernel takes widgets' messages when its cell has ended.
 */
import fs from "node:fs";
import path from "node:path";
import { ask, at, cache } from "../scripts/lib.mjs";
import { packageFolder } from "../scripts/python.mjs";
import { EXPOSED, inBrowser, openLab } from "../scripts/stack/browser.mjs";
import { recorded } from "../scripts/stack/recorder.mjs";
import { startStack } from "../scripts/stack/stack.mjs";
import { row } from "./table.mjs";

const VERSIONS = ["6.31.0", "7.3.0", null];
const BUSY = 6; // seconds
/** The widget displayed last. */
const root = `[...document.querySelectorAll("[data-dask-gateway] > div")].at(-1).shadowRoot`;

export async function widget() {
  const record = cache("bench-requests.jsonl");
  const kernels = await kernelSpecs();
  const env = { JUPYTER_PATH: cache("bench-kernels") };
  await inBrowser(startStack({ record, args: EXPOSED, env }), async (browser, stack) => {
    for (const [version, kernel] of kernels) {
      await measure(browser, stack, record, version, kernel);
    }
  });
}

/** One kernel specification for each version: the .venv, with another ipykernel in front. Resolves to [version, name]. */
async function kernelSpecs() {
  const found = [];
  for (const wanted of VERSIONS) {
    const folder = wanted === null ? "" : await packageFolder("ipykernel", wanted);
    const code = "import ipykernel; print(ipykernel.__version__)";
    const version = await ask("python", ["-c", code], { env: { PYTHONPATH: folder } });
    const name = `bench-${version.replaceAll(".", "-")}`;
    const spec = cache("bench-kernels/kernels", name);
    fs.mkdirSync(spec, { recursive: true });
    const argv = [
      at(".venv/bin/python"),
      ...["-m", "ipykernel_launcher", "-f", "{connection_file}"],
    ];
    fs.writeFileSync(
      path.join(spec, "kernel.json"),
      JSON.stringify({
        argv,
        display_name: name,
        language: "python",
        env: { PYTHONPATH: folder },
        // Without it, JupyterLab does not ask a kernel of version 7 for subshells.
        metadata: { debugger: true },
      }),
    );
    found.push([version, name]);
  }
  return found;
}

async function measure(browser, stack, record, version, kernel) {
  const page = await (await browser.newContext()).newPage();
  // A workspace of its own, with nothing to restore.
  await openLab(page, stack, `/workspaces/${kernel}`);
  await page.locator(".jp-Launcher:focus, .jp-Launcher:focus-within").first().waitFor();
  await page.evaluate(
    (kernelName) => window.jupyterapp.commands.execute("notebook:create-new", { kernelName }),
    kernel,
  );
  await page.waitForFunction(
    () => window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === "idle",
  );
  const title = (text) => `ipykernel ${version}: ${text}`;

  const first = await display(page, "w = GatewayWidget()");
  const again = [];
  for (let i = 0; i < 7; i++) again.push(await display(page, "w = GatewayWidget()"));
  row(title("cell to form, with imports"), [first]);
  row(title("cell to form, again"), again);
  row(title("key to Python's observe handler"), await typing(page));

  await execute(page, "w.cluster_name = w.gateway.submit(); w.connect(); print('running')");
  row(title("Scale, pass-through, idle"), await scaling(page, record, 10));
  await whileBusy(page, async () => {
    row(title("Scale, pass-through, busy"), await scaling(page, record, 10));
  });
  await display(
    page,
    `from dask_gateway import BasicAuth
import dask
class Mine(BasicAuth): pass  # another login than the configured one: through the kernel
w = GatewayWidget(auth=Mine(**dask.config.get("gateway.auth.kwargs")))`,
  );
  row(title("Scale, relay, idle"), await scaling(page, record, 10));
  await whileBusy(page, async () => {
    row(title(`Scale, relay, ${BUSY} s busy`), await scaling(page, record, 1));
  });
  await execute(
    page,
    "w.gateway.stop_cluster(w.gateway.list_clusters()[0].name); print('stopped')",
  );
  await page.close();
}

/** Runs a cell that displays `w`; resolves to the milliseconds until its form is there. */
async function display(page, code) {
  return page.evaluate(async (source) => {
    const { commands, shell } = window.jupyterapp;
    const { content } = shell.currentWidget;
    const cells = content.model.sharedModel;
    cells.insertCell(cells.cells.length, { cell_type: "code", source });
    content.activeCellIndex = cells.cells.length - 1;
    const cell = content.activeCell;
    const start = performance.now();
    void commands.execute("notebook:run-cell");
    const form = () =>
      cell.node.querySelector("[data-dask-gateway] > div")?.shadowRoot?.querySelector("form");
    while (!form()) await new Promise((done) => setTimeout(done, 1));
    return performance.now() - start;
  }, `from jupyter_dask_gateway import GatewayWidget\n${code}\nw`);
}

/** Runs a cell and resolves to what it prints. */
async function execute(page, source) {
  return page.evaluate(async (code) => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    let printed = "";
    const future = kernel.requestExecute({ code });
    future.onIOPub = ({ content }) => {
      printed += content.text ?? "";
      if (content.ename) throw new Error(content.evalue);
    };
    await future.done;
    return printed;
  }, source);
}

async function typing(page) {
  await execute(
    page,
    "import time\nat = []\nw.observe(lambda _: at.append(time.time() * 1000), 'options')",
  );
  const typed = [];
  for (let i = 0; i < 30; i++) {
    typed.push(
      await page.evaluate(`(() => {
        const input = ${root}.querySelector("input");
        const at = performance.timeOrigin + performance.now();
        input.value = "${(i % 3) + 2}";
        input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
        return at;
      })()`),
    );
    await page.waitForTimeout(250); // a person's next key
  }
  const handled = JSON.parse(await execute(page, "import json; print(json.dumps(at))"));
  return handled.map((at, i) => at - typed[i]);
}

async function scaling(page, record, times) {
  const scales = () => recorded(record).filter((request) => request.path.endsWith("/scale"));
  const found = [];
  for (let i = 0; i < times; i++) {
    await page.waitForFunction(
      `${root}.querySelector('[data-status="RUNNING"][aria-busy="false"] form button:enabled')`,
    );
    const before = scales().length;
    const clicked = await page.evaluate(`(() => {
      const form = ${root}.querySelector(".scaling form");
      const input = form.querySelector("input");
      input.value = "0";
      input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      const at = performance.timeOrigin + performance.now();
      form.querySelector("button").click();
      return at;
    })()`);
    while (scales().length === before) await new Promise((done) => setTimeout(done, 5));
    found.push(scales()[before].at - clicked);
  }
  return found;
}

async function whileBusy(page, work) {
  const busy = execute(page, `import time; time.sleep(${BUSY})`);
  await page.waitForFunction(
    () => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === "busy",
  );
  await work();
  await busy;
}
