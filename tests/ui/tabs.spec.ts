import type { BrowserContext, Page } from "@playwright/test";
import { recorded } from "../../scripts/stack/recorder.mjs";
import { expect, Lab, test } from "./fixtures.js";
import type { Running } from "./stack.js";

/** Several tabs of one browser on one gateway: one of them polls, and each shows what the others do. */

test.describe.configure({ timeout: 300_000 });

/** One more tab with the panel. */
async function open(context: BrowserContext, stack: Running, name: string): Promise<Lab> {
  const lab = new Lab(await context.newPage(), stack, name);
  await lab.open();
  await lab.openPanel();
  return lab;
}

const launch = (lab: Lab) => lab.panel.getByRole("button", { name: "Launch cluster" });
/** What reached the gateway since then, as method and path without its query. */
const asked = (stack: Running, since: number) =>
  recorded(stack.record).filter(({ at }) => at > since);
const settle = (page: Page, milliseconds: number) => page.waitForTimeout(milliseconds);

test("three tabs ask as one, and each shows what happens in the others", async ({
  lab,
  stack,
  gateway,
  context,
  page,
}) => {
  await lab.open();
  await lab.openPanel();
  const second = await open(context, stack, "tabs-second");
  const third = await open(context, stack, "tabs-third");
  const labs = [lab, second, third];
  await settle(page, 3_000);

  await test.step("three quiet tabs ask for one list at a time", async () => {
    const since = Date.now();
    await settle(page, 20_000);
    const paths = asked(stack, since).map(({ path }) => path);
    const lists = paths.filter((path) => path.includes("status="));
    expect(lists.length).toBeGreaterThanOrEqual(2);
    expect(lists.length, String(paths)).toBeLessThanOrEqual(5);
    expect(paths.length).toBe(lists.length);
  });

  await test.step("a launch in one shows in all before the next poll, and one waits for it", async () => {
    const since = Date.now();
    await launch(second).click();
    await expect(second.cluster()).toHaveCount(1);
    for (const each of labs) await expect(each.cluster()).toHaveCount(1, { timeout: 3_000 });
    for (const each of labs)
      await expect(each.cluster()).toHaveAttribute("data-status", "RUNNING", { timeout: 40_000 });
    const requests = asked(stack, since);
    const waits = requests.filter(({ path }) => path.endsWith("?wait"));
    expect(waits.length).toBeGreaterThan(0);
    expect(requests.filter(({ method }) => method === "POST").length).toBe(1);
    expect(Object.keys(await gateway.clusters()).length).toBe(1);
  });

  await test.step("a scale in one is followed in all", async () => {
    await third.cluster().getByRole("spinbutton", { name: "Workers", exact: true }).fill("1");
    await third.cluster().getByRole("button", { name: "Scale" }).click();
    await expect(lab.cluster()).toContainText("of 1 worker");
    for (const each of labs)
      await expect(each.cluster()).toHaveAttribute("data-workers", "1", { timeout: 40_000 });
  });

  await test.step("the tab that polls is closed, and another goes on without a gap", async () => {
    await lab.page.close();
    const since = Date.now();
    // Not as they come to the gateway: the Jupyter server may ask for figures at the public address by now.
    const figures = [second, third].map(({ page }) => timesOf(page, /\/json\/counts\.json$/));
    await settle(second.page, 12_000);
    const lists = asked(stack, since).filter(({ path }) => path.includes("status="));
    expect(lists.length).toBeGreaterThan(0);
    expect(figures.flat().length).toBeGreaterThan(1);
    expect(figures.flat().length).toBeLessThan(9);
  });

  await test.step("a stop in one is one in the other", async () => {
    await second.cluster().getByRole("button", { name: "Stop cluster" }).click();
    await second.page
      .getByRole("dialog", { name: "Stop this cluster?" })
      .getByRole("button", { name: "Stop" })
      .click();
    await expect(third.cluster()).not.toHaveAttribute("data-status", "RUNNING");
    await expect.poll(() => gateway.clusters()).toEqual({});
    for (const each of [second, third])
      await expect(each.cluster()).toHaveCount(0, { timeout: 30_000 });
  });
});

test("a launch in two tabs at once is asked about in the second, which shows the first's cluster", async ({
  lab,
  stack,
  gateway,
  context,
}) => {
  await lab.open();
  await lab.openPanel();
  const second = await open(context, stack, "tabs-launch");
  await settle(lab.page, 1_000);
  const since = Date.now();
  await launch(lab).click();
  await launch(second).click();
  await expect(
    second.panel.getByText(/^Another tab launched a cluster with these options/),
  ).toBeVisible();
  await expect(lab.cluster()).toHaveCount(1);
  await expect(second.cluster()).toHaveCount(1, { timeout: 2_000 });
  const creates = () => asked(stack, since).filter(({ method }) => method === "POST").length;
  expect(creates()).toBe(1);
  // Who presses once more wants another, but not within half a second: that is one press.
  await settle(second.page, 600);
  await launch(second).click();
  for (const each of [lab, second]) await expect(each.cluster()).toHaveCount(2);
  expect(creates()).toBe(2);
  expect(Object.keys(await gateway.clusters()).length).toBe(2);
});

/** When a page asks for such an address, from now on. */
function timesOf(page: Page, address: RegExp): number[] {
  const times: number[] = [];
  page.on("request", (request) => {
    if (address.test(request.url())) times.push(Date.now());
  });
  return times;
}

/** When it asks for the list. */
const listsOf = (page: Page) => timesOf(page, /\/clusters\/\?status=pending/);

/** A page that can be seen, or cannot, whatever the browser thinks. */
async function see(page: Page, state: DocumentVisibilityState): Promise<void> {
  await page.evaluate((visibility) => {
    Object.defineProperty(document, "visibilityState", {
      configurable: true,
      get: () => visibility,
    });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

test("a leader that stands still is replaced by one of the others, and follows when it goes on", async ({
  lab,
  stack,
  gateway,
  context,
}) => {
  await lab.open();
  await lab.openPanel();
  const second = await open(context, stack, "tabs-frozen-second");
  const third = await open(context, stack, "tabs-frozen-third");
  const others = [listsOf(second.page), listsOf(third.page)];
  const first = listsOf(lab.page);
  await expect.poll(() => first.length, { timeout: 20_000 }).toBeGreaterThan(0);
  expect(others).toEqual([[], []]);

  // As with a dialog, a debugger, or a program that does not end: nothing of the page runs. It holds the lock all the same.
  const FROZEN_MS = 60_000;
  const frozen = Date.now();
  await lab.page.evaluate((milliseconds) => {
    setTimeout(() => {
      const end = Date.now() + milliseconds;
      while (Date.now() < end);
    });
  }, FROZEN_MS);
  const awake = lab.page.evaluate(() => Date.now());

  const counts = () => others.map((times) => times.length).sort();
  // A list, the patience with one that is late, the others' turns, the new leader's own pause, and a slow machine.
  const late = 15_000 + 20_000 + 5_000 + 5_000 + 10_000;
  await expect.poll(() => others.flat().length, { timeout: late }).toBeGreaterThan(0);
  const replaced = Date.now() - frozen;
  console.log(`a leader that stands still is replaced after ${(replaced / 1_000).toFixed(1)} s`);
  expect(replaced).toBeLessThan(FROZEN_MS);
  // One of them leads, and what is done in one is seen in the other.
  await launch(second).click();
  for (const each of [second, third]) await expect(each.cluster()).toHaveCount(1);
  await expect.poll(() => Math.max(...counts()), { timeout: 20_000 }).toBeGreaterThan(2);

  expect(await awake, "it stood still until now").toBeGreaterThan(frozen + FROZEN_MS - 1_000);
  await expect(lab.cluster(), "what it has missed").toHaveCount(1);
  await settle(lab.page, 3_000);
  const asleep = first.length;
  const before = others.map((times) => times.length);
  await settle(lab.page, 20_000);
  expect(first.length, "it follows").toBe(asleep);
  const polled = others.map((times, i) => times.length - (before[i] ?? 0)).sort();
  expect(polled[0], "one leads").toBe(0);
  expect(polled[1]).toBeGreaterThanOrEqual(2);
  // And it hears of all that happens.
  await gateway.stopAll();
  for (const each of [lab, second, third])
    await expect(each.cluster()).toHaveCount(0, { timeout: 30_000 });
});

test("a leader that is hidden hands over to the tab that can be seen", async ({
  lab,
  stack,
  gateway: _,
  context,
}) => {
  await lab.open();
  await lab.openPanel();
  const second = await open(context, stack, "tabs-hidden");
  await settle(lab.page, 2_000);
  const [first, other] = [listsOf(lab.page), listsOf(second.page)];
  await expect.poll(() => first.length, { timeout: 20_000 }).toBeGreaterThan(0);
  expect(other).toEqual([]);

  await see(lab.page, "hidden");
  const hidden = Date.now();
  await expect.poll(() => other.length, { timeout: 20_000 }).toBeGreaterThan(1);
  // As soon as the leader would have asked.
  expect((other[0] ?? Number.NaN) - (first.at(-1) ?? hidden)).toBeLessThan(16_000);
  expect(first.filter((at) => at > hidden + 500)).toEqual([]);
});
