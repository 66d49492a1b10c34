import type { Locator } from "@playwright/test";
import { expectPanelAccessible } from "./axe.js";
import { expect, test } from "./fixtures.js";

/** The workers of a cluster on a real gateway: who is in trouble, who has gone, and what is asked meanwhile. */

const POLL_MS = 2_000;

/** When the page asked the schedulers to describe their workers. Not by the recorder: the Jupyter server may ask at the public address. */
const requests: { path: string; at: number }[] = [];
const times = () =>
  requests
    .filter(({ path }) => path.endsWith("/json/identity.json") || isPage(path))
    .map(({ at }) => at);
const asked = () => times().length;
const isPage = (path: string) => path.endsWith("/info/main/workers.html");

const sum = (card: Locator) => card.locator(".workers .sum").first();
const worker = (card: Locator) => card.getByRole("table", { name: "Workers" }).getByRole("row");

test("one near its limit is at the top, one that is killed is said, and nothing is asked for nobody", async ({
  lab,
  page,
}) => {
  test.slow();
  page.on("request", (request) => {
    requests.push({ path: new URL(request.url()).pathname, at: Date.now() });
  });
  await lab.open("first-steps.ipynb");
  await lab.openPanel();
  await lab.panel.getByRole("button", { name: "Launch cluster" }).click();
  const card = lab.cluster();
  await expect(card).toHaveAttribute("data-status", "RUNNING");
  await card.getByRole("spinbutton", { name: "Workers", exact: true }).fill("3");
  await card.getByRole("button", { name: "Scale" }).click();
  await expect(card).toHaveAttribute("data-workers", "3", { timeout: 30_000 });

  await page.locator(".jp-CodeCell .jp-InputArea-editor").first().click();
  await card.getByRole("button", { name: "Insert connection code" }).click();
  await lab.runActiveCell();
  await expect(page.locator(".jp-OutputArea-output", { hasText: "Client" }).first()).toBeVisible();

  const summary = card.locator("details.workers > summary");
  await test.step("closed, nothing is asked again and again", async () => {
    await page.waitForTimeout(POLL_MS);
    const before = asked();
    await page.waitForTimeout(4 * POLL_MS);
    expect(asked()).toBe(before);
  });

  await test.step("open, the workers are there", async () => {
    await summary.focus();
    await page.keyboard.press("Enter");
    await expect(sum(card)).toHaveText("3 workers, none in trouble.");
    await expect(worker(card)).toHaveCount(4);
    await expect(worker(card).nth(1)).toContainText("of 512 MiB");
    const before = asked();
    await expect.poll(() => asked(), { timeout: 30_000 }).toBeGreaterThan(before + 3);
    const since = times().slice(before);
    const gap = ((since.at(-1) ?? 0) - (since[0] ?? 0)) / (since.length - 1);
    expect(gap, "at most every 2 s").toBeGreaterThan(0.9 * POLL_MS);
  });

  await test.step("while they work, too: what they say then does not go into the scheduler's JSON", async () => {
    await lab.run(
      "import time\nbusy = client.map(lambda n: time.sleep(0.05), range(900))\nprint('asked')",
    );
    await expect.poll(() => requests.some(({ path }) => isPage(path))).toBe(true);
    await page.waitForTimeout(2 * POLL_MS);
    await expect(sum(card)).toHaveText(/^3 workers, none (near its limit|in trouble)\.$/);
    await expect(card.locator(".workers .stopped")).toHaveCount(0);
    await expect(worker(card).nth(1)).toContainText("of 512 MiB");
    await lab.run("client.gather(busy)\ndel busy\nprint('done')");
  });

  await test.step("one near its limit is at the top", async () => {
    // 75 % of the limit in plain bytes, of which Dask knows nothing: so it neither spills nor pauses.
    await lab.run(
      [
        "def fill(dask_worker):",
        "    import psutil",
        "    used = psutil.Process().memory_info().rss",
        "    dask_worker.ballast = bytearray(b'x') * int(dask_worker.memory_manager.memory_limit * 0.75 - used)",
        "names = sorted(client.scheduler_info(n_workers=-1)['workers'])",
        "client.run(fill, workers=[names[-1]])",
        "print('full', names[-1])",
      ].join("\n"),
    );
    await expect(sum(card)).toHaveText(/^1 of 3 near its limit/, { timeout: 30_000 });
    await expect(worker(card).nth(1)).toHaveClass(/trouble/);
    await expectPanelAccessible(lab);
  });

  await test.step("one that is killed is said by its name, with the second answer at the latest", async () => {
    // From the third on, answers wait until it is said.
    let isKilled = false;
    let answers = 0;
    let goOn = () => {};
    const isSaid = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const described = (url: URL) =>
      url.pathname.endsWith("/json/identity.json") || isPage(url.pathname);
    await page.route(described, async (route) => {
      const counts = isKilled;
      const response = await route.fetch();
      // At a scheduler's JSON that breaks the page is asked for at once.
      if (counts && response.ok()) answers += 1;
      if (answers > 2) await isSaid;
      await route.fulfill({ response });
    });
    const output = await lab.run(
      [
        "import os, signal",
        "victim = client.scheduler_info(n_workers=-1)['workers'][names[0]]['name']",
        "pids = client.run(os.getpid)",
        "os.kill(pids[names[0]], signal.SIGKILL)",
        "print('killed', victim)",
      ].join("\n"),
    );
    await expect(output).toContainText(/killed \S+/);
    isKilled = true;
    const [, victim = ""] = /killed (\S+)/.exec((await output.textContent()) ?? "") ?? [];
    await expect(sum(card)).toHaveText(
      new RegExp(` ${victim} (left|ended and started again) within the last minute\\.$`),
    );
    goOn();
    await page.unroute(described);
  });

  await test.step("the gateway starts another in its place, and the cluster is described anew", async () => {
    await expect(sum(card)).toHaveText(/^1 of 3 near its limit/, { timeout: 45_000 });
    await expect(card).toHaveAttribute("data-workers", "3", { timeout: 30_000 });
    await page.waitForTimeout(2 * POLL_MS);
  });

  await test.step("with the panel hidden, nothing is asked, and again when it is back", async () => {
    const tab = page.getByRole("tab", { name: "Dask Gateway" });
    await tab.click();
    await expect(lab.panel).toBeHidden();
    await page.waitForTimeout(POLL_MS);
    const before = asked();
    await page.waitForTimeout(4 * POLL_MS);
    expect(asked() - before).toBe(0);
    await tab.click();
    await expect(lab.panel).toBeVisible();
    await expect.poll(() => asked()).toBeGreaterThan(before);
  });

  await test.step("closed again, nothing is asked", async () => {
    await summary.click();
    await page.waitForTimeout(POLL_MS);
    const before = asked();
    await page.waitForTimeout(4 * POLL_MS);
    expect(asked()).toBe(before);
  });
});
