import type { Page, Route } from "@playwright/test";
import { expect, type Lab, test } from "./fixtures.js";

/** One effect for one wish, in the browser and on a real gateway: answers that get lost, a page that is loaded anew, a core that fails. */

const launch = (lab: Lab) => lab.panel.getByRole("button", { name: "Launch cluster" });
const create = /\/dask-gateway\/api\/v1\/clusters\/$/;

/** Lets creates through, and does with their answers what is said. Returns how many there were. */
async function intercept(page: Page, answer: (route: Route) => Promise<void>) {
  const creates = { count: 0 };
  await page.route(create, async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    creates.count += 1;
    await route.fetch();
    await answer(route);
  });
  return creates;
}

test("a create whose answer is lost is found in the list, and is the only one", async ({
  lab,
  gateway,
  page,
}) => {
  await lab.open();
  await lab.openPanel();
  const creates = await intercept(page, (route) => route.abort());
  await launch(lab).dblclick();
  await expect(
    lab.panel.getByText(/^The gateway’s answer was lost, but the cluster/),
  ).toBeVisible();
  await expect(lab.cluster()).toHaveAttribute("data-status", "RUNNING");
  expect(creates.count).toBe(1);
  expect(Object.keys(await gateway.clusters())).toHaveLength(1);
});

test("a create that is answered by a proxy's error page is found as well", async ({
  lab,
  page,
}) => {
  await lab.open();
  await lab.openPanel();
  const body = "<h1>503 Service Unavailable</h1>";
  await intercept(page, (route) => route.fulfill({ status: 503, contentType: "text/html", body }));
  await launch(lab).click();
  await expect(
    lab.panel.getByText(/^The gateway’s answer was lost, but the cluster/),
  ).toBeVisible();
});

test("a launch survives a reload of the page before its answer", async ({ lab, gateway, page }) => {
  await lab.open();
  await lab.openPanel();
  let reached = () => {};
  const done = new Promise<void>((resolve) => (reached = resolve));
  const creates = await intercept(page, async () => reached());
  await launch(lab).click();
  await done;
  await lab.reload();
  await lab.panel.getByRole("form", { name: "Cluster options" }).waitFor();
  const [name] = Object.keys(await gateway.clusters());
  const key = name?.slice(0, 8);
  await expect(
    lab.panel.getByText(`Your cluster ${key} was created before the page was reloaded.`),
  ).toBeVisible();
  await expect(lab.cluster(key)).toHaveAttribute("data-status", "RUNNING");
  expect(creates.count).toBe(1);
});

test.describe("a core that fails", () => {
  test.use({ expectedErrors: [/RuntimeError|unreachable|out of bounds|null function/] });

  test("is followed by another that knows what was typed", async ({ lab, page }) => {
    // All memories that are made: to damage the one of the core.
    await page.addInitScript(() => {
      const memories: WebAssembly.Memory[] = [];
      Object.assign(window, { memories });
      const { instantiateStreaming } = WebAssembly;
      WebAssembly.instantiateStreaming = async (...from) => {
        const started = await instantiateStreaming(...from);
        const { memory } = started.instance.exports;
        if (memory instanceof WebAssembly.Memory) memories.push(memory);
        return started;
      };
    });
    await lab.open();
    await lab.openPanel();
    const form = lab.panel.getByRole("form", { name: "Cluster options" });
    await form.getByLabel("Worker cores").fill("999");
    await form.getByRole("button", { name: "Edit as table" }).click();
    await form.getByLabel("Name 1").fill("FRUIT");
    await form.getByLabel("Value 1").fill("mango");
    await page.evaluate(() => {
      const { memories } = window as unknown as { memories: WebAssembly.Memory[] };
      for (const memory of memories) new Uint8Array(memory.buffer).fill(0xff);
    });
    await expect(lab.panel.getByText(/started anew. What you typed is kept/)).toBeVisible();
    await expect(form.getByLabel("Worker cores")).toHaveValue("999");
    await expect(form.getByLabel("Worker cores")).toHaveAttribute("aria-invalid", "true");
    await expect(form.getByLabel("Name 1")).toHaveValue("FRUIT");
    await expect(form.getByLabel("Value 1")).toHaveValue("mango");
    await form.getByLabel("Worker cores").fill("1");
    await launch(lab).click();
    await expect(lab.cluster()).toHaveAttribute("data-status", "RUNNING");
  });
});
