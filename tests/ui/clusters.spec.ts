import type { Locator } from "@playwright/test";
import {
  expectAccessible,
  expectAccessibleInThemes,
  expectPanelAccessible,
  inThemes,
} from "./axe.js";
import { expect, type Lab, test } from "./fixtures.js";

const form = (lab: Lab) => lab.panel.getByRole("form", { name: "Cluster options" });
const launch = (lab: Lab) => lab.panel.getByRole("button", { name: "Launch cluster" });

async function scale(cluster: Locator, workers: string): Promise<void> {
  await cluster.getByRole("spinbutton", { name: "Workers", exact: true }).fill(workers);
  await cluster.getByRole("button", { name: "Scale" }).click();
}

test("launch, scale, compute, adapt and stop", { tag: "@matrix" }, async ({
  lab,
  gateway,
  page,
}) => {
  test.slow();
  await lab.open("first-steps.ipynb");
  await lab.openPanel();
  await expect(lab.panel).toHaveAttribute("data-connection", "pass-through");

  await test.step("the six kinds of fields are there", async () => {
    const options = form(lab);
    await expect(options.getByLabel("Worker cores")).toHaveValue("1");
    await expect(options.getByLabel("Worker memory (GiB)")).toHaveValue("0.5");
    await expect(options.getByLabel("Image")).toHaveValue("pangeo/pangeo-notebook:latest");
    await expect(options.getByLabel("Debug logging")).not.toBeChecked();
    await expect(options.getByRole("combobox", { name: "Profile" })).toHaveText(/standard/);
    await expect(options.getByLabel("Environment variables")).toHaveValue("");
  });

  await test.step("a value out of range is refused while typing, in our words and the gateway's", async () => {
    const cores = form(lab).getByLabel("Worker cores");
    await cores.fill("9");
    await expect(cores).toHaveAttribute("aria-invalid", "true");
    await expect(cores).toHaveAccessibleDescription(
      "At most 4. worker_cores must be <= 4.000000, got 9",
    );
    await expect(lab.panel.getByText("worker_cores must be <= 4.000000, got 9")).toBeVisible();
    await expect(launch(lab)).toBeDisabled();
    await expect(launch(lab)).toHaveAccessibleDescription("Correct “Worker cores” first.");
    await launch(lab).focus();
    await page.keyboard.press("Enter");
    await expect(cores, "a press goes to that field").toBeFocused();
    await expect(cores).toHaveValue("9");
    await expectPanelAccessible(lab);
  });

  const cluster = lab.cluster();
  await test.step("launch with changed options", async () => {
    await form(lab).getByLabel("Worker cores").fill("2");
    await form(lab).getByRole("button", { name: "Edit as table" }).click();
    await form(lab).getByLabel("Name 1").fill("FRUIT");
    await form(lab).getByLabel("Value 1").fill("mango");
    await launch(lab).click();
    await expect(cluster).toHaveAttribute("data-status", "PENDING");
    await expect(cluster).toHaveAttribute("data-status", "RUNNING");
    const [options] = await gateway.options();
    expect(options).toMatchObject({ worker_cores: 2, environment: { FRUIT: "mango" } });
  });

  await test.step("scale to 2 and see 2 workers", async () => {
    await scale(cluster, "2");
    await expect(cluster).toContainText("of 2 workers");
    await expect(cluster).toHaveAttribute("data-workers", "2");
    await expect(cluster).toContainText("4 threads");
    await expect(cluster).toContainText("1 GiB");
    await expectPanelAccessible(lab);
  });

  await test.step("the inserted code connects, and the cluster computes", async () => {
    await page.locator(".jp-CodeCell .jp-InputArea-editor").first().click();
    await cluster.getByRole("button", { name: "Insert connection code" }).click();
    const [name] = Object.keys(await gateway.clusters());
    await expect(page.locator(".jp-Cell.jp-mod-active")).toContainText(`connect("${name}")`);
    await lab.runActiveCell();
    await expect(
      page.locator(".jp-OutputArea-output", { hasText: "Client" }).first(),
    ).toBeVisible();
    const output = await lab.run(
      "import os\nprint('sum', client.submit(sum, range(1_000_001)).result(), client.submit(os.getenv, 'FRUIT').result())",
    );
    await expect(output).toContainText("sum 500000500000 mango");
  });

  await test.step("more workers than allowed: the gateway's sentence", async () => {
    // Three workers of two cores and a scheduler: as many as the limit of eight cores allows.
    await scale(cluster, "10");
    await expect(cluster.getByRole("alert")).toContainText(
      "Scale request of 10 workers would exceed resource limit of 3 workers. Scaling to 3 instead.",
    );
    await expect(cluster.getByRole("spinbutton", { name: "Workers", exact: true })).toHaveValue(
      "3",
    );
    await expect(cluster).toHaveAttribute("data-workers", "3");
    await expect(cluster.getByRole("alert"), "what it gave is there").toHaveCount(0);
    await expect(
      cluster.getByRole("status").filter({ hasText: "Scaling to 3 instead." }),
    ).toBeVisible();
  });

  await test.step("adapt 0 to 2", async () => {
    await expect(cluster.getByRole("button", { name: "Adapt" })).toBeDisabled();
    await cluster.getByRole("spinbutton", { name: "Minimum workers" }).fill("0");
    await cluster.getByRole("spinbutton", { name: "Maximum workers" }).fill("2");
    await cluster.getByRole("button", { name: "Adapt" }).click();
    await expect(cluster).toContainText("Adaptive 0–2");
    // With nothing to do, the scheduler sends them all home.
    await expect(cluster).toHaveAttribute("data-workers", "0", { timeout: 30_000 });
  });

  await test.step("stop asks first", async () => {
    const stop = cluster.getByRole("button", { name: "Stop cluster" });
    const dialog = page.getByRole("dialog", { name: "Stop this cluster?" });
    const [name = ""] = Object.keys(await gateway.clusters());
    await inThemes(lab, async () => {
      await stop.click();
      await expectAccessible(page, dialog);
      await dialog.getByRole("button", { name: "Cancel" }).click();
      await expect(dialog).toBeHidden();
    });
    await expect(cluster).toHaveAttribute("data-status", "RUNNING");
    await stop.click();
    await dialog.getByRole("button", { name: "Stop" }).click();
    await expect.poll(() => gateway.clusters()).toEqual({});
    await expect(cluster).toHaveCount(0);
    await expect(lab.recent(name.slice(0, 8))).toHaveAttribute("data-ended", "by-you");
  });
});

test("the fourth cluster of a user is refused with the site's message", async ({
  lab,
  gateway,
}) => {
  for (let i = 0; i < 3; i++) await gateway.create();
  await lab.open();
  await lab.openPanel();
  await form(lab).getByLabel("Image").fill("mine");
  await launch(lab).click();
  await expect(form(lab).getByRole("alert")).toContainText(
    "User demo has reached the limit of 3 clusters",
  );
  await expect(form(lab).getByLabel("Image")).toHaveValue("mine");
  await expect(lab.cluster()).toHaveCount(3);
  await expectAccessibleInThemes(lab, lab.panel);
});

test("control does not wait for the kernel, busy or dead", async ({ lab, gateway, page }, info) => {
  await lab.open("first-steps.ipynb");
  await lab.openPanel();
  await gateway.launch();
  const cluster = lab.cluster();
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");

  const indicator = page.locator(".jp-Notebook-ExecutionIndicator");
  const delay = async (workers: string) => {
    await cluster.getByRole("spinbutton", { name: "Workers", exact: true }).fill(workers);
    const scale = cluster.getByRole("button", { name: "Scale" });
    return lab.untilAtGateway(scale, "/scale");
  };
  const idle = await delay("1");
  await expect(cluster).toHaveAttribute("data-workers", "1");

  await lab.start("import time; time.sleep(20)");
  await expect(indicator).toHaveAttribute("data-status", "busy");
  const busy = await delay("2");
  await expect(indicator).toHaveAttribute("data-status", "busy", { timeout: 1 });
  await expect(cluster).toHaveAttribute("data-workers", "2");

  await lab.killKernels();
  const dead = await delay("1");
  await expect(cluster).toHaveAttribute("data-workers", "1");

  const text = `Scale, click to gateway: idle ${idle.toFixed(1)} ms, busy ${busy.toFixed(1)} ms, dead ${dead.toFixed(1)} ms`;
  console.log(text);
  info.annotations.push({ type: "measured", description: text });
});

test("a gateway that is down is said, and nothing is lost", async ({ lab, page }) => {
  await lab.open();
  await lab.openPanel();
  await form(lab).getByLabel("Image").fill("mine");
  await page.route("**/dask-gateway/api/**", (route) => route.abort());
  await lab.panel.getByRole("button", { name: "Refresh" }).click();
  await expect(lab.panel.getByRole("alert")).toContainText("No answer");
  await expectAccessibleInThemes(lab, lab.panel);
  await expect(form(lab).getByLabel("Image")).toHaveValue("mine");

  // Behind an expired login, a hub answers with its page.
  await page.unroute("**/dask-gateway/api/**");
  await page.route("**/dask-gateway/api/**", (route) =>
    route.fulfill({ contentType: "text/html", body: "<form>Log in</form>" }),
  );
  await lab.panel.getByRole("button", { name: "Try again" }).click();
  await expect(lab.panel.getByRole("alert")).toContainText("log in again");

  await page.unroute("**/dask-gateway/api/**");
  // "Try again" goes if the panel's own next try comes first.
  await lab.panel.getByRole("button", { name: "Refresh" }).click();
  await expect(lab.panel.getByRole("alert")).toHaveCount(0);
  await expect(form(lab).getByLabel("Image")).toHaveValue("mine");
});

test("by keyboard alone: launch, scale, stop", async ({ lab, gateway, page }) => {
  await lab.open();
  await lab.openPanel();
  const cores = form(lab).getByLabel("Worker cores");
  await cores.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  const cluster = lab.cluster();
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  await expect(cores).toBeFocused();

  await cluster.getByRole("spinbutton", { name: "Workers", exact: true }).focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(cluster).toHaveAttribute("data-workers", "1");

  await cluster.getByRole("button", { name: "Stop cluster" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Stop this cluster?" });
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(cluster.getByRole("button", { name: "Stop cluster" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("button", { name: "Stop" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(() => gateway.clusters()).toEqual({});
});

test("Python for the options chosen, and the dashboard in a tab of the browser", async ({
  lab,
  gateway,
  page,
}) => {
  await lab.open();
  await lab.openPanel();
  await form(lab).getByLabel("Worker cores").fill("2");
  await form(lab).getByRole("button", { name: "Copy as Python" }).click();
  await expect(form(lab).getByRole("status").filter({ hasText: "Copied" })).toBeVisible();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  expect(code).toContain("gateway.new_cluster(\n    worker_cores=2,\n)");

  const name = await gateway.launch();
  await lab.panel.getByRole("button", { name: "Refresh" }).click();
  const cluster = lab.cluster(name.slice(0, 8));
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  const opened = page.waitForEvent("popup");
  await cluster.getByRole("button", { name: "Open dashboard in a new browser tab" }).click();
  const dashboard = await opened;
  await expect(dashboard.getByText("Data Transfer")).toBeVisible();
  expect(await dashboard.evaluate(() => [window.opener, document.referrer])).toEqual([null, ""]);
});

test("secrets stay out of the page", async ({ lab, gateway, page, stack }) => {
  const [name] = [await gateway.launch()];
  await lab.open();
  await lab.openPanel();
  await expect(lab.cluster()).toHaveAttribute("data-status", "RUNNING");
  await expect(lab.cluster()).toHaveAttribute("data-workers", "0");
  const seen = await page.evaluate(() => {
    const texts: string[] = [];
    const walk = (root: Document | ShadowRoot) => {
      texts.push(root instanceof Document ? root.documentElement.outerHTML : root.innerHTML);
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document);
    return [
      ...texts,
      document.cookie,
      JSON.stringify(localStorage),
      JSON.stringify(sessionStorage),
      location.href,
    ].join("\n");
  });
  expect(seen).toContain(name.slice(0, 8));
  expect(seen).not.toContain(name);
  expect(seen).not.toContain(stack.password);
  expect(seen).not.toMatch(/BEGIN (RSA |EC )?(PRIVATE KEY|CERTIFICATE)/);
});
