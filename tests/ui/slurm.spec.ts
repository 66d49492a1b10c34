import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { slurm } from "../../scripts/stack/slurm.mjs";
import { expect, Gateway, Lab } from "./fixtures.js";
import { testOn } from "./own-stack.js";

/** A gateway in front of Slurm, whose queue one cluster of one worker fills. Needs root: npm run test:matrix runs it. */

/** What a queue does takes its time. */
const QUEUED = { timeout: 90_000 };

const test = testOn({ queue: slurm }, 180_000).extend<{ slurmLab: Lab }>({
  slurmLab: async ({ page, ownStack }, use, info) => {
    info.setTimeout(4 * info.timeout);
    const gateway = Gateway.withPassword(ownStack);
    await use(new Lab(page, ownStack, `test-${info.testId}`));
    await gateway.stopAll();
  },
});

test("clusters and workers that wait in the queue", async ({ slurmLab: lab, ownStack, page }) => {
  const queue = () =>
    execFileSync(join(ownStack.state, "slurm/bin/squeue"), ["-h", "-o", "%t"])
      .toString()
      .trim()
      .split("\n")
      .sort();
  await lab.open();
  const panel = await lab.openPanel();
  const launch = panel.getByRole("button", { name: "Launch cluster" });
  await launch.click();
  const running = lab.cluster();
  await expect(running).toHaveAttribute("data-status", "RUNNING", QUEUED);
  const key = (await running.getAttribute("data-cluster")) ?? "";
  const first = lab.cluster(key);

  // One fits beside the scheduler.
  await first.getByRole("spinbutton", { name: "Workers", exact: true }).fill("3");
  await first.getByRole("button", { name: "Scale" }).click();
  await expect(first).toContainText("1 of 3 workers", QUEUED);
  expect(queue()).toEqual(["PD", "PD", "R", "R"]);

  await launch.click();
  const second = lab.cluster().and(page.locator(`:not([data-cluster="${key}"])`));
  await expect(second).toHaveAttribute("data-status", "PENDING");
  await expect(second).toContainText("Waiting for its Dask scheduler to start.");
  await expect.poll(queue, QUEUED).toEqual(["PD", "PD", "PD", "R", "R"]);
  // A reload knows no more than the gateway and the scheduler tell.
  await lab.reload();
  await expect(second).toHaveAttribute("data-status", "PENDING");
  await expect(first).toHaveAttribute("data-workers", "1");

  await test.step("what waits is stopped, and leaves the queue", async () => {
    await stop(second, page);
    await expect.poll(queue, QUEUED).toEqual(["PD", "PD", "R", "R"]);
    await expect(first).toHaveAttribute("data-status", "RUNNING");
    await stop(first, page);
    await expect.poll(queue, QUEUED).toEqual([""]);
  });
});

async function stop(cluster: Locator, page: Page): Promise<void> {
  await cluster.getByRole("button", { name: "Stop cluster" }).click();
  const dialog = page.getByRole("dialog", { name: "Stop this cluster?" });
  await dialog.getByRole("button", { name: "Stop" }).click();
  await expect(cluster).toHaveCount(0, QUEUED);
}
