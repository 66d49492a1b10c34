import { expectAccessible, expectAccessibleInThemes } from "./axe.js";
import { expect, test } from "./fixtures.js";

/** What a cluster does, as its card shows it, against a real scheduler with real workers. */

const TASKS = 2_000;

test("a computation of 2,000 tasks is seen as it goes, and a task that fails is said", async ({
  lab,
  gateway,
}) => {
  test.setTimeout(240_000);
  const name = await gateway.launch();
  const key = name.slice(0, 8);
  await lab.open("first-steps.ipynb");
  await lab.openPanel();
  const card = lab.cluster(key);
  const progress = card.getByRole("progressbar", { name: "Tasks" });
  const workers = card.getByRole("img", { name: "Workers over time" });
  const memory = card.getByRole("img", { name: "Memory over time" });

  await test.step("two workers come", async () => {
    await expect(card).toHaveAttribute("data-workers", "0");
    await lab.executeConfirmed("dask-gateway:scale", { cluster: key, workers: 2 });
    await expect(card).toHaveAttribute("data-workers", "2", { timeout: 60_000 });
    await expect(workers).toHaveAccessibleDescription(
      /^Workers: 2, between 0 and 2 in the last 10 minutes$/,
    );
    await expect(progress, "there is no work").toHaveCount(0);
  });

  await test.step("the bar moves until all are done", async () => {
    // Below the form the card is out of sight here, and what nobody can see is asked for less often.
    await card.scrollIntoViewIfNeeded();
    const output = await lab.run(`
import time
from dask_gateway import Gateway
client = Gateway().connect("${name}").get_client()
def slow(n):
    time.sleep(0.02)
    return bytes(1_000)
futures = client.map(slow, range(${TASKS}))
print('asked')`);
    await expect(output).toContainText("asked");
    await expect(progress).toHaveAttribute("aria-valuemax", String(TASKS));
    const done = async () => Number(await progress.getAttribute("aria-valuenow"));
    await expect.poll(done).toBeGreaterThan(0);
    const early = await done();
    expect(early, "it is not over at once").toBeLessThan(TASKS);
    await expect.poll(done).toBeGreaterThan(early);
    await expect(progress).toHaveAttribute("aria-valuetext", /^[\d,]+ of 2,000 tasks done, /);
    await expect(progress).toHaveAttribute("aria-valuenow", String(TASKS), { timeout: 90_000 });
    await expect(card).toContainText("2,000 of 2,000 tasks done");
    await expect(memory).toHaveAccessibleDescription(
      /^Memory that results take: .* of 1 GiB, between 0 B and .* (KiB|MiB) in the last 10 minutes$/,
    );
  });

  await test.step("a task that fails", async () => {
    await lab.run("bad = client.submit(lambda: 1 / 0)\nprint('asked')");
    await expect(card).toContainText("1 task failed, or depends on one that did.");
    await expectAccessibleInThemes(lab, lab.panel);
    await lab.run("more = client.submit(slow, bad)\nprint('asked')");
    await expect(card).toContainText("2 tasks failed, or depend on one that did.");
  });

  await test.step("what nobody wants any more is gone", async () => {
    await lab.run("del futures, bad, more\nprint('gone')");
    await expect(progress).toHaveCount(0, { timeout: 30_000 });
  });
});

test("a widget opens a plot and the logs where its application has room for them", {
  tag: "@notebook",
}, async ({ lab, page, context, gateway, stack, app }) => {
  test.setTimeout(180_000);
  const name = await gateway.launch();
  const key = name.slice(0, 8);
  await lab.open("first-steps.ipynb");
  const output = await lab.run(
    "from jupyter_dask_gateway import GatewayWidget\nGatewayWidget(view='clusters')",
  );
  const card = output.getByRole("list", { name: "Clusters", exact: true }).getByRole("listitem");
  const address = `${stack.address}/clusters/${name}/individual-task-stream`;

  await test.step("a plot: a pane, or a browser tab where there are none", async () => {
    await card.getByRole("button", { name: "Plots", exact: true }).click();
    const menu = page.getByRole("dialog", { name: "Plots" });
    const plot = menu.getByRole("button", { name: "Task stream", exact: true });
    await expect(plot).toBeVisible();
    await expectAccessible(page, menu);
    if (app === "Notebook 7") {
      const [tab] = await Promise.all([context.waitForEvent("page"), plot.click()]);
      await expect(tab).toHaveURL(address);
      await expect(tab.locator("canvas").first()).toBeVisible();
      await tab.close();
    } else {
      await plot.click();
      const frame = page.locator(`.jp-MainAreaWidget iframe[src="${address}"]`);
      await expect(frame.contentFrame().locator("canvas").first()).toBeVisible();
    }
  });

  await test.step("the logs: a pane, or a dialog where there are none", async () => {
    await card.getByRole("button", { name: "Logs", exact: true }).click();
    const logs = page.getByRole("region", { name: `Logs of ${key}` });
    await expect(logs.locator(".line").first()).toContainText("State start");
    const dialog = page.getByRole("dialog", { name: `Logs of ${key}` });
    await expect(dialog).toHaveCount(app === "Notebook 7" ? 1 : 0);
    await expectAccessible(page, logs);
  });
});

test("a widget with the clusters alone shows what they do, and code can act on it", async ({
  lab,
  page,
  gateway,
}) => {
  test.setTimeout(180_000);
  const name = await gateway.launch();
  await lab.open("first-steps.ipynb");
  const output = await lab.run(
    `from jupyter_dask_gateway import GatewayWidget\nw = GatewayWidget(view="clusters")\nw.cluster_name = "${name}"\nw`,
  );
  const card = output.getByRole("list", { name: "Clusters", exact: true }).getByRole("listitem");
  await expect(card.getByRole("img", { name: "Workers over time" })).toBeVisible();
  await expect(output.getByRole("form")).toHaveCount(0);
  const figures = async (expression: string, result: string) => {
    await expect(async () => {
      // Each cell moves the card out of sight, and then it asks for nothing.
      await card.scrollIntoViewIfNeeded();
      const printed = await lab.run(`print('now', ${expression})`);
      await expect(printed).toHaveText(`now ${result}`, { timeout: 100 });
    }).toPass({ timeout: 60_000 });
  };
  await figures("w.cluster_figures['workers'], w.cluster_figures['tasks']['all']", "0 0");
  await lab.run(
    "seen = []\nw.observe(lambda change: seen.append(change['new']['workers']), 'cluster_figures')\nprint('watched')",
  );
  await lab.run("c = w.connect(); c.scale(1); client = w.get_client()\nprint('asked')");
  await lab.run("kept = client.submit(sum, [1, 2])\nprint('sum', kept.result())");
  await figures("w.cluster_figures['workers'], w.cluster_figures['tasks']['memory']", "1 1");
  await figures("seen[-1]", "1");
  await figures("w.cluster_figures['threads'], w.cluster_figures['memory'] // 2**20", "1 512");

  await test.step("its card has progress and workers", async () => {
    const progress = card.getByRole("progressbar", { name: "Tasks" });
    await expect(progress).toHaveAttribute("aria-valuenow", "1");
    await card.locator("details.workers > summary").click();
    // The names of the columns, and the one worker.
    await expect(card.getByRole("table", { name: "Workers" }).getByRole("row")).toHaveCount(2);
    await expectAccessibleInThemes(lab, card);
  });

  await test.step("a plot opens as a pane beside the notebook", async () => {
    await lab.run("w.plot('task stream')\nprint('asked')");
    const plot = page.locator(".jp-MainAreaWidget iframe[src*='/individual-task-stream']");
    await expect(plot.contentFrame().locator("canvas").first()).toBeVisible();
  });
});
