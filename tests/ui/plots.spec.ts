import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./axe.js";
import { expect, type Lab, test } from "./fixtures.js";

/** Single plots of a real dashboard as panes of JupyterLab. */

const pane = (page: Page, plot: string): Locator =>
  page.locator(".jp-MainAreaWidget").filter({
    has: page.locator(`iframe[src*="/individual-${plot}"]`),
  });
const frames = (page: Page): Locator => page.locator(".jp-IFrame iframe");
/** Where each plot is, by its page's name. */
const addresses = (page: Page) =>
  frames(page).evaluateAll((all) => all.map((each) => each.getAttribute("src") ?? "").sort());

const LAYOUT = ["individual-progress", "individual-task-stream", "individual-workers-memory"];
const layoutOf = (address: string, name: string) =>
  [...LAYOUT, "statics/individual-cluster-map.html"].map(
    (plot) => `${address}/clusters/${name}/${plot}`,
  );

/** What a look at something gives, once two looks in a row give the same. */
async function settled<T>(look: () => Promise<T>): Promise<T> {
  let last = await look();
  await expect(async () => {
    const before = last;
    last = await look();
    expect<unknown>(last).toEqual(before);
  }).toPass({ timeout: 30_000, intervals: [500] });
  return last;
}

/** Where on the page each plot is drawn, by its address. */
async function places(page: Page): Promise<Record<string, number[]>> {
  const each = await frames(page).all();
  const found = each.map(async (frame): Promise<[string, number[]]> => {
    const box = await frame.boundingBox();
    const { x, y, width, height } = box ?? { x: -1, y: -1, width: 0, height: 0 };
    return [(await frame.getAttribute("src")) ?? "", [x, y, width, height]];
  });
  return Object.fromEntries(await Promise.all(found));
}

/** All that JupyterLab has written of its workspaces, and what the browser keeps. */
async function kept(page: Page, { stack }: Lab): Promise<string> {
  const headers = { Authorization: `token ${stack.token}` };
  const workspaces = await (await fetch(`${stack.lab}/lab/api/workspaces`, { headers })).text();
  const storage = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.title]),
  );
  return workspaces + storage;
}

test("the task stream draws what the cluster computes", async ({ lab, page, gateway }) => {
  test.setTimeout(180_000);
  const name = await gateway.launch();
  await lab.open("first-steps.ipynb");
  await lab.execute("dask-gateway:open-plot", { cluster: name.slice(0, 8), plot: "task stream" });
  const plot = pane(page, "task-stream");
  const canvas = plot.frameLocator("iframe").locator("canvas").first();
  await expect(canvas).toBeVisible();
  // The notebook is the current one again.
  await lab.execute("docmanager:open", { path: lab.notebook });
  // Bokeh lays out its page more than once.
  const before = await settled(() => canvas.screenshot());
  await lab.run(
    [
      "from dask_gateway import Gateway",
      `cluster = Gateway().connect("${name}")`,
      "cluster.scale(1)",
      "client = cluster.get_client()",
      "import time",
      "print(sum(client.gather(client.map(lambda n: (time.sleep(0.02), n)[1], range(100)))))",
    ].join("\n"),
  );
  await expect
    .poll(async () => (await canvas.screenshot()).equals(before), { timeout: 30_000 })
    .toBe(false);
  await expect(plot.getByRole("combobox", { name: "Cluster" })).toHaveValue(name.slice(0, 8));
});

test("a layout in one click is there after a reload, and shows the next cluster when its own has ended", async ({
  lab,
  page,
  stack,
  gateway,
}) => {
  test.setTimeout(180_000);
  const first = await gateway.launch();
  await lab.open("first-steps.ipynb");
  await lab.openPanel();
  await lab.cluster().getByRole("button", { name: "Plot layout" }).click();
  await expect.poll(() => addresses(page)).toEqual(layoutOf(stack.address, first).sort());
  for (const frame of await frames(page).all()) await expect(frame).toBeVisible();
  const before = await settled(() => places(page));
  expect(Object.keys(before)).toHaveLength(4);

  // JupyterLab saves its layout a moment after it changed.
  for (const plot of [...LAYOUT, "statics/individual-cluster-map.html"])
    await expect.poll(() => kept(page, lab)).toContain(`dask-gateway-plots:/${plot}`);
  await expect.poll(() => kept(page, lab)).toContain(first.slice(0, 8));
  expect(await kept(page, lab)).not.toContain(first);

  await test.step("they are restored where they were", async () => {
    await page.reload();
    await expect.poll(() => addresses(page)).toEqual(layoutOf(stack.address, first).sort());
    await expect(async () => {
      const now = await places(page);
      expect(Object.keys(now).sort()).toEqual(Object.keys(before).sort());
      for (const [address, box] of Object.entries(before)) {
        const moved = box.map((was, i) => Math.abs(was - (now[address]?.[i] ?? Number.NaN)));
        expect(Math.max(...moved), `pixels that ${address} is off by`).toBeLessThan(20);
      }
    }).toPass({ timeout: 30_000 });
    const canvas = pane(page, "task-stream").frameLocator("iframe").locator("canvas").first();
    await expect(canvas).toBeVisible();
  });

  await test.step("the next cluster", async () => {
    await gateway.stopAll();
    await expect(page.getByText(`Cluster ${first.slice(0, 8)} has ended.`)).toHaveCount(4);
    const next = await gateway.launch();
    await expect.poll(() => addresses(page)).toEqual(layoutOf(stack.address, next).sort());
    await expect(page.getByText("has ended.")).toHaveCount(0);
    await expect.poll(() => kept(page, lab)).toContain(next.slice(0, 8));
    expect(await kept(page, lab)).not.toContain(next);
  });

  await test.step("the cluster that the user works with", async () => {
    const other = await gateway.launch();
    const card = lab.cluster(other.slice(0, 8));
    await expect(card).toHaveAttribute("data-status", "RUNNING");
    await card.getByRole("button", { name: "Copy connection code" }).click();
    await expect.poll(() => addresses(page)).toEqual(layoutOf(stack.address, other).sort());
  });
});

test("a plot is on a light ground in a light theme, and on a dark one in a dark theme", async ({
  lab,
  page,
  gateway,
}) => {
  const name = await gateway.launch();
  await lab.open();
  await lab.execute("dask-gateway:open-plot", { cluster: name.slice(0, 8), plot: "progress" });
  const frame = frames(page);
  await expect(frame.contentFrame().locator("canvas").first()).toBeVisible();
  await expect(frame).toHaveCSS("filter", "none");
  // The theme is kept in the user's settings, which other tests have as well.
  try {
    await lab.execute("apputils:change-theme", { theme: "JupyterLab Dark" });
    await expect(page.locator("body")).toHaveAttribute("data-jp-theme-light", "false");
    await expect(frame).toHaveCSS("filter", "invert(0.87) hue-rotate(180deg)");
    await expectAccessible(page, ".dask-gateway-plot");
  } finally {
    await lab.execute("apputils:change-theme", { theme: "JupyterLab Light" });
  }
  await expect(page.locator("body")).toHaveAttribute("data-jp-theme-light", "true");
  await expect(frame).toHaveCSS("filter", "none");
  await expectAccessible(page, ".dask-gateway-plot");
});

test("the menu lists the cluster's own plots, and opens the one that is sought", async ({
  lab,
  page,
  stack,
  gateway,
}) => {
  const name = await gateway.launch();
  await lab.open();
  await lab.openPanel();
  await lab.cluster().getByRole("button", { name: "Plots", exact: true }).click();
  const menu = lab.panel.page().getByRole("dialog", { name: "Plots" });
  const plots = menu.getByRole("button");
  // The usual ones are there at once, the others when the scheduler has answered.
  await expect(plots.first()).toHaveText("Task stream");
  await expect(plots.filter({ hasText: "Memory by key" })).toBeVisible();
  await expectAccessible(page, menu);
  await page.keyboard.type("by key");
  await expect(plots).toHaveText(["Memory by key"]);
  await page.keyboard.press("Enter");
  await expect(menu).toHaveCount(0);
  const address = `${stack.address}/clusters/${name}/individual-memory-by-key`;
  await expect.poll(() => addresses(page)).toEqual([address]);
});

test("no plot is opened that a list or a command makes lead elsewhere", async ({
  lab,
  page,
  gateway,
}) => {
  const hostile = ["//evil.example/x", "javascript:alert(1)", "../../status", "/status"];
  await page.route("**/individual-plots.json", (route) =>
    route.fulfill({ json: Object.fromEntries(hostile.map((path) => [`Plot ${path}`, path])) }),
  );
  const name = await gateway.launch();
  await lab.open();
  await lab.openPanel();
  const answered = page.waitForResponse("**/individual-plots.json");
  await lab.cluster().getByRole("button", { name: "Plots", exact: true }).click();
  await answered;
  const menu = page.getByRole("dialog", { name: "Plots" });
  await expect(menu.getByRole("button")).toHaveCount(8);
  await expect(menu.getByText("evil")).toHaveCount(0);
  for (const plot of hostile) {
    const refused = lab.execute("dask-gateway:open-plot", { cluster: name.slice(0, 8), plot });
    await expect(refused).rejects.toThrow("is no plot of Dask’s dashboard");
  }
  await lab.execute("dask:populate-and-launch-layout", { url: "https://evil.example/status" });
  await expect(page.getByText("none of yours on this Dask Gateway").first()).toBeVisible();
  await expect(frames(page)).toHaveCount(0);
});

test("the Client's button opens the layout", async ({ lab, page, stack, gateway }) => {
  const name = await gateway.launch();
  await lab.open();
  const url = `${stack.address}/clusters/${name}/status`;
  await lab.execute("dask:populate-and-launch-layout", { url });
  await expect.poll(() => addresses(page)).toEqual(layoutOf(stack.address, name).sort());
});
