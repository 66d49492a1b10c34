import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures.js";

/**
 * axe-core finds nothing wrong in what a selector finds, shadow roots included: WCAG 2.2 A and AA, and its best practices, contrast
 * among them. With "html" it looks at what only a whole page can have, too: a title, a language, one main landmark.
 */
export async function expectAccessible(page: Page, selector: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(selector).analyze();
  const told = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`),
  }));
  expect(told).toEqual([]);
}
