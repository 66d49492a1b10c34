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
  const axe = new AxeBuilder({ page });
  const marked = typeof where === "string" ? null : await where.elementHandle();
  const [first, next, ...others] = (await marked?.evaluate(mark, MARK)) ?? [where as string];
  axe.include(
    next === undefined ? (first as string) : { fromShadowDom: [first as string, next, ...others] },
  );
  const { violations } = await axe.analyze();
  await marked?.evaluate(unmark, MARK);
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

/**
 * Marks an element, or the one whose shadow root it is in, with all that stands there beside it, such as dialogs; and those around it
 * in whose shadow roots that is: marimo's cells have theirs. Gives their selectors, the outermost first.
 */
function mark(element: Node, name: string): string[] {
  const selectors: string[] = [];
  const hostOf = (node: Node) => (node.getRootNode() as Partial<ShadowRoot>).host;
  for (let it = hostOf(element) ?? (element as Element); ; it = hostOf(it) as Element) {
    it.setAttribute(name, String(selectors.length));
    selectors.unshift(`[${name}="${selectors.length}"]`);
    if (hostOf(it) === undefined) return selectors;
  }
}

function unmark(element: Node, name: string): void {
  for (let it: Node | undefined = element; it; ) {
    if (it instanceof Element) it.removeAttribute(name);
    it = (it.getRootNode() as Partial<ShadowRoot>).host;
  }
}

/** The same in JupyterLab's dark theme and in its light one, which is left. */
export async function expectAccessibleInThemes(lab: Lab, where: string | Locator): Promise<void> {
  await inThemes(lab, () => expectAccessible(lab.page, where));
}

/** JupyterLab's panel as it is now: narrow in the dark theme, wide in the light one. It keeps its width. */
export async function expectPanelAccessible(lab: Lab): Promise<void> {
  const before = await leftSide(lab.page);
  await inThemes(lab, async (theme) => {
    await resizeLeftSide(lab.page, theme === "Dark" ? 250 : 640);
    await expectAccessible(lab.page, lab.panel);
  });
  // Beside a wide one a notebook has no room: JupyterLab 4.2 does not draw outputs that are out of sight.
  await resizeLeftSide(lab.page, before.width);
}

type Theme = "Dark" | "Light";

/**
 * Looks at something in the dark theme and in the light one. JupyterLab takes its whole page out of sight at a change, and with it
 * goes the question whether to stop: it is asked by `look`. The theme is kept in the user's settings, which other tests have as well.
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

/** By the handle between it and the documents; again if JupyterLab was still out of sight. */
async function resizeLeftSide(page: Page, width: number): Promise<void> {
  await expect(async () => {
    const box = await leftSide(page);
    const [edge, middle] = [box.x + box.width, box.y + box.height / 2];
    await page.mouse.move(edge + 1, middle);
    await page.mouse.down();
    await page.mouse.move(box.x + width + 1, middle, { steps: 4 });
    await page.mouse.up();
    expect(Math.abs((await leftSide(page)).width - width)).toBeLessThan(8);
  }).toPass();
}

async function leftSide(page: Page) {
  const box = await page.locator("#jp-left-stack").boundingBox();
  if (box === null) throw new Error("JupyterLab's left side is closed");
  return box;
}
