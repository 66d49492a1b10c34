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

test.each([250, 400, 640, 700, 900, 1500, 2500])(
  "no number's input is long at %i pixels",
  async (width) => {
    const page = await show("working", "light", width);
    await page.locator(".tasks").first().waitFor();
    const inputs = await boxes(page, ".ask input");
    expect(inputs.length).toBe(3 * (states.working.clusters?.length ?? 0));
    for (const input of inputs) expect(input.width).toBeLessThanOrEqual(112);
    const typed = await boxes(page, ".fields .number");
    expect(typed.length).toBeGreaterThan(1);
    for (const input of typed) expect(input.width).toBeLessThanOrEqual(130);
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

/** Chromium lays the page out anew at each frame of a transition of these: ten cards took half a second of every poll so. */
const LAID_OUT =
  /\b(x|y|d|all|inset|((min|max)-)?(width|height|inline-size|block-size)|margin|padding|left|top)\b/;

test("lines and bars are at once where they are to be: what moves costs the page a layout at each frame", async () => {
  const page = await show("working", "light", 700);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.locator(".tasks rect").first().waitFor({ state: "attached" });
  const moving = await page.evaluate(() => {
    const rulesIn = (of: CSSStyleSheet | CSSGroupingRule): CSSRule[] =>
      [...of.cssRules].flatMap((rule) =>
        rule instanceof CSSGroupingRule ? [rule, ...rulesIn(rule)] : [rule],
      );
    const roots = [...document.querySelectorAll("*")].flatMap((it) => it.shadowRoot ?? []);
    return [document, ...roots]
      .flatMap((root) => root.adoptedStyleSheets.flatMap(rulesIn))
      .flatMap((rule) => (rule instanceof CSSStyleRule ? rule.style.transitionProperty : ""));
  });
  expect(moving.length).toBeGreaterThan(100);
  expect(moving.filter((property) => property !== "none" && LAID_OUT.test(property))).toEqual([]);
  await page.close();
});

test("nothing turns or fades for who wants less motion", async () => {
  const page = await show("loading", "light", 400);
  const lasting = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .flatMap((it) => it.shadowRoot?.getAnimations() ?? [])
        .map((it) => Number(it.effect?.getComputedTiming().duration))
        .filter((duration) => duration > 0),
    );
  await page.locator(".spinner").first().waitFor({ state: "attached" });
  expect(await lasting()).toEqual([]);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect((await lasting()).length, "else it turns").toBeGreaterThan(0);
  await page.close();
});
