/** What a user waits for, measured on the real stack in Chromium. */
import { cache } from "../scripts/lib.mjs";
import { EXPOSED, inBrowser, openLab } from "../scripts/stack/browser.mjs";
import { recorded } from "../scripts/stack/recorder.mjs";
import { startStack } from "../scripts/stack/stack.mjs";
import { row } from "./table.mjs";

export async function browser() {
  const record = cache("bench-requests.jsonl");
  await inBrowser(startStack({ record, args: EXPOSED }), async (browser, stack) => {
    await opening(browser, stack);
    const page = await (await browser.newContext()).newPage();
    await visit(page, stack);
    await openPanel(page);
    await typing(page);
    await scaling(page, stack, record);
  });
}

/** Panel opened to form visible: first in a new browser profile, then after a reload. */
async function opening(browser, stack) {
  const cold = [];
  const warm = [];
  for (let i = 0; i < 7; i++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await visit(page, stack);
    cold.push(await openPanel(page));
    await page.waitForTimeout(1_500); // JupyterLab saves that the panel is open, and then that it is not.
    await page.getByRole("tab", { name: "Dask Gateway" }).click();
    await page.waitForTimeout(1_500);
    await visit(page, stack);
    warm.push(await openPanel(page));
    await context.close();
  }
  row("panel opened to form visible, cold", cold);
  row("panel opened to form visible, warm", warm);
}

async function visit(page, stack) {
  await openLab(page, stack);
  await page.locator(".jp-Launcher:focus, .jp-Launcher:focus-within").first().waitFor();
  await page.waitForLoadState("networkidle");
}

/** Milliseconds from the command to a form in the page, seen from inside the page. */
async function openPanel(page) {
  return page.evaluate(async () => {
    const form = () =>
      document
        .querySelector("#dask-gateway-panel")
        ?.querySelector("div")
        ?.shadowRoot?.querySelector("form");
    const start = performance.now();
    void window.jupyterapp.commands.execute("dask-gateway:open");
    while (!form()) await new Promise((done) => setTimeout(done, 1));
    return performance.now() - start;
  });
}

/** An input event to the DOM updated, with the real core. */
async function typing(page) {
  const times = await page.evaluate(async () => {
    const { shadowRoot } = document.querySelector("#dask-gateway-panel").querySelector("div");
    const input = shadowRoot.querySelector("input");
    const times = [];
    for (let i = 0; i < 200; i++) {
      const start = performance.now();
      // In and out of range: a message comes and goes.
      input.value = i % 2 === 0 ? "9" : "2";
      input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      const wanted = i % 2 === 0 ? "true" : "false";
      while (input.getAttribute("aria-invalid") !== wanted) await Promise.resolve();
      times.push(performance.now() - start);
      await new Promise((done) => requestAnimationFrame(done));
    }
    return times;
  });
  row("input event to DOM updated", times);
}

/** A click on Scale to the request at the gateway, whatever the kernel does. */
async function scaling(page, stack, record) {
  await page.evaluate(() =>
    window.jupyterapp.commands.execute("notebook:create-new", { kernelName: "python3" }),
  );
  const indicator = page.locator(".jp-Notebook-ExecutionIndicator");
  const kernel = (status) =>
    page.waitForFunction(
      (wanted) =>
        document.querySelector(".jp-Notebook-ExecutionIndicator")?.dataset.status === wanted,
      status,
    );
  await indicator.waitFor();
  await kernel("idle");

  await page.getByRole("button", { name: "Launch cluster" }).click();
  const cluster = page.locator("[data-cluster]");
  await page.locator('[data-cluster][data-status="RUNNING"]').waitFor();
  // Always to one: a worker that starts or ends would take the processor from what is measured.
  const workers = cluster.getByRole("spinbutton", { name: "Workers", exact: true });
  await workers.fill("1");
  await cluster.getByRole("button", { name: "Scale" }).click();
  await page.locator('[data-workers="1"]').waitFor();
  await bare(page, record);
  const measure = async (state) => {
    const times = [];
    for (let i = 0; i < 30; i++) {
      await workers.fill("1");
      times.push(await click(cluster.getByRole("button", { name: "Scale" }), record));
      await page.locator('[data-cluster][aria-busy="false"]').waitFor();
    }
    row(`click on Scale to the gateway, kernel ${state}`, times);
  };
  await measure("idle");
  await page.evaluate(() => {
    const { commands, shell } = window.jupyterapp;
    shell.currentWidget.content.activeCell.model.sharedModel.setSource(
      "import time\ntime.sleep(60)",
    );
    void commands.execute("notebook:run-cell");
  });
  await kernel("busy");
  await measure("busy");
  const headers = { Authorization: `token ${stack.token}` };
  const kernels = await (await fetch(`${stack.lab}/api/kernels`, { headers })).json();
  for (const { id } of kernels) {
    await fetch(`${stack.lab}/api/kernels/${id}`, { method: "DELETE", headers });
  }
  await measure("dead");
}

/** For comparison: the same way without us, a fetch from the page through the Jupyter server. */
async function bare(page, record) {
  const times = [];
  for (let i = 0; i < 30; i++) {
    const path = `/api/v1/clusters/bare-${i}/scale`;
    const sent = await page.evaluate((url) => {
      const xsrf = /_xsrf=([^;]*)/.exec(document.cookie)?.[1];
      const at = performance.timeOrigin + performance.now();
      void fetch(url, { method: "POST", headers: { "X-XSRFToken": xsrf }, body: "{}" });
      return at;
    }, `/dask-gateway${path}`);
    const arrival = () => recorded(record).find((request) => request.path === path);
    while (!arrival()) await new Promise((done) => setTimeout(done, 5));
    times.push(arrival().at - sent);
  }
  row("a bare fetch to the gateway, for comparison", times);
}

async function click(button, record) {
  const scales = () => recorded(record).filter(({ path }) => path.endsWith("/scale"));
  const before = scales().length;
  const clicked = await button.evaluate((element) => {
    const at = performance.timeOrigin + performance.now();
    element.click();
    return at;
  });
  while (scales().length === before) await new Promise((done) => setTimeout(done, 5));
  return scales()[before].at - clicked;
}
