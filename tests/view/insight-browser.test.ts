import { expect, test } from "vitest";
import type { View } from "../../js/view/model.js";
import { change, hasFocus, show } from "./chromium.js";
import { identityOf, NOW, states } from "./fixtures.js";

/** What only a real browser knows of the workers' table: what is cut off, where the focus is, how large a target is. */

const KEY = "a1b2c3d4";

/** The table with an answer later than the first. */
function later(answers: number, text: string): View {
  const told = { text, at: NOW + answers * 2_000 };
  return { ...states.workers, workers: { cluster: KEY, answers, problem: null, told } };
}

async function table(width = 250) {
  const page = await show("workers", "light", width, 1_200);
  const rows = page.getByRole("table", { name: "Workers" });
  await rows.getByRole("row").nth(3).waitFor();
  return { page, rows, logs: rows.getByRole("button") };
}

test.each([250, 400, 640, 700, 760, 900, 1_200, 1_500])(
  "no figure of a worker is cut off at %i pixels",
  async (width) => {
    const { page, rows } = await table(width);
    const cut = await rows.evaluate((element) =>
      [...element.querySelectorAll("[data-state]")].flatMap((row) => {
        const { bottom, right } = row.getBoundingClientRect();
        return [...row.children]
          .filter((cell) => {
            const box = cell.getBoundingClientRect();
            return box.width > 1 && (box.bottom > bottom + 1 || box.right > right + 1);
          })
          .map((cell) => `${cell.className} ${cell.textContent?.trim()}`);
      }),
    );
    expect(cut).toEqual([]);
    // Nor is the table wider than its cluster.
    const widths = await rows.evaluate((element) => {
      const cluster = element.closest(".cluster") as Element;
      const row = element.querySelector("[data-state]") as Element;
      return [
        element.scrollWidth - element.clientWidth,
        cluster.scrollWidth - cluster.clientWidth,
        element.clientWidth - Math.round(row.getBoundingClientRect().width),
      ];
    });
    expect(widths).toEqual([0, 0, 0]);
    await page.close();
  },
);

test("Tab leaves the table after one row, and the arrows go from row to row", async () => {
  const { page, rows, logs } = await table();
  await rows.focus();
  await page.keyboard.press("Tab");
  expect(await hasFocus(logs.first())).toBe(true);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  expect(await hasFocus(logs.nth(2))).toBe(true);
  await page.keyboard.press("Tab");
  expect(await rows.evaluate((element) => element.matches(":focus-within"))).toBe(false);
  await page.keyboard.press("Shift+Tab");
  expect(await hasFocus(logs.nth(2))).toBe(true);
  await page.keyboard.press("End");
  const focused = rows.locator('[role="row"]:focus-within');
  expect(await focused.getAttribute("aria-rowindex")).toBe("1001");
  const seen = () =>
    focused.evaluate((row) => {
      const around = row.closest(".listing") as Element;
      const [a, b] = [row.getBoundingClientRect(), around.getBoundingClientRect()];
      return a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
    });
  expect(await seen()).toBe(true);
  for (let i = 0; i < 30; i++) await page.keyboard.press("ArrowUp");
  expect(await focused.getAttribute("aria-rowindex")).toBe("971");
  expect(await seen()).toBe(true);
  await page.close();
});

test("the focus stays with its worker when rows are sorted anew, and in the table when it has gone", async () => {
  const { page, rows, logs } = await table();
  await logs.first().focus();
  for (let i = 0; i < 7; i++) await page.keyboard.press("ArrowDown");
  const focused = rows.locator('[role="row"]:focus-within [role="rowheader"]');
  const name = await focused.getAttribute("aria-label");
  const all = JSON.parse(identityOf(1_000)) as {
    workers: Record<string, { name: string; status: string; metrics: object }>;
  };
  const one = Object.entries(all.workers).find(([, worker]) => worker.name === name);
  if (one === undefined) throw new Error("no such worker");
  one[1].status = "paused";
  await change(page, later(2, JSON.stringify(all)));
  expect(await focused.getAttribute("aria-label")).toBe(name);
  expect(await rows.locator('[role="row"]:focus-within').getAttribute("data-state")).toBe("paused");
  delete all.workers[one[0]];
  await change(page, later(3, JSON.stringify(all)));
  expect(await rows.evaluate((element) => element.matches(":focus-within"))).toBe(true);
  await page.close();
});

test("who scrolls away from the row with the focus does not lose it to the page", async () => {
  const { page, rows, logs } = await table();
  await logs.first().focus();
  await rows.evaluate((element) => {
    element.scrollTop = 20_000;
  });
  await rows.locator('[aria-rowindex="270"]').waitFor();
  // Rows that are drawn in place of others do not move it.
  expect(await rows.evaluate((element) => element.scrollTop)).toBe(20_000);
  expect(await hasFocus(rows)).toBe(true);
  await page.close();
});

test("where there are columns, what they are called stands above them", async () => {
  const { page, rows } = await table(1_250);
  const [head, row] = await rows
    .locator('[role="row"]')
    .evaluateAll((all) =>
      all
        .slice(0, 2)
        .map((one) => [...one.children].map((cell) => Math.round(cell.getBoundingClientRect().x))),
    );
  expect(head).toEqual(row);
  await page.close();
});

test("the newest entry of a log is in sight, however long its entries are", async () => {
  const page = await show("logs long", "light", 400);
  const newest = page.locator(".line").last();
  await newest.waitFor();
  await page.waitForTimeout(300);
  const isSeen = await newest.evaluate((line) => {
    const lines = line.closest(".lines") as Element;
    return line.getBoundingClientRect().bottom <= lines.getBoundingClientRect().bottom + 1;
  });
  expect(isSeen).toBe(true);
  await page.close();
});

test("the menu of plots stays at its button when the page is scrolled", async () => {
  const page = await show("working", "light", 400, 600);
  const button = page.getByRole("button", { name: "Plots" }).first();
  await button.click();
  const menu = page.getByRole("dialog", { name: "Plots" });
  await menu.waitFor();
  const apart = async () => {
    const [of, at] = [await menu.boundingBox(), await button.boundingBox()];
    if (of === null || at === null) throw new Error("not there");
    return Math.round(
      Math.min(Math.abs(of.y - at.y - at.height), Math.abs(at.y - of.y - of.height)),
    );
  };
  expect(await apart()).toBe(4);
  const before = (await button.boundingBox())?.y;
  await page.mouse.wheel(0, 60);
  await expect.poll(async () => (await button.boundingBox())?.y).not.toBe(before);
  await expect.poll(apart).toBe(4);
  await page.close();
});

test("buttons of the figures are large enough to be hit", async () => {
  for (const state of ["workers", "working"] as const) {
    const page = await show(state, "light", 250, 1_200);
    await page.getByRole("button", { name: "Plots" }).first().waitFor();
    const small = await page.locator(".cluster button").evaluateAll((buttons) =>
      buttons.flatMap((button) => {
        const { width, height } = button.getBoundingClientRect();
        return width < 24 || height < 24
          ? [`${button.textContent?.trim()} ${width}×${height}`]
          : [];
      }),
    );
    expect(small).toEqual([]);
    await page.close();
  }
});
