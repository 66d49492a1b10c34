import { expect, test } from "vitest";
import { show } from "./chromium.js";
import { states } from "./fixtures.js";

/** On wide space, in a real browser: cards beside each other, and no input wider than what is typed into it needs. */

const boxes = (page: Awaited<ReturnType<typeof show>>, selector: string) =>
  page.locator(selector).evaluateAll((elements) =>
    elements.map((element) => {
      const { x, y, width } = element.getBoundingClientRect();
      return { x, y, width };
    }),
  );

test("cards stand beside each other where there is room, and below each other where not", async () => {
  const page = await show("working", "light", 1500);
  await page.locator(".tasks").first().waitFor();
  const [first, second, third] = await boxes(page, ".cluster");
  expect(second?.y).toBe(first?.y);
  expect(second?.x).toBeGreaterThan((first?.x ?? 0) + (first?.width ?? 0));
  expect(third?.x).toBe(first?.x);
  for (const { width } of await boxes(page, ".cluster")) expect(width).toBeLessThan(700);

  await page.setViewportSize({ width: 900, height: 700 });
  const below = await boxes(page, ".cluster");
  expect(new Set(below.map(({ x }) => x)).size).toBe(1);
  await page.close();
});

test.each([250, 640, 700, 900, 1500, 2500])(
  "no number's input is long at %i pixels",
  async (width) => {
    const page = await show("working", "light", width);
    await page.locator(".tasks").first().waitFor();
    const inputs = await boxes(page, ".ask input");
    expect(inputs.length).toBe(3 * (states.working.clusters?.length ?? 0));
    for (const input of inputs) expect(input.width).toBeLessThanOrEqual(140);
    for (const input of await boxes(page, ".field input.number"))
      expect(input.width).toBeLessThan(330);
    // Nothing has to be scrolled sideways.
    const scrolled = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.body.firstElementChild as HTMLElement;
      return scrollWidth - clientWidth;
    });
    expect(scrolled).toBe(0);
    await page.close();
  },
);

test("figures that take two lines are read whole", async () => {
  const page = await show("working", "light", 250);
  const silent = page.locator(".silent .figures span").first();
  const clipped = await silent.evaluate((span) => {
    const range = document.createRange();
    range.selectNodeContents(span);
    const left = (span.parentElement as HTMLElement).getBoundingClientRect().left;
    return [...range.getClientRects()].some((rect) => rect.left < left);
  });
  expect(clipped).toBe(false);
  await page.close();
});

test("lines and bars do not move for who wants less motion", async () => {
  const page = await show("working", "light", 700);
  const bar = page.locator(".tasks rect").first();
  await bar.waitFor({ state: "attached" });
  expect(await bar.evaluate((rect) => getComputedStyle(rect).transitionDuration)).toBe("0s");
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await bar.evaluate((rect) => getComputedStyle(rect).transitionDuration)).not.toBe("0s");
  await page.close();
});
