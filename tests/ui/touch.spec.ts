import type { Page } from "@playwright/test";
import { clusterIn, optionsIn, test } from "./element.js";
import { expect } from "./fixtures.js";

/** With fingers alone: no hover, no right button, no keys but those that the screen shows for an input. */

test.describe("on a telephone", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 320, height: 640 } });

  test("log in, choose, launch, scale, look at plots, stop", async ({
    element,
    gateway,
    page,
    stack,
  }) => {
    const { form, panel } = element;
    await element.open();
    await form.getByLabel("User name").tap();
    await page.keyboard.insertText("demo");
    await form.getByLabel("Password").tap();
    await page.keyboard.insertText(stack.password);
    await form.getByRole("button", { name: "Log in" }).tap();
    await optionsIn(panel).getByLabel("Worker cores").tap();
    await replaceBy(page, "2");
    await expectNothingAside(page);
    await panel.getByRole("button", { name: "Launch cluster" }).tap();
    const cluster = clusterIn(panel);
    await expect(cluster).toHaveAttribute("data-status", "RUNNING");
    expect(await gateway.options()).toMatchObject([{ worker_cores: 2 }]);

    await cluster.getByRole("spinbutton", { name: "Workers", exact: true }).tap();
    await replaceBy(page, "1");
    await cluster.getByRole("button", { name: "Scale" }).tap();
    await expect(cluster).toHaveAttribute("data-workers", "1");

    await cluster.getByRole("button", { name: "Plots", exact: true }).tap();
    const plots = page.getByRole("dialog", { name: "Plots" });
    await expect(plots).toBeVisible();
    await expectNothingAside(page);
    // Beside it.
    await page.touchscreen.tap(318, 2);
    await expect(plots).toHaveCount(0);

    await cluster.getByRole("button", { name: "Stop cluster" }).tap();
    const question = page.getByRole("dialog", { name: "Stop this cluster?" });
    await question.getByRole("button", { name: "Stop", exact: true }).tap();
    await expect(cluster).toHaveCount(0);
    expect(await gateway.clusters()).toEqual({});
  });
});

/** What stands in the input that was tapped is replaced, as by a keyboard on the screen. */
async function replaceBy(page: Page, text: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

/** The page is no wider than the screen. */
async function expectNothingAside(page: Page): Promise<void> {
  const more = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(more).toBeLessThanOrEqual(0);
}
