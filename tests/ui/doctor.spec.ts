import type { Locator, Page } from "@playwright/test";
import { cache } from "../../scripts/lib.mjs";
import { startStack } from "../../scripts/stack/stack.mjs";
import { expectAccessible, expectAccessibleInThemes } from "./axe.js";
import { test as base, expect, Lab } from "./fixtures.js";
import type { Running } from "./stack.js";

/** The connection doctor, on a gateway that is as it should be, has moved, and is gone. */

interface Site {
  stack: Running;
  /** Between the Jupyter server and the gateway. */
  door: { moveTo(prefix: string): void; stop(): void };
}

const test = base.extend<object, { site: Site }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures used from the pattern
    async ({}, use) => {
      const record = cache("ui-doctor-requests.jsonl");
      const { stop, recorder, ...stack } = await startStack({
        record,
        args: ["--LabApp.expose_app_in_browser=True"],
        onexit: (message: string) => console.error(message),
      });
      if (recorder === undefined) throw new Error("no recorder");
      await use({ stack: { ...stack, record, more: {} as Running["more"] }, door: recorder });
      await stop();
    },
    { scope: "worker" },
  ],
  stack: async ({ site }, use) => use(site.stack),
});

const doctorIn = (page: Page) =>
  page.getByRole("region", { name: "Connection to the Dask Gateway" });
const step = (doctor: Locator, name: string) =>
  doctor.getByRole("listitem").and(doctor.page().locator(`[data-step="${name}"]`));
const outcomes = (doctor: Locator, outcome: string) =>
  doctor.locator(`[data-outcome="${outcome}"]`);

/** Waits until both halves are there. */
async function examined(page: Page): Promise<Locator> {
  const doctor = doctorIn(page);
  await expect(doctor).toHaveAttribute("aria-busy", "false");
  return doctor;
}

test("all is well, and can be copied without secrets", async ({ lab, page, stack, gateway }) => {
  const name = await gateway.launch();
  await lab.open();
  await lab.execute("dask-gateway:doctor");
  const doctor = await examined(page);
  await expect(doctor.getByRole("status")).toHaveText(
    "Everything that can be checked is as it should be.",
  );
  await expect(outcomes(doctor, "failed")).toHaveCount(0);
  await expect(outcomes(doctor, "warning")).toHaveCount(0);
  await expect(step(doctor, "Credentials accepted")).toContainText("OK");
  // The gateway is of another origin, without CORS.
  await expect(step(doctor, "Public address reachable")).toContainText(stack.address);
  await expect(step(doctor, "Direct requests")).toContainText("no CORS");
  await expect(step(doctor, "Dashboards")).toContainText("OK");
  // Off a hub, the page's token is the Jupyter server's own.
  await expect(step(doctor, "The page's own login")).toContainText("Not checked");

  await doctor.getByRole("button", { name: "Copy as text" }).click();
  await expect(doctor.getByRole("status")).toHaveText("Copied to the clipboard.");
  await expectAccessibleInThemes(lab, doctor);
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain("ok        Credentials accepted\n");
  for (const secret of [stack.password, stack.token, name]) expect(text).not.toContain(secret);
});

test("no credential goes to the public address", async ({ lab, page, stack }) => {
  await lab.open();
  const headers: Record<string, string>[] = [];
  page.on("request", async (request) => {
    if (request.url().startsWith(stack.address)) headers.push(await request.allHeaders());
  });
  await lab.execute("dask-gateway:doctor");
  await examined(page);
  await expect.poll(() => headers.length).toBe(2);
  for (const each of headers) {
    expect(each.authorization).toBeUndefined();
    expect(each.cookie).toBeUndefined();
    expect(each.referer ?? "").toBe("");
  }
});

test("by keyboard: check again, and one tab only", async ({ lab, page }) => {
  await lab.open();
  await lab.execute("dask-gateway:doctor");
  const doctor = await examined(page);
  const again = doctor.getByRole("button", { name: "Check again" });
  await again.focus();
  await page.keyboard.press("Enter");
  await expect(doctor).toHaveAttribute("aria-busy", "true");
  await examined(page);
  await expect(again).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(doctor.getByRole("button", { name: "Copy as text" })).toBeFocused();
  await lab.execute("dask-gateway:doctor");
  await expect(page.locator(".jp-MainAreaWidget", { has: doctorIn(page) })).toHaveCount(1);
});

test("its part may be out of reach for a while, or of another version", async ({
  lab,
  page,
  expectedErrors,
}) => {
  const part = /dask-gateway-doctor\.js/;
  expectedErrors.push(/dask-gateway-doctor\.js/);
  await lab.open();
  await page.route(part, (route) => route.abort());
  const executed = lab.execute("dask-gateway:doctor");
  const dialog = page.getByRole("dialog");
  const retry = dialog.getByRole("button", { name: "Try again" });
  await expect(dialog).toContainText("dask-gateway-doctor.js could not be fetched");
  await page.unroute(part);
  const contentType = "text/javascript";
  const body = 'export const buildId = "older";';
  await page.route(part, (route) => route.fulfill({ contentType, body }));
  await retry.click();
  await expect(dialog).toContainText("of another version than this page: reload the page");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await executed;
  await page.unroute(part);
  await lab.open();
  await lab.execute("dask-gateway:doctor");
  await examined(page);
});

test("a server that hangs holds up its own half alone", async ({ lab, page }) => {
  await lab.open();
  await page.route("**/dask-gateway/doctor", () => {});
  await lab.execute("dask-gateway:doctor");
  const doctor = doctorIn(page);
  await expect(step(doctor, "Dashboards")).toContainText("OK");
  await expect(doctor).toHaveAttribute("aria-busy", "true");
  await expect(step(doctor, "Address configured")).toHaveCount(0);
});

test("a wrong prefix: the right address is told", async ({ lab, page, site }) => {
  site.door.moveTo("/services/dask-gateway");
  try {
    await lab.open();
    await page.getByRole("tab", { name: "Dask Gateway" }).click();
    // The way from the error to the doctor.
    await lab.panel.getByRole("button", { name: "Check the connection" }).click();
    const doctor = await examined(page);
    const found = step(doctor, "It is a Dask Gateway");
    await expect(found).toContainText("Failed");
    await expect(found).toContainText(
      /Set gateway\.address to http:\/\/127\.0\.0\.1:\d+\/services\/dask-gateway/,
    );
    await expect(outcomes(doctor, "failed")).toHaveCount(1);
    await expect(doctor.getByRole("status")).toHaveText("1 step failed.");
    await expectAccessibleInThemes(lab, doctor);
    await expectAccessible(page, lab.panel);
  } finally {
    site.door.moveTo("");
  }
});

base("without the server's half the browser's is shown all the same", async ({ page, stack }) => {
  const lab = new Lab(page, { ...stack, lab: stack.more.bareLab }, "doctor");
  await lab.open();
  await lab.execute("dask-gateway:doctor");
  const doctor = await examined(page);
  const server = step(doctor, "The server's examination");
  await expect(server).toContainText("Failed");
  await expect(server).toContainText("Install jupyter-dask-gateway");
  await expect(step(doctor, "WebAssembly allowed")).toContainText("OK");
});

base.describe("Notebook 7", () => {
  base.use({ app: "Notebook 7" });

  base("the findings are in a dialog, for there is no second tab", async ({ lab, page }) => {
    await lab.open("first-steps.ipynb");
    await lab.execute("dask-gateway:doctor");
    const doctor = await examined(page);
    await expect(step(doctor, "Credentials accepted")).toContainText("OK");
    await expect(doctor).toBeInViewport();
    await expectAccessible(page, doctor);
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await expect(doctor).toHaveCount(0);
  });
});

// The last one: nobody opens the door again.
test("the gateway is gone, and the dashboards are not", async ({ lab, page, site }) => {
  await lab.open();
  site.door.stop();
  await lab.execute("dask-gateway:doctor");
  const doctor = await examined(page);
  const found = step(doctor, "Gateway reachable");
  await expect(found).toContainText("Failed");
  await expect(found).toContainText("nothing listens on this port");
  await expect(step(doctor, "Credentials accepted")).toContainText("Not checked");
  await expect(step(doctor, "Dashboards")).toContainText("OK");
});
