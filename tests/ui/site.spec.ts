import type { Page } from "@playwright/test";
import { faults } from "../../scripts/stack/faults.mjs";
import { expectAccessibleInThemes } from "./axe.js";
import { errorsIn, expect, Gateway, Lab } from "./fixtures.js";
import { testOn } from "./own-stack.js";

/** The site's settings as dask's configuration has them, on a real gateway: what clusters come to, presets, and who sees no panel. */

const GIB = 2 ** 30;
const site = {
  worker: { cores: "worker_cores", memory: "worker_memory GiB" },
  scheduler: { cores: 1, memory: "512 MiB" },
  prices: { currency: "USD", core_hour: 0.03, gib_hour: 0.004 },
  limits: { clusters: 3, workers: 4, cores: 8, memory: "8 GiB" },
  presets: [
    {
      name: "Big memory",
      description: "For large joins.",
      options: { worker_cores: 2, worker_memory: 1.5 },
      workers: [0, 3],
    },
    { name: "Of before", options: { worker_cores: 900, gone: 1 } },
  ],
  refused: {
    text: "Ask for more.",
    links: [{ text: "Request quota", url: "https://example.org/quota" }],
  },
  help: { text: "Not sure? Read", links: [{ text: "the guide", url: "https://example.org/" }] },
  hide_without_gateway: true,
};

const test = testOn(
  {
    env: { DASK_GATEWAY__JUPYTER__SITE: python(site) },
    // Lab.execute() needs the application.
    args: ["--LabApp.expose_app_in_browser=True"],
    faulty: true,
  },
  120_000,
).extend<{
  sitesLab: Lab;
}>({
  sitesLab: async ({ page, ownStack }, use, info) => {
    info.setTimeout(3 * info.timeout);
    const errors = errorsIn(page);
    await use(new Lab(page, ownStack, `test-${info.testId}`));
    await Gateway.withPassword(ownStack).stopAll();
    expect(errors, "errors in the page").toEqual([]);
  },
});

test("cores and memory are those that the workers really have; the cost goes on, and stays over a reload", async ({
  sitesLab: lab,
  ownStack,
  page,
}) => {
  await lab.open();
  const panel = await lab.openPanel();
  const form = panel.getByRole("form", { name: "Cluster options" });
  const footprint = form.getByRole("status", { name: "Footprint" });
  await expect(footprint).toHaveText("each worker: 1 core, 512 MiB, about 0.03\u00a0USD an hour");
  await form.getByLabel("Worker cores").fill("2");
  await form.getByLabel("Worker memory (GiB)").fill("0.75");
  await expect(footprint).toHaveAttribute("data-cores", "2");
  await expect(form.getByRole("link", { name: "the guide" })).toHaveAttribute("rel", /noopener/);
  await form.getByRole("button", { name: "Launch cluster" }).click();
  const cluster = lab.cluster();
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");

  const workers = cluster.getByRole("spinbutton", { name: "Workers", exact: true });
  const scaled = cluster.getByRole("status", { name: "Footprint: Scale" });
  await test.step("what Scale comes to is what the scheduler then has", async () => {
    await workers.fill("2");
    await expect(scaled).toHaveAttribute("data-cores", "4");
    await cluster.getByRole("button", { name: "Scale" }).click();
    await expect(cluster).toHaveAttribute("data-workers", "2");
    const [name] = Object.keys(await Gateway.withPassword(ownStack).clusters());
    const told = await fetch(`${ownStack.address}/clusters/${name}/json/identity.json`);
    const { workers: real } = (await told.json()) as {
      workers: Record<string, { nthreads: number; memory_limit: number }>;
    };
    const sum = (of: "nthreads" | "memory_limit") =>
      Object.values(real).reduce((all, worker) => all + worker[of], 0);
    expect(sum("memory_limit")).toBe(1.5 * GIB);
    await expect(scaled).toHaveAttribute("data-cores", String(sum("nthreads")));
    await expect(scaled).toHaveAttribute("data-memory", String(sum("memory_limit")));
    // 4 × 0.03 + 1.5 × 0.004, and 0.03 + 0.5 × 0.004 for the scheduler.
    await expect(scaled).toHaveAttribute("data-price", "0.158");
  });

  await test.step("what is over a limit can be asked for, and the gateway's refusal has the site's words", async () => {
    await workers.fill("9");
    await expect(scaled).toContainText("the gateway may give 3 such workers");
    await cluster.getByRole("button", { name: "Scale" }).click();
    await expect(cluster.getByText("Scaling to 3 instead.")).toBeVisible();
    const link = cluster.getByRole("link", { name: "Request quota" });
    await expect(link).toHaveAttribute("href", "https://example.org/quota");
    await expectAccessibleInThemes(lab, panel);
    await expect(cluster).toHaveAttribute("data-workers", "3");
  });

  await test.step("the cost is there, also after a reload, and when it has ended", async () => {
    await expect(cluster.locator(".spent")).toHaveText(/^(under|about) 0\.0\d\u00a0USD so far$/);
    await expect(panel.locator(".heading .spent")).toHaveText(/^about 0\.22\u00a0USD an hour, /);
    await lab.reload();
    await expect(cluster.locator(".spent")).toHaveText(/so far$/);
    await cluster.getByRole("button", { name: "Stop cluster" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Stop" }).click();
    await expect(lab.recent()).toContainText(/It cost about 0\.0\d+\u00a0USD\./);
  });
});

test("the site's presets fill the form, and Python uses them by name", async ({
  sitesLab: lab,
  ownStack,
  page,
}) => {
  await lab.open("first-steps.ipynb");
  const panel = await lab.openPanel();
  const cores = panel.getByLabel("Worker cores");
  const list = panel.getByRole("combobox", { name: "Preset" });
  await list.selectOption({ label: "Big memory" });
  await expect(cores).toHaveValue("2");
  await expect(cores).toHaveAccessibleDescription("Filled in. Before: 1");
  await expect(list).toHaveAccessibleDescription("For large joins.");
  const workers = panel.getByRole("spinbutton", { name: "Workers at start", exact: true });
  await expect(workers).toHaveValue("0");
  await expect(panel.getByRole("spinbutton", { name: "up to" })).toHaveValue("3");
  await expect(panel.getByRole("status", { name: "Footprint" })).toContainText(
    "up to 3 workers: 6 cores, 4.5\u00a0GiB, about 0.23\u00a0USD an hour",
  );
  await list.selectOption({ label: "Of before" });
  await expect(cores).toHaveValue("900");
  await expect(cores).toHaveAttribute("aria-invalid", "true");
  await expect(panel.getByText(/gone/)).toBeVisible();
  await panel.getByRole("button", { name: "Reset to defaults" }).click();
  await expect(cores).toHaveValue("1");

  const code = "from jupyter_dask_gateway import GatewayWidget\nw = GatewayWidget()\nw";
  await lab.run(code);
  const widget = page.locator(".jp-Notebook").getByRole("region", { name: "Dask Gateway" });
  await expect(widget.getByRole("form", { name: "Cluster options" })).toBeVisible();
  const told = await lab.run(
    `print(list(w.presets), w.presets["Big memory"]["workers"])
w.use("Big memory")
print(w.options["worker_cores"], w.options["worker_memory"])
try: w.use("none such")
except ValueError as error: print(error)`,
  );
  await expect(told).toContainText("['Big memory', 'Of before'] (0, 3)");
  await expect(told).toContainText("2 1.5");
  await expect(told).toContainText("No preset is called 'none such'.");
  for (const form of [widget, panel]) {
    await expect(form.getByLabel("Worker cores")).toHaveValue("2");
    await expect(form.getByRole("spinbutton", { name: "up to" })).toHaveValue("3");
  }
  expect(await Gateway.withPassword(ownStack).clusters()).toEqual({});
});

/** What JupyterLab shows of us at its start. */
async function expectNoPanel(page: Page): Promise<void> {
  await expect(page.locator(".jp-LauncherCard").first()).toBeVisible();
  await expect(page.locator(".jp-LauncherCard", { hasText: "Dask Gateway" })).toHaveCount(0);
  await expect(page.getByRole("tab", { name: "Dask Gateway" })).toHaveCount(0);
}

test("whom the gateway does not let in sees no panel, and sees it when it does", async ({
  sitesLab: lab,
  ownStack,
  page,
}) => {
  const forbidden = ownStack.faults?.inject({ method: "GET", path: /\/api\// }, faults.forbidden);
  lab.hasPanel = false;
  const refused = page.waitForResponse(
    (response) => response.url().includes("/api/v1/clusters/") && response.status() === 403,
  );
  await lab.open();
  await refused;
  await expectNoPanel(page);
  forbidden?.heal();
  lab.hasPanel = true;
  await lab.open();
  await lab.openPanel();
});

test("who has no gateway sees no panel; the doctor can be had", async ({ sitesLab: lab, page }) => {
  await page.route("**/dask-gateway/config", (route) =>
    route.fulfill({
      status: 503,
      headers: { "Dask-Gateway-Error": "not-configured" },
      contentType: "application/json",
      body: '{"error": "No Dask Gateway is configured", "hide": true}',
    }),
  );
  lab.hasPanel = false;
  const asked = page.waitForResponse("**/dask-gateway/config");
  await lab.open();
  await asked;
  await expectNoPanel(page);
  await page.getByRole("tab", { name: "Running Terminals and Kernels" }).click();
  const running = page.locator(".jp-RunningSessions");
  await expect(running.getByText("Kernels", { exact: true })).toBeVisible();
  await expect(running.getByText("Dask clusters")).toHaveCount(0);
  await lab.execute("dask-gateway:doctor");
  await expect(page.getByRole("region", { name: "Connection to the Dask Gateway" })).toBeVisible();
  await lab.execute("dask-gateway:open");
  await expect(page.getByRole("tab", { name: "Dask Gateway" })).toHaveCount(1);
  await expect(running.getByText("Dask clusters")).toHaveCount(1);
});

/** As dask reads the value of an environment variable. */
function python(value: unknown): string {
  return JSON.stringify(value).replaceAll("true", "True").replaceAll("null", "None");
}
