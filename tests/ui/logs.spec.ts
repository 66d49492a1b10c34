import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import { expectAccessible, expectAccessibleInThemes } from "./axe.js";
import { clusterIn, test as pageTest } from "./element.js";
import { expect, test } from "./fixtures.js";

/** Logs of a real scheduler and its worker, and a task that failed, through the pass-through. */

const LINE = "a line of this test <b>bold</b>";

/** Has a cluster's scheduler and worker log a line, and a task fail. */
const code = (name: string) => `
import logging
from dask_gateway import Gateway
cluster = Gateway().connect("${name}")
client = cluster.get_client()
client.wait_for_workers(1, timeout=60)
def log(program):
    import logging
    logging.getLogger(f"distributed.{program}").warning(f"{program}: ${LINE}")
def divide(number):
    return number // 0
client.run_on_scheduler(log, "scheduler")
client.run(log, "worker")
print(type(client.submit(divide, 1, key="fails").exception()).__name__)
client.close()
`;

async function turnTo(logs: Locator, text: string | RegExp): Promise<void> {
  const choice = logs.getByRole("combobox", { name: "Log of" });
  const option = choice.getByRole("option", { name: text });
  await choice.selectOption({ label: (await option.textContent()) ?? "" });
}

test("the scheduler's and a worker's log and a failed task, also when the cluster has stopped", async ({
  lab,
  gateway,
  page,
}) => {
  test.setTimeout(240_000);
  const name = await gateway.launch();
  const key = name.slice(0, 8);
  await gateway.request("POST", `clusters/${name}/scale`, { count: 1 });
  await lab.open("first-steps.ipynb");
  await lab.openPanel();
  const cluster = lab.cluster(key);
  await expect(cluster).toHaveAttribute("data-workers", "1", { timeout: 60_000 });
  const output = await lab.run(code(name));
  await expect(output).toContainText("ZeroDivisionError", { timeout: 60_000 });

  const logs = page.getByRole("region", { name: `Logs of ${key}` });
  const lines = logs.locator(".lines");
  await cluster.getByRole("button", { name: "Logs", exact: true }).click();
  await test.step("the scheduler's, newest last, as text", async () => {
    await expect(lines).toContainText(`scheduler: ${LINE}`);
    await expect(lines.locator(".line").first()).toContainText("State start");
    const line = lines.locator(".line").filter({ hasText: LINE });
    await expect(line).toHaveAttribute("data-level", "WARNING");
    await expect(line.locator("span b")).toHaveCount(0);
    await expectAccessibleInThemes(lab, logs);
  });
  await test.step("filtered", async () => {
    await logs.getByRole("combobox", { name: "Level" }).selectOption("Warnings and errors");
    await logs.getByRole("searchbox", { name: "Filter" }).fill("THIS test");
    await expect(lines.locator(".line")).toHaveCount(1);
    await expect(logs.getByRole("status")).toContainText(/^1 of [\d,]+ entries\.$/);
    await logs.getByRole("searchbox", { name: "Filter" }).fill("");
    await logs.getByRole("combobox", { name: "Level" }).selectOption("All levels");
  });
  await test.step("saved as a file", async () => {
    const download = page.waitForEvent("download");
    await logs.getByRole("button", { name: "Save" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`dask-${key}-scheduler-log.txt`);
    expect(readFileSync(await file.path(), "utf8")).toContain(LINE);
  });
  await test.step("a worker's, found by the scheduler's", async () => {
    await turnTo(logs, /^Worker /);
    await expect(lines).toContainText(`worker: ${LINE}`);
  });
  await test.step("the task that failed", async () => {
    await turnTo(logs, "Failed tasks");
    await expect(lines).toContainText("ZeroDivisionError");
    await expect(lines).toContainText("in divide");
    await expectAccessibleInThemes(lab, logs);
    await turnTo(logs, "Scheduler");
    await expect(lines).toContainText(`scheduler: ${LINE}`);
  });
  // The code runs in what has the focus.
  const goToNotebook = () => page.locator(".jp-NotebookPanel .jp-Cell").first().click();
  await test.step("it follows", async () => {
    await goToNotebook();
    await lab.run(code(name).replace(LINE, "another line"));
    await expect(lines).toContainText("scheduler: another line", { timeout: 30_000 });
  });
  await test.step("a cluster that has just stopped still has them", async () => {
    await gateway.request("DELETE", `clusters/${name}`);
    await expect(logs.getByRole("status")).toContainText("The cluster has ended", {
      timeout: 60_000,
    });
    await expect(lines).toContainText(LINE);
    await turnTo(logs, "Failed tasks");
    await expect(lines).toContainText("ZeroDivisionError");
    await lines.click();
    await lab.execute("application:close");
    await expect(logs).toHaveCount(0);
    await lab.panel.locator("details.recent").evaluate((it: HTMLDetailsElement) => {
      it.open = true;
    });
    await lab.recent(key).getByRole("button", { name: "Logs", exact: true }).click();
    await expect(lines).toContainText("another line");
  });
  await test.step("nothing of them is stored", async () => {
    await goToNotebook();
    await lab.execute("docmanager:save");
    const stored = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
    );
    expect(stored).not.toContain("line of this test");
    const notebook = readFileSync(join(lab.stack.notebooks, lab.notebook), "utf8");
    expect(notebook).not.toContain("State start");
  });
});

test("the command opens the log of one worker, and says so where there is no such cluster", async ({
  lab,
  gateway,
  page,
}) => {
  test.setTimeout(180_000);
  const name = await gateway.launch();
  const key = name.slice(0, 8);
  await lab.open();
  const logs = page.getByRole("region", { name: `Logs of ${key}` });
  await lab.execute("dask-gateway:open-logs", { cluster: name, worker: "tls://10.0.0.1:1" });
  await expect(logs.getByRole("status")).toContainText("This worker is not there any more.");
  await turnTo(logs, "Scheduler");
  await expect(logs.locator(".lines")).toContainText("State start");
  await expect(
    lab.execute("dask-gateway:open-logs", { cluster: "0000000000000000" }),
  ).rejects.toThrow("There is no such cluster.");
  expect(await page.content()).not.toContain(name);
});

pageTest(
  "on a web page they open in a dialog, from the gateway itself",
  async ({ element, gateway, stack, page }) => {
    pageTest.setTimeout(180_000);
    const name = await gateway.launch();
    const key = name.slice(0, 8);
    await element.open();
    await element.logIn("demo", stack.password);
    await expect(element.panel).toHaveAttribute("data-connection", "direct");
    const button = clusterIn(element.panel).getByRole("button", { name: "Logs", exact: true });
    await button.click();
    const dialog = page.getByRole("dialog", { name: `Logs of ${key}` });
    await expect(dialog.locator(".line").first()).toContainText("State start");
    // The page takes no cookie of the gateway's along, and the log is no document.
    await expect(dialog.locator("iframe")).toHaveCount(0);
    await expectAccessible(page, "dask-gateway");
    const asked = element.asked.filter((request) => request.url().endsWith("/info/main/logs.html"));
    expect(asked.length).toBeGreaterThan(0);
    for (const request of asked) expect(await request.headerValue("authorization")).toBeNull();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(button).toBeFocused();
    const everything = await element.everything();
    expect(everything).not.toContain("State start");
  },
);
