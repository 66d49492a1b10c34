import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./axe.js";
import { expect, Lab, test } from "./fixtures.js";
import { secured } from "./tls.js";

/** Dashboards in a JupyterLab that came by https: inside where that is possible, and never an empty frame without a word. */

test.use({ ignoreHTTPSErrors: true });

const ELSEWHERE = "https://dashboards.example";

interface Site {
  /** gateway.public-address, as the server tells the page. */
  publicAddress: string;
  /** What dashboards come with. */
  headers?: Record<string, string>;
  /** More for the page's content security policy. */
  policy?: string;
}

/** The site between this page and the servers behind it. */
async function becomes(page: Page, { publicAddress, headers = {}, policy }: Site): Promise<void> {
  await page.context().unrouteAll();
  const body = "<!doctype html><title>Dask</title><h1>Tasks and workers</h1>";
  await page
    .context()
    .route(`${publicAddress}/clusters/*/status`, (route) =>
      route.fulfill({ body, contentType: "text/html", headers }),
    );
  await page.context().route("**/dask-gateway/config", async (route) => {
    const response = await route.fetch();
    const config = await response.json();
    await route.fulfill({ response, json: { ...config, public_address: publicAddress } });
  });
  if (policy === undefined) return;
  await page.context().route("**/lab/workspaces/**", async (route) => {
    const response = await route.fetch();
    const own = response.headers()["content-security-policy"] ?? "";
    const all = { ...response.headers(), "content-security-policy": `${own}; ${policy}` };
    await route.fulfill({ response, headers: all });
  });
}

test("a dashboard that browsers do not show inside the page opens outside, with a word why", async ({
  page,
  stack,
  gateway,
  lab: _,
}) => {
  test.setTimeout(180_000);
  const front = await secured(stack.lab);
  let visits = 0;
  const name = await gateway.launch();
  const frame = page.locator(".jp-IFrame iframe");
  const link = page.getByRole("link", { name: "Open the dashboard in a new browser tab" });
  const words = page.getByRole("status").filter({ has: link });

  /** Loads the page anew, with no panel open from before, and presses the button. */
  const openDashboard = async (site: Site): Promise<void> => {
    await becomes(page, site);
    visits += 1;
    const lab = new Lab(page, { ...stack, lab: front.address }, `https-${visits}`);
    await lab.open();
    await lab.openPanel();
    const cluster = lab.cluster(name.slice(0, 8));
    await expect(cluster).toHaveAttribute("data-status", "RUNNING");
    await cluster.getByRole("button", { name: "Open dashboard", exact: true }).click();
    await expect(words).toBeVisible();
  };
  const opensOutside = async (control: Locator): Promise<void> => {
    const opened = page.context().waitForEvent("page");
    await control.click();
    const outside = await opened;
    await expect(outside.getByRole("heading", { name: "Tasks and workers" })).toBeVisible();
    expect(await outside.evaluate(() => [window.opener, document.referrer])).toEqual([null, ""]);
    await outside.close();
  };

  try {
    await test.step("an http address", async () => {
      const opened = page.context().waitForEvent("page");
      await openDashboard({ publicAddress: "http://dashboards.example" });
      const outside = await opened;
      await expect(outside.getByRole("heading", { name: "Tasks and workers" })).toBeVisible();
      await outside.close();
      await expect(words).toContainText("This page came by https");
      await expect(frame).toHaveCount(0);
      await opensOutside(link);
    });
    await test.step("a frame-src policy of the page", async () => {
      await openDashboard({ publicAddress: ELSEWHERE, policy: "frame-src 'self'" });
      await expect(words).toContainText("content security policy (frame-src)");
      await expect(frame).toHaveCount(0);
      await opensOutside(link);
    });
    for (const [header, value] of [
      ["X-Frame-Options", "DENY"],
      ["Content-Security-Policy", "frame-ancestors 'none'"],
    ] as const) {
      await test.step(`${header} of the page's own origin`, async () => {
        await openDashboard({ publicAddress: front.address, headers: { [header]: value } });
        await expect(words).toContainText("does not let it be shown inside of another page (");
        await expect(frame).toHaveCount(0);
        await opensOutside(link);
      });
    }
    await test.step("X-Frame-Options of another origin cannot be known: the link is beside the frame", async () => {
      await openDashboard({ publicAddress: ELSEWHERE, headers: { "X-Frame-Options": "DENY" } });
      await expect(frame).toHaveCount(1);
      await expect(words).toContainText("If no dashboard appears here");
      await expectAccessible(page, page.locator(".jp-MainAreaWidget", { has: frame }));
      await opensOutside(link);
    });
    for (const publicAddress of [front.address, ELSEWHERE]) {
      await test.step(`what may be framed is: ${new URL(publicAddress).hostname}`, async () => {
        await openDashboard({ publicAddress });
        const inside = frame.contentFrame().getByRole("heading", { name: "Tasks and workers" });
        await expect(inside).toBeVisible();
        const [shown, whole] = await Promise.all([
          frame.boundingBox(),
          page.locator(".jp-MainAreaWidget:has(.jp-IFrame)").boundingBox(),
        ]);
        expect(shown?.height).toBeGreaterThan(0.8 * (whole?.height ?? 0));
      });
    }
  } finally {
    await page.context().unrouteAll({ behavior: "ignoreErrors" });
    front.stop();
  }
});
