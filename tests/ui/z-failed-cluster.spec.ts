import { readdirSync, readFileSync } from "node:fs";
import { expectAccessibleInThemes } from "./axe.js";
import { expect, test } from "./fixtures.js";

/** The process of the cluster's scheduler: the gateway's are children of it, on this machine. */
function schedulerOf(name: string): number {
  const found = readdirSync("/proc").filter((id) => {
    if (!/^\d+$/.test(id)) return false;
    try {
      const environment = readFileSync(`/proc/${id}/environ`, "utf8").split("\0");
      const command = readFileSync(`/proc/${id}/cmdline`, "utf8");
      return (
        environment.includes(`DASK_GATEWAY_CLUSTER_NAME=${name}`) && command.includes("scheduler")
      );
    } catch {
      // It has ended, or is somebody else's.
      return false;
    }
  });
  expect(found, "one scheduler").toHaveLength(1);
  return Number(found[0]);
}

test("a cluster that fails stays visible as failed", async ({ lab, gateway }) => {
  await lab.open();
  await lab.openPanel();
  // A Python that does not find its library: the scheduler ends before it is up.
  await lab.panel
    .getByRole("form", { name: "Cluster options" })
    .getByLabel("Environment variables")
    .fill('{"PYTHONHOME": "/nonexistent"}');
  await lab.panel.getByRole("button", { name: "Launch cluster" }).click();
  const cluster = lab.cluster();
  await expect(cluster).toHaveAttribute("data-status", "FAILED", { timeout: 60_000 });
  await expect(cluster.getByRole("alert")).toContainText("failed");
  const why = cluster.locator("details.why");
  await expect(why).toContainText("Likely: its image, or the command that starts its scheduler");
  await expect(why).toContainText("Likely: a variable in “Environment variables”");
  await expectAccessibleInThemes(lab, lab.panel);
  expect(await gateway.clusters()).toEqual({});
  const key = (await cluster.getAttribute("data-cluster")) ?? "";
  await cluster.getByRole("button", { name: "Dismiss" }).click();
  await expect(cluster).toHaveCount(0);
  await expect(lab.recent(key)).toHaveAttribute("data-ended", "failed");
});

test("a scheduler that is killed is told of within two polls, and what the gateway says of it then", async ({
  lab,
  gateway,
}) => {
  // The gateway waits for two of the scheduler's heartbeats, of 15 s each.
  test.setTimeout(180_000);
  await lab.open();
  await lab.openPanel();
  await lab.panel.getByRole("button", { name: "Launch cluster" }).click();
  const running = lab.cluster().and(lab.page.locator("[data-workers='0']"));
  await expect(running).toBeVisible({ timeout: 60_000 });
  const cluster = lab.cluster((await running.getAttribute("data-cluster")) ?? "");
  await expect(cluster.locator("[data-ends]")).toHaveText("Stops after 30 min idle.");
  await expect(cluster).toContainText("Nobody is connected.");

  const key = (await cluster.getAttribute("data-cluster")) ?? "";
  await cluster.getByRole("button", { name: "Logs", exact: true }).click();
  const logs = lab.page.getByRole("region", { name: `Logs of ${key}` });
  const lines = logs.locator(".line");
  await expect(lines.first()).toContainText("State start");
  const read = await lines.allTextContents();

  const [name] = Object.keys(await gateway.clusters());
  process.kill(schedulerOf(name ?? ""), "SIGKILL");
  // Two polls of 2 s, and what an answer takes.
  await expect(cluster).toContainText(/No answer from its scheduler since \d\d:\d\d\./, {
    timeout: 6_000,
  });
  await expect(cluster).not.toHaveAttribute("data-workers");
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  const why = cluster.locator("details.why");
  await expect(why).toContainText("Likely: it ran out of memory and ended", { timeout: 20_000 });
  await expect(why).toContainText("the gateway will say so here");
  await expect(cluster).toHaveAttribute("data-status", "FAILED", { timeout: 90_000 });
  await expect(cluster.getByRole("alert")).toHaveText(
    "The cluster failed. The gateway does not say why.",
  );
  await expect(why).toContainText(
    /Likely: its scheduler ran out of memory or lost its machine: it had not answered since \d\d:\d\d\./,
  );
  await expect(logs.getByRole("status")).toHaveText(
    /^The cluster has ended: this is how it was at \d\d:\d\d:\d\d\.$/,
    { timeout: 60_000 },
  );
  // It may have logged more before it was killed.
  expect((await lines.allTextContents()).slice(0, read.length)).toEqual(read);
  await cluster.getByRole("button", { name: "Dismiss" }).click();
  await expect(cluster).toHaveCount(0);
});
