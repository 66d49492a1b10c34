import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import { recorded } from "../../scripts/stack/recorder.mjs";
import { expectAccessible, expectAccessibleInThemes } from "./axe.js";
import { expect, type Lab, test } from "./fixtures.js";

/** The notebook widget in JupyterLab, through the pass-through. */

const IMPORT = "from jupyter_dask_gateway import GatewayWidget\n";

/** Displays a widget and returns its region. */
async function show(lab: Lab, code = "w = GatewayWidget()\nw"): Promise<Locator> {
  const output = await lab.run(IMPORT + code);
  const region = output.getByRole("region", { name: "Dask Gateway" });
  await expect(region).toHaveAttribute("data-connection", /./);
  return region;
}

/** What a Python expression comes to: comms may have a thread of their own, a moment behind the cells'. */
async function python(lab: Lab, expression: string, result: string): Promise<void> {
  await expect(async () => {
    const output = await lab.run(`print('now', ${expression})`);
    await expect(output).toHaveText(`now ${result}`, { timeout: 100 });
  }).toPass();
}

/** With the widgets' state, as notebooks are saved that are to be read elsewhere. The command is a switch. */
async function saveWithState(lab: Lab): Promise<void> {
  const state = "@jupyter-widgets/jupyterlab-manager:saveWidgetState";
  await lab.execute(state);
  await lab.execute("docmanager:save");
  await lab.execute(state);
}

const cores = (widget: Locator) => widget.getByLabel("Worker cores");
const launch = (widget: Locator) => widget.getByRole("button", { name: "Launch cluster" });
const cluster = (widget: Locator) =>
  widget.getByRole("list", { name: "Clusters", exact: true }).getByRole("listitem");

async function scale(item: Locator, workers: string): Promise<Locator> {
  await item.getByRole("spinbutton", { name: "Workers", exact: true }).fill(workers);
  return item.getByRole("button", { name: "Scale" });
}

test("options go both ways, and a mistake changes nothing", async ({ lab, page, stack }) => {
  await lab.open("first-steps.ipynb");
  const widget = await show(
    lab,
    "w = GatewayWidget()\nseen = []\nw.observe(seen.append, 'options')\nw",
  );
  await expect(widget).toHaveAttribute("data-connection", "pass-through");

  await test.step("what is typed is Python's value", async () => {
    await cores(widget).fill("3");
    await python(lab, "w.options['worker_cores'], len(seen)", "3 1");
  });
  await test.step("what is invalid in the form stays there, and Python keeps the last valid value", async () => {
    await cores(widget).fill("9");
    await python(lab, "w.options['worker_cores']", "3");
    await expect(cores(widget)).toHaveValue("9");
  });
  await test.step("what Python sets is in the form, and what it replaces is told", async () => {
    // The user thinks about what to type.
    await page.waitForTimeout(1_000);
    await lab.run("w.options = {'worker_cores': 2, 'environment': {'A': 'b'}}; print(w.options)");
    await expect(cores(widget)).toHaveValue("2");
    await expect(cores(widget)).toHaveAccessibleDescription("Set from Python. You had typed “9”.");
    await expectAccessibleInThemes(lab, widget);
    await expect(widget.getByLabel("Environment variables")).toHaveValue("A: b");
  });
  await test.step("what both change at once is lost by neither silently", async () => {
    // Python's turn comes when this test says so: a cell would take the focus out of the form.
    const turn = join(stack.notebooks, `${lab.notebook}.turn`);
    await lab.run(`import os, threading, time
def take_turn():
    while not os.path.exists(${JSON.stringify(turn)}):
        time.sleep(0.05)
    w.options = {"image": "from-python"}
threading.Thread(target=take_turn, daemon=True).start(); print("soon")`);
    const image = widget.getByLabel("Image");
    await image.fill("");
    await image.pressSequentially("mine/");
    writeFileSync(turn, "");
    await image.pressSequentially("mine/mine", { delay: 150 });
    await expect(image).toHaveAccessibleDescription(/Python.*(from-python|You had typed “m)/);
  });
  await test.step("errors have the gateway's words", async () => {
    const output = await lab.run("w.options = {'worker_cores': 9}");
    await expect(output).toContainText("OptionsError");
    await expect(output).toContainText("worker_cores must be <= 4.000000, got 9");
    await expect(await lab.run("w.options = {'cores': 1}")).toContainText(
      "Unknown fields ['cores']",
    );
    await expect(cores(widget)).toHaveValue("2");
  });
});

test(
  "launch, connect and compute; control while the cell runs, after a restart and after the kernel died",
  { tag: "@notebook" },
  async ({ lab, gateway, app }, info) => {
    test.slow();
    await lab.open("first-steps.ipynb");
    const widget = await show(lab);
    await expect(widget).toHaveAttribute("data-connection", "pass-through");
    await expect(widget).toContainText("Connected through the Jupyter server");
    await cores(widget).fill("2");
    await launch(widget).click();
    const item = cluster(widget);
    await expect(item).toHaveAttribute("data-status", "RUNNING");
    await expect(item.getByRole("button", { name: "Use in Python" })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    const [name] = Object.keys(await gateway.clusters());

    if (app === "Notebook 7")
      await test.step("its dashboard opens where there is room for it", async () => {
        const opened = lab.page.waitForEvent("popup");
        await item.getByRole("button", { name: "Open dashboard" }).click();
        await (await opened).close();
      });

    await test.step("Python has the cluster that was launched here", async () => {
      const output = await lab.run(
        `print(w.cluster_name == "${name}", w.cluster_status)\ncluster = w.connect()\ncluster.scale(1)\nclient = w.get_client()\nprint('sum', client.submit(sum, range(1_000_001)).result())`,
      );
      await expect(output).toContainText("True RUNNING");
      await expect(output).toContainText("sum 500000500000", { timeout: 60_000 });
      expect((await gateway.options())[0]).toMatchObject({ worker_cores: 2 });
      // A client's end would stop the cluster, and a restart ends it.
      await lab.run("client.close(); cluster.close(shutdown=False); print('closed')");
    });

    const idle = await lab.untilAtGateway(await scale(item, "2"), "/scale");
    await lab.start("import time; time.sleep(60)");
    await expect(lab.running).toHaveCount(1);
    await expect(item).toHaveAttribute("data-workers", "2");
    const busy = await lab.untilAtGateway(await scale(item, "1"), "/scale");
    await expect(lab.running).toHaveCount(1, { timeout: 1 });

    const notice = widget.locator("[data-python]");
    await test.step("a kernel that began anew does not know the widget; the cell makes a new one", async () => {
      await lab.restartKernel();
      await expect(notice).toContainText("Python no longer follows");
      await expectAccessible(lab.page, widget);
      await expect(item).toHaveAttribute("data-workers", "1");
      const again = await show(lab, "w = GatewayWidget()\nw");
      await cores(again).fill("3");
      await python(lab, "w.options['worker_cores']", "3");
      await item.getByRole("button", { name: "Use in Python" }).first().click();
    });

    await lab.killKernels();
    await expect(notice).toContainText("Python no longer follows");
    const dead = await lab.untilAtGateway(await scale(item, "2"), "/scale");
    await expect(item).toHaveAttribute("data-workers", "2");
    await launch(widget).click();
    await expect(cluster(widget)).toHaveCount(2);
    const text = `Scale in the widget in ${app}, click to gateway: idle ${idle.toFixed(1)} ms, busy ${busy.toFixed(1)} ms, dead ${dead.toFixed(1)} ms`;
    info.annotations.push({ type: "measured", description: text });
    console.log(text);
  },
);

test("code that imports the package has a widget's form ready before there is one, and asks for ten seconds", async ({
  lab,
  page,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const count = (part: string) => asked.filter((path) => path.includes(part)).length;
  await lab.open("first-steps.ipynb");
  await lab.run("print('dask_gateway is something else')");
  expect(count("/dask-gateway/")).toBe(0);

  await lab.run(`${IMPORT}print("imported")`);
  await expect.poll(() => count("/dask-gateway/api/v1/options")).toBe(1);
  expect(count("/static/dask-gateway.")).toBe(1);
  // It does not go on for a widget that is not made.
  await page.waitForTimeout(12_000);
  const polls = count("/dask-gateway/");
  await page.waitForTimeout(6_000);
  expect(count("/dask-gateway/")).toBe(polls);

  const widget = await show(lab);
  await expect(cores(widget)).toBeVisible();
  expect(count("/dask-gateway/api/v1/options")).toBe(1);
  expect(count("/dask-gateway/config")).toBe(1);
  expect(count("/static/dask-gateway.")).toBe(1);
});

test("after a reload the widget works, with a busy kernel and without one", {
  tag: "@notebook",
}, async ({ lab, gateway, page }) => {
  test.slow();
  await lab.open("first-steps.ipynb");
  const widget = await show(lab);
  await cores(widget).fill("3");
  await gateway.launch();
  const item = cluster(widget);
  await expect(item).toHaveAttribute("data-status", "RUNNING");
  const use = item.getByRole("button", { name: "Use in Python" });
  await use.click();
  await python(lab, "w.cluster_status", "RUNNING");
  await lab.execute("docmanager:save");

  await test.step("idle kernel: Python follows again, and the widget shows what Python has", async () => {
    await page.reload();
    await expect(use).toHaveAttribute("aria-pressed", "true");
    await expect(widget.locator('[data-python="follows"]')).toBeAttached();
    await expect(cores(widget)).toHaveValue("3");
    await cores(widget).fill("4");
    await python(lab, "w.options['worker_cores']", "4");
    await lab.execute("docmanager:save");
  });
  await test.step("busy kernel", async () => {
    await lab.start("import time; time.sleep(10)");
    await page.reload();
    await expect(item).toHaveAttribute("data-status", "RUNNING");
    await expect(widget.locator('[data-python="silent"]')).toBeVisible();
    await (await scale(item, "1")).click();
    await expect(item).toHaveAttribute("data-workers", "1");
    // When the cell has ended, Python is back.
    await expect(widget.locator('[data-python="follows"]')).toBeAttached({ timeout: 30_000 });
    await expect(cores(widget)).toHaveValue("4");
  });
  await test.step("another kernel, which knows nothing of the widget", async () => {
    await lab.killKernels();
    await page.reload();
    await expect(widget.locator('[data-python="gone"]')).toBeVisible();
    await expect(page.getByText("Error displaying widget")).toBeHidden();
    await (await scale(item, "0")).click();
    await expect(item).toHaveAttribute("data-workers", "0");
  });
});

test("a saved notebook holds no secret, and opens again as a table, and trusted as a working form", {
  tag: "@notebook",
}, async ({ lab, gateway, stack, page, expectedErrors }) => {
  test.slow();
  await lab.open("first-steps.ipynb");
  const widget = await show(
    lab,
    "w = GatewayWidget(options={'environment': {'API_KEY': 'hush-hush'}, 'worker_cores': 2})\nw",
  );
  await expect(widget.getByLabel("Environment variables")).toHaveValue(/hush-hush/);
  await launch(widget).click();
  await expect(cluster(widget)).toHaveAttribute("data-status", "RUNNING");
  await python(lab, "w.cluster_status", "RUNNING");
  await lab.run("w.connect().close(shutdown=False); print('seen')");
  const [name = ""] = Object.keys(await gateway.clusters());
  expect(name).toMatch(/^[0-9a-f]{32}$/);
  await saveWithState(lab);
  const file = join(stack.notebooks, lab.notebook);
  await expect.poll(() => readFileSync(file, "utf8")).toContain("jupyter-dask-gateway+json");
  const text = readFileSync(file, "utf8");
  // The code of the first cell is the user's own.
  const saved = text.replaceAll(/"source": \[[^\]]*\]/g, "");
  for (const secret of [
    ...[name, stack.password, stack.token, "hush-hush", "API_KEY", "PRIVATE KEY"],
  ]) {
    expect(saved, secret).not.toContain(secret);
  }
  expect(saved).toContain("<th>Worker cores</th><td>2</td>");

  await lab.killKernels();
  // A change that the user did not make: it is trusted no more.
  writeFileSync(file, text.replace("hush-hush", "changed"));
  await lab.openFile(lab.notebook);
  const output = page.locator(".jp-OutputArea-output");
  await expect(output.getByRole("rowheader", { name: "Worker cores" })).toBeVisible();
  await expectAccessible(page, output.locator("table"));
  // ipywidgets may be looking there for its widgets just now, and JupyterLab may be asking for a subshell.
  expectedErrors.push(/jupyterlab-manager/, /Per comm-target subshell creation failed/);
  await lab.endKernel();
  const trusting = lab.execute("notebook:trust");
  await page.getByRole("dialog").getByRole("button", { name: "Trust" }).click();
  await trusting;
  await expect(widget.locator('[data-python="gone"]')).toBeVisible();
  await expect(page.getByText("Error displaying widget")).toBeHidden();
  await test.step("the form, which is the panel's too, has the saved options when the user puts them there", async () => {
    await expect(cores(widget)).toHaveValue("1");
    await output.getByText("Options saved in this notebook").click();
    await expectAccessible(page, widget);
    await expectAccessible(page, output.locator("[data-saved-options]"));
    await output.getByRole("button", { name: "Put them into the form" }).click();
    await expect(cores(widget)).toHaveValue("2");
  });
  await (await scale(cluster(widget), "1")).click();
  await expect(cluster(widget)).toHaveAttribute("data-workers", "1");
});

test("options that are secrets are told to the page and stand in no saved notebook", {
  tag: "@notebook",
}, async ({ lab, stack }) => {
  await lab.open("first-steps.ipynb");
  const widget = await show(
    lab,
    "import dask\ndask.config.set({'gateway.cluster.options': {'image': 'localsecret'}})\nw = GatewayWidget()\nw",
  );
  await expect(widget.getByLabel("Image")).toHaveValue("localsecret");
  const output = await lab.run(
    "%load_ext jupyter_dask_gateway\nfrom dask_gateway.options import Options, String\noptions = Options(String('db_password', default='hush-hush', label='Database'))\noptions",
  );
  const form = output.getByRole("region", { name: "Dask Gateway" });
  const field = form.getByLabel("Database", { exact: true });
  await expect(field).toHaveAttribute("type", "password");
  await expect(field).toHaveValue("hush-hush");
  await expect(form.getByRole("button", { name: "Reset to defaults" })).toBeDisabled();

  await test.step("it is shown with the keyboard, and Python has what is typed", async () => {
    await field.focus();
    await field.press("Tab");
    const show = form.getByRole("button", { name: "Show Database" });
    await expect(show).toBeFocused();
    await show.press("Enter");
    await expect(field).toHaveAttribute("type", "text");
    await expectAccessible(lab.page, form);
    await field.fill("typed-secret");
    await python(lab, "options.db_password == 'typed-' + 'secret'", "True");
  });
  await test.step("the notebook holds none of the words", async () => {
    await saveWithState(lab);
    const file = join(stack.notebooks, lab.notebook);
    await expect.poll(() => readFileSync(file, "utf8")).toContain("default_is_withheld");
    const saved = readFileSync(file, "utf8").replaceAll(/"source": \[[^\]]*\]/g, "");
    for (const secret of ["localsecret", "hush-hush", "typed-secret"]) {
      expect(saved, secret).not.toContain(secret);
    }
    expect(saved).toContain("<th>Database</th><td>••••••••</td>");
  });
});

test("twenty widgets and the panel are one, and closed outputs leave nothing", async ({
  lab,
  page,
  stack,
}) => {
  await lab.open("first-steps.ipynb");
  const output = await lab.run(
    `${IMPORT}from IPython.display import display\nws = [GatewayWidget(view='options') for _ in range(20)]\ndisplay(*ws)`,
  );
  const regions = output.getByRole("region", { name: "Dask Gateway" });
  await expect(regions).toHaveCount(20);
  await expect(cores(regions.first())).toHaveValue("1");
  await lab.openPanel();
  const before = recorded(stack.record).length;
  await page.waitForTimeout(6_000);
  const lists = recorded(stack.record)
    .slice(before)
    .filter(({ path }) => path.startsWith("/api/v1/clusters/?"));
  // One core polls, every 5 s.
  expect(lists.length).toBeGreaterThan(0);
  expect(lists.length).toBeLessThanOrEqual(2);

  await cores(regions.first()).fill("3");
  await expect(lab.panel.getByLabel("Worker cores")).toHaveValue("3");
  await python(lab, "{w.options['worker_cores'] for w in ws}", "{3}");
  await lab.run("ws[7].options = {'worker_cores': 4}; print('set')");
  await expect(cores(regions.first())).toHaveValue("4");
  await python(lab, "{w.options['worker_cores'] for w in ws}", "{4}");

  await expect(cores(regions.nth(1))).toHaveValue("4");
  const syncs = () =>
    page.evaluate(
      () =>
        (window as unknown as Record<symbol, Map<string, unknown> | undefined>)[
          Symbol.for("jupyter-dask-gateway.python-syncs")
        ]?.size,
    );
  expect(await syncs()).toBe(20);
  await lab.execute("notebook:clear-all-cell-outputs");
  await expect.poll(syncs).toBe(0);
});

test("the view and the cluster are traits", async ({ lab, gateway }) => {
  const name = await gateway.launch();
  await lab.open("first-steps.ipynb");
  const widget = await show(lab, "w = GatewayWidget(view='clusters')\nw");
  await expect(cluster(widget)).toHaveCount(1);
  await expect(widget.getByRole("form", { name: "Cluster options" })).toHaveCount(0);
  const use = cluster(widget).getByRole("button", { name: "Use in Python" });
  await expect(use).toHaveAttribute("aria-pressed", "false");
  await use.click();
  await expect(use).toHaveAttribute("aria-pressed", "true");
  await expectAccessibleInThemes(lab, widget);
  await python(lab, "w.cluster_name", name);
  const boxed = await lab.run("import ipywidgets; ipywidgets.VBox([w, ipywidgets.Label('below')])");
  await expect(cluster(boxed)).toHaveCount(1);
  await expect(boxed.getByText("below")).toBeVisible();
  await lab.run("w.cluster_name = None; w.view = 'options'; print('done')");
  await expect(widget.getByRole("form", { name: "Cluster options" })).toBeVisible();
  await expect(widget.getByRole("list", { name: "Clusters", exact: true })).toHaveCount(0);
});

test("what ends with the kernel is ticked here or set in Python, and does", async ({
  lab,
  gateway,
  page,
}) => {
  await gateway.launch();
  await lab.open("first-steps.ipynb");
  const widget = await show(lab);
  const name = "Stop with this notebook’s kernel";
  const ofNew = widget
    .getByRole("form", { name: "Cluster options" })
    .getByRole("checkbox", { name });
  const own = cluster(widget).getByRole("checkbox", { name });
  await expect(ofNew).not.toBeChecked();
  await ofNew.focus();
  await page.keyboard.press("Space");
  await expect(ofNew).toBeChecked();
  await python(lab, "w.stop_with_kernel", "True");
  await lab.run("w.stop_with_kernel = False; print('set')");
  await expect(ofNew).not.toBeChecked();
  await expect(own).not.toBeChecked();
  await own.focus();
  await page.keyboard.press("Space");
  await expect(own).toBeChecked();
  await expect(own).toBeFocused();
  await python(lab, "w.stop_with_kernel", "False");
  await lab.restartKernel();
  await expect.poll(async () => Object.keys(await gateway.clusters())).toEqual([]);
});

test("%load_ext shows dask_gateway's own objects with this widget", async ({ lab, page }) => {
  await lab.open("first-steps.ipynb");
  const output = await lab.run(
    "%load_ext jupyter_dask_gateway\nfrom dask_gateway import Gateway\ngateway = Gateway()\noptions = gateway.cluster_options()\noptions",
  );
  const form = output.getByRole("region", { name: "Dask Gateway" });
  await test.step("its options, both ways, and apart from the page's other forms", async () => {
    await cores(form).fill("2");
    await form.getByLabel("Environment variables").fill('{"A": "1"}');
    // For the first mapping of a page, what reads it has to be fetched.
    await python(lab, "options.worker_cores, options['environment']", "2 {'A': '1'}");
    await lab.run(
      "options.profile = 'many threads'; options['environment'] = {'B': '2'}; print('set')",
    );
    await expect(form.getByRole("combobox", { name: "Profile" })).toHaveText(/many threads/);
    await expect(form.getByLabel("Environment variables")).toHaveValue('B: "2"');
    await expect(launch(form)).toHaveCount(0);
    const other = await lab.run("other = gateway.cluster_options()\nother");
    await expect(cores(other)).toHaveValue("1");
  });
  const shown = await lab.run("cluster = gateway.new_cluster(options)\ncluster");
  const item = cluster(shown.getByRole("region", { name: "Dask Gateway" }));
  await test.step("its cluster, also while the kernel is busy", async () => {
    await expect(item).toHaveCount(1);
    await lab.start("import time; time.sleep(15)");
    await expect(page.locator(".jp-Notebook-ExecutionIndicator")).toHaveAttribute(
      "data-status",
      "busy",
    );
    await (await scale(item, "1")).click();
    await expect(item).toHaveAttribute("data-workers", "1");
    await expect(page.locator(".jp-Notebook-ExecutionIndicator")).toHaveAttribute(
      "data-status",
      "busy",
      { timeout: 1 },
    );
  });
  await test.step("%unload_ext", async () => {
    const old = await lab.run("%unload_ext jupyter_dask_gateway\ncluster");
    await expect(old.getByText("Manual Scaling")).toBeVisible({ timeout: 30_000 });
    await lab.run("cluster.shutdown(); print('stopped')");
  });
});

test("a gateway that is not there", async ({ lab }) => {
  await lab.open("first-steps.ipynb");
  const widget = await show(lab, "w = GatewayWidget(address='http://127.0.0.1:1')\nw");
  await expect(widget).toHaveAttribute("data-connection", "relay");
  await expect(widget.getByRole("alert")).toContainText("Cannot reach the gateway");
  await expectAccessibleInThemes(lab, widget);
  const output = await lab.run("w.options");
  await expect(output).toContainText("No options have been loaded from a gateway yet");
});
