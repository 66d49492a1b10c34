import type { Page } from "@playwright/test";
import { expect, type Lab, test } from "./fixtures.js";

/** What this browser asks of scale and adapt, in any of its pages. */
function asked(page: Page): string[] {
  const bodies: string[] = [];
  page.context().on("request", (request) => {
    if (request.method() === "POST" && /\/(scale|adapt)$/.test(new URL(request.url()).pathname))
      bodies.push(request.postData() ?? "");
  });
  return bodies;
}

/** Opens the panel, and keeps an eye on what is asked of scale and adapt. */
async function opened(lab: Lab, page: Page): Promise<string[]> {
  const bodies = asked(page);
  await lab.open();
  await lab.openPanel();
  return bodies;
}

const input = (lab: Lab, name: string) => lab.panel.getByRole("spinbutton", { name, exact: true });
const launch = (lab: Lab) => lab.panel.getByRole("button", { name: "Launch cluster" });

test("a launch with 2 workers gets them once, though its page is reloaded while it is pending", async ({
  lab,
  page,
}) => {
  const bodies = await opened(lab, page);
  await input(lab, "Workers at start").fill("2");
  await launch(lab).click();
  const cluster = lab.cluster();
  await expect(cluster).toHaveAttribute("data-status", "PENDING");
  await expect(cluster).toContainText("2 workers when it runs");
  await lab.reload();
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  // Figures of what stands below the fold are asked for seldom.
  await cluster.scrollIntoViewIfNeeded();
  await expect(cluster).toHaveAttribute("data-workers", "2");
  await lab.reload();
  await cluster.scrollIntoViewIfNeeded();
  await expect(cluster).toHaveAttribute("data-workers", "2");
  expect(bodies.map((body) => JSON.parse(body))).toEqual([{ count: 2 }]);
});

test("a launch with a maximum adapts, to what the gateway makes of it; a minimum above it is not launched", async ({
  lab,
  page,
}) => {
  const bodies = await opened(lab, page);
  await input(lab, "Workers at start").fill("3");
  await input(lab, "up to").fill("2");
  await launch(lab).focus();
  await page.keyboard.press("Enter");
  await expect(input(lab, "up to"), "a press goes to what is wrong").toBeFocused();
  await input(lab, "Workers at start").fill("1");
  await input(lab, "up to").fill("50");
  await launch(lab).click();
  const cluster = lab.cluster();
  await cluster.scrollIntoViewIfNeeded();
  await expect(cluster).toHaveAttribute("data-workers", "1");
  await expect(cluster).toContainText("Using `maximum=4, minimum=1` instead.");
  await expect(cluster).toContainText("Adaptive 1–4");
  expect(bodies.map((body) => JSON.parse(body))).toEqual([
    { minimum: 1, maximum: 50, active: true },
  ]);
});
