import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "vitest";
import { change, type Look, show, type Wishes } from "./chromium.js";
import { states } from "./fixtures.js";
import { OTHERS } from "./gallery-names.mjs";

/**
 * The gallery's states as people see them who need large text, wide spaces, a narrow page or other colours: WCAG 1.4.4 (text of twice the
 * size), 1.4.10 (nothing scrolls sideways at 320 pixels, which is 400 % zoom on a page of 1280), 1.4.12 (spaces in text), 2.5.8 (targets).
 */

/** Shows each state in turn. The clusters' part is there from the first on. */
async function each(
  look: Look,
  wishes: Wishes,
  names: readonly (keyof typeof states)[],
  see: (page: Page, name: string) => Promise<void>,
  height = 800,
): Promise<void> {
  const page = await show("working", look, 400, height, wishes);
  await page.locator(".tasks").first().waitFor({ state: "attached" });
  for (const name of names) {
    await change(page, states[name]);
    if (name.startsWith("workers")) await page.getByRole("table", { name: "Workers" }).waitFor();
    await see(page, name);
  }
  await page.close();
  for (const name of OTHERS) {
    const other = await show(name, look, 400, height, wishes);
    if (name === "plots") await other.getByRole("dialog", { name: "Plots" }).waitFor();
    await see(other, name);
    await other.close();
  }
}

/** Runs in the page: text of this size, with the spaces that WCAG 1.4.12 asks a page to bear, or without. */
function write([size, isSpaced]: readonly [size: number, isSpaced: boolean]): void {
  document.documentElement.style.setProperty("--jp-ui-font-size1", `${size}px`);
  const sheet = new CSSStyleSheet();
  if (isSpaced)
    sheet.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }",
    );
  const walk = (root: Document | ShadowRoot) => {
    const others = [...root.adoptedStyleSheets].filter((it) => !("isSpacing" in it));
    root.adoptedStyleSheets = [...others, Object.assign(sheet, { isSpacing: true })];
    for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) walk(shadowRoot);
  };
  walk(document);
}

/** Runs in the page: what is wider than it, too low for its text, or too small to be hit. */
function misfits(): string[] {
  const found: string[] = [];
  const tell = (element: Element, what: string) =>
    found.push(`${what}: ${element.outerHTML.replaceAll(/\s+/g, " ").slice(0, 100)}`);
  const walk = (root: Document | ShadowRoot) => {
    for (const details of root.querySelectorAll("details")) details.open = true;
    for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) walk(shadowRoot);
    const all = root instanceof Document ? root.body.children : root.querySelectorAll("*");
    for (const element of all) look(element as HTMLElement);
  };
  const look = (element: HTMLElement) => {
    const { left, right, width, height } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (width === 0 || height === 0 || style.clipPath !== "none") return;
    // The spaces at the end of a line hang over.
    const isBox = style.display !== "inline";
    if (isBox && (right > innerWidth + 0.5 || left < -0.5) && !isScrolled(element))
      tell(element, `${Math.round(left)} to ${Math.round(right)}`);
    if (!element.matches("button, input, select, textarea, summary, a[href]")) return;
    const target = (element.closest(".check, label") ?? element).getBoundingClientRect();
    const isInText = element.matches("a") && style.display === "inline";
    if (!isInText && (target.width < 24 || target.height < 24))
      tell(element, `${target.width} × ${target.height}`);
    const isText = element.matches("select, input:not([type=checkbox])");
    if (isText && element.clientHeight < Number.parseFloat(style.fontSize) * 1.2)
      tell(element, `${element.clientHeight} for ${style.fontSize}`);
  };
  /** In lines of code, which are not broken; or cut off on purpose, as the point before the first figure of a line. */
  const isScrolled = (element: Element) => element.closest("pre, .editor, .figures, svg") !== null;
  walk(document);
  const { scrollWidth } = document.scrollingElement as Element;
  if (scrollWidth > innerWidth) found.push(`the page: ${scrollWidth}`);
  return [...new Set(found)];
}

const PAGES = [
  // A window of 1280 × 800 pixels at 400 % zoom.
  ["as it is", 320, 13, false],
  ["with wide spaces", 320, 13, true],
  ["with text of twice the size", 320, 26, false],
  ["with text of four times the size", 640, 52, false],
  ["with text of four times the size, in a whole window", 1280, 52, false],
] as const;

test("nothing is wider than a narrow page, also with large text and wide spaces, and all can be hit", async () => {
  const names = Object.keys(states) as (keyof typeof states)[];
  await each("light", {}, names, async (page, name) => {
    for (const [how, width, size, isSpaced] of PAGES) {
      await page.setViewportSize({ width, height: 800 });
      await page.evaluate(write, [size, isSpaced] as const);
      const found = await page.evaluate(misfits);
      expect({ name, how, found }).toEqual({ name, how, found: [] });
    }
  });
}, 120_000);

/** Those that have what no other has. */
const LOOKED_AT = [
  "working",
  "invalid",
  "table-wrong",
  "large-changed",
  "problem",
  "limit",
  "presets",
  "explained",
  "recent",
  "stopping-all",
  "confirm",
  "workers-few",
] as const;

test.each([
  ["in high contrast, dark", "dark-high-contrast", {}],
  ["in high contrast, light", "light-high-contrast", {}],
  ["in the system's colours, light", "light", { forcedColors: "active", colorScheme: "light" }],
  ["in the system's colours, dark", "dark", { forcedColors: "active", colorScheme: "dark" }],
] as const)(
  "axe-core finds nothing wrong: %s",
  async (_, look, wishes) => {
    const see = async (page: Page, name: string) => {
      // A thousand lines more tell nothing new, and take as long as all else.
      if (name === "logs long") return;
      const axe = new AxeBuilder({ page }).include("body > :not(script)").setLegacyMode(true);
      axe.options({ resultTypes: ["violations"], rules: { "target-size": { enabled: true } } });
      const { violations } = await axe.analyze();
      const found = violations.map(({ id, nodes }) => [
        id,
        ...nodes.map(({ target, failureSummary }) => `${target.join(" ")} ${failureSummary}`),
      ]);
      expect({ name, found }).toEqual({ name, found: [] });
    };
    // What lies half below the foot that sticks to the edge would count as small, and with other fonts that is another button.
    await each(look, wishes, LOOKED_AT, see, 4_000);
  },
  120_000,
);

test("in the system's colours a state that is drawn can be seen, and what is disabled has the colour for that", async () => {
  const system = { forcedColors: "active", colorScheme: "dark" } as const;
  const page = await show("explained", "dark", 400, 800, system);
  const ink = await page.evaluate(() => getComputedStyle(document.body).color);
  await expect.poll(() => styleOf(page, ".title .spinner", "color")).toBe(ink);
  expect(await styleOf(page, "button:disabled", "opacity")).toBe("1");
  await page.close();
  const list = await show("status popup", "dark", 400, 800, system);
  expect(await styleOf(list, '[data-status="RUNNING"] .dot', "borderTopWidth")).toBe("4px");
  await list.close();
}, 60_000);

const styleOf = (page: Page, selector: string, name: "color" | "opacity" | "borderTopWidth") =>
  page
    .locator(selector)
    .first()
    .evaluate((element, property) => getComputedStyle(element)[property], name);
