import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, type Lab } from "./fixtures.js";

/** Marks what a locator has found: axe-core takes selectors. */
const MARK = "data-axe";

/**
 * axe-core finds nothing wrong in what a selector or a locator finds, shadow roots included: WCAG 2.2 A and AA, and its best practices,
 * contrast among them. With "html" it looks at what only a whole page can have, too: a title, a language, one main landmark. In
 * Jupyter's pages what is ours is looked at alone: their own shells have faults that are not ours to mend.
 */
export async function expectAccessible(page: Page, where: string | Locator): Promise<void> {
  const selector = typeof where === "string" ? where : `[${MARK}]`;
  if (typeof where !== "string") await mark(where);
  const { violations } = await new AxeBuilder({ page }).include(selector).analyze();
  if (typeof where !== "string") await unmark(page);
  const told = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes
      // A frame holds another's page, such as Dask's dashboard.
      .filter(({ target }) => target.length === 1)
      .map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`),
  }));
  // The rest of the test is looked at all the same.
  expect.soft(told.filter(({ where }) => where.length > 0)).toEqual([]);
}

/** The element itself, or the one whose shadow root it is in, with all that stands there beside it, such as dialogs. */
async function mark(where: Locator): Promise<void> {
  await where.evaluate((it, name) => {
    const root = it.getRootNode();
    (root instanceof ShadowRoot ? root.host : it).setAttribute(name, "");
  }, MARK);
}

async function unmark(page: Page): Promise<void> {
  await page.evaluate((name) => {
    for (const it of document.querySelectorAll(`[${name}]`)) it.removeAttribute(name);
  }, MARK);
}

/** The same in JupyterLab's dark theme and in its light one, which is left. */
export async function expectAccessibleInThemes(lab: Lab, where: string | Locator): Promise<void> {
  await inThemes(lab, () => expectAccessible(lab.page, where));
}

/** JupyterLab's panel as it is now: narrow in the dark theme, wide in the light one. */
export async function expectPanelAccessible(lab: Lab): Promise<void> {
  await inThemes(lab, async (theme) => {
    await resizeLeftSide(lab.page, theme === "Dark" ? 250 : 640);
    await expectAccessible(lab.page, lab.panel);
  });
}

type Theme = "Dark" | "Light";

/**
 * Looks at something in the dark theme and in the light one. JupyterLab takes its whole page out of sight at a change, and with it
 * go our dialogs: they are opened by `look`. The theme is kept in the user's settings, which other tests have as well.
 */
export async function inThemes(lab: Lab, look: (theme: Theme) => Promise<void>): Promise<void> {
  try {
    for (const theme of ["Dark", "Light"] as const) {
      await lab.execute("apputils:change-theme", { theme: `JupyterLab ${theme}` });
      await expect(lab.page.locator("body")).toHaveAttribute(
        "data-jp-theme-light",
        String(theme === "Light"),
      );
      await look(theme);
    }
  } finally {
    await lab.execute("apputils:change-theme", { theme: "JupyterLab Light" });
  }
}

/** By the handle between it and the documents. */
async function resizeLeftSide(page: Page, width: number): Promise<void> {
  const side = page.locator("#jp-left-stack");
  const box = await side.boundingBox();
  if (box === null) throw new Error("JupyterLab's left side is closed");
  const [edge, middle] = [box.x + box.width, box.y + box.height / 2];
  await page.mouse.move(edge + 1, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + width + 1, middle, { steps: 4 });
  await page.mouse.up();
  await expect
    .poll(async () => Math.abs(((await side.boundingBox())?.width ?? 0) - width))
    .toBeLessThan(8);
}
