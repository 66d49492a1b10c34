import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { at } from "../../scripts/lib.mjs";
import { standInForCdn } from "./cdn.js";
import { errorsIn, expect, test } from "./fixtures.js";

/** Pages that others make of notebooks with our widget: recorded, see tests/fixtures/static_pages/record.py. */

const TOOLS = ["nbconvert", "myst-nb", "nbsphinx"];
/** What a reader waits at most, the CDN's files being there. */
const SECONDS = { timeout: 5_000 };

async function open(page: Page, name: string): Promise<void> {
  const body = readFileSync(at("tests/fixtures/static_pages", `${name}.html`), "utf8");
  await page.route("http://pages.example/**", (route) =>
    route.fulfill(
      new URL(route.request().url()).pathname === "/"
        ? { body, contentType: "text/html" }
        : { status: 404 },
    ),
  );
  await page.goto("http://pages.example/", { waitUntil: "domcontentloaded" });
}

for (const tool of TOOLS) {
  for (const [cdn, isThere] of [
    ["every CDN", async (page: Page) => void (await standInForCdn(page))],
    ["a CDN without our package", async (page: Page) => void (await standInForCdn(page, false))],
    ["no CDN", (page: Page) => page.route(/^https:/, (route) => route.abort())],
  ] as const) {
    test(`${tool}, run by it, with ${cdn}: the table and a sentence`, async ({ page }) => {
      const errors = errorsIn(page);
      await isThere(page);
      await open(page, `${tool}-unattended`);
      await expect(page.getByRole("rowheader", { name: "Worker cores" })).toBeVisible(SECONDS);
      await expect(page.getByRole("row", { name: "Worker cores 3" })).toBeVisible();
      await expect(page.getByText("This table is not connected to a kernel")).toBeVisible();
      // What widgets' own program does with their saved state comes a moment later.
      await page.waitForTimeout(1_000);
      await expect(page.getByText(/waiting|loading|javascript error/i)).toHaveCount(0);
      if (cdn === "every CDN") expect(errors).toEqual([]);
    });
  }

  test(`${tool}, with ipywidgets' own type: drawn by the module of a CDN`, async ({ page }) => {
    const errors = errorsIn(page);
    const asked = await standInForCdn(page);
    await open(page, `${tool}-ipywidgets`);
    const widget = page.getByRole("region", { name: "Dask Gateway" });
    await expect(widget.getByRole("status")).toContainText("not connected to a kernel", SECONDS);
    await expect(widget.getByRole("row", { name: "worker_cores 3" })).toBeVisible();
    await expect(page.getByText(/waiting|loading|javascript error/i)).toHaveCount(0);
    expect(asked.filter((path) => path.includes("jupyter-dask-gateway"))).toHaveLength(1);
    expect(errors).toEqual([]);
  });
}
