import { expect, test } from "./fixtures.js";

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
  expect(await gateway.clusters()).toEqual({});
  const key = (await cluster.getAttribute("data-cluster")) ?? "";
  await cluster.getByRole("button", { name: "Dismiss" }).click();
  await expect(cluster).toHaveCount(0);
  await expect(lab.recent(key)).toHaveAttribute("data-ended", "failed");
});
