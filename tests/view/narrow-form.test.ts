import { expect, test } from "vitest";
import { change, hasFocus, show } from "./chromium.js";
import type { FakeSession } from "./fake-session.js";
import { cluster, field, form, IMAGES, states, view } from "./fixtures.js";

/** What a form of a narrow panel looks like in a browser, and how it is worked by keyboard. */

declare const session: FakeSession;

test("an image shows its tag, but for while it is edited", async () => {
  const page = await show("large", "light", 250);
  const image = page.getByRole("textbox", { name: "Image" });
  const hidden = () =>
    image.evaluate(
      ({ scrollLeft, scrollWidth, clientWidth }) => scrollWidth - clientWidth - scrollLeft,
    );
  await expect.poll(hidden).toBeLessThan(2);
  await image.focus();
  await page.keyboard.press("Home");
  expect(await hidden()).toBeGreaterThan(20);
  await change(page, { ...states.large });
  expect(await hidden()).toBeGreaterThan(20);
  await page.keyboard.press("Tab");
  await expect.poll(hidden).toBeLessThan(2);
  await page.close();
});

test("a cluster's long name stays beside its dot, and the button that changes it beside the name", async () => {
  const page = await show("recent", "light", 250);
  const name = "the climate model of the night, with all of its variables";
  await change(page, view({ clusters: [cluster("a1b2c3d4", { name, alias: name })] }));
  const title = page.locator(".title").first();
  const boxOf = async (selector: string) => {
    const box = await title.locator(selector).boundingBox();
    return box ?? { x: 0, y: 0, width: 0, height: 0 };
  };
  const [dot, heading, rename] = [await boxOf(".dot"), await boxOf("h4"), await boxOf(".rename")];
  expect(heading.height, "more than one line").toBeGreaterThan(30);
  expect(dot.y).toBeGreaterThan(heading.y);
  expect(rename.x).toBeGreaterThan(heading.x + heading.width - 1);
  expect(rename.y).toBeLessThan(heading.y + heading.height);
  await page.close();
});

test.each([
  [250, true],
  [500, false],
])("at %d pixels a value stands below its name: %s", async (width, isBelow) => {
  const page = await show("table", "light", width);
  const [name, value] = await Promise.all(
    ["Name 1", "Value 1"].map((name) => page.getByRole("textbox", { name }).boundingBox()),
  );
  if (!name || !value) throw new Error("not drawn");
  expect(value.y > name.y).toBe(isBelow);
  expect(name.width).toBeGreaterThan(width / 3);
  await page.close();
});

test("by keyboard alone: more options, a mapping's dialog and back", async () => {
  const page = await show("large", "light", 250);
  await page.getByRole("button", { name: "Show 8 more options" }).focus();
  await page.keyboard.press("Enter");
  expect(await hasFocus(page.getByRole("textbox", { name: "Cluster Name" }))).toBe(true);
  await page.keyboard.press("Tab");
  const button = page.getByRole("button", {
    name: "Scheduler_extra_container_config, 2 entries",
  });
  expect(await hasFocus(button)).toBe(true);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Scheduler_extra_container_config" });
  const text = dialog.getByRole("textbox", { name: "Scheduler_extra_container_config" });
  expect(await hasFocus(text)).toBe(true);
  await page.setViewportSize({ width: 900, height: 700 });
  expect((await text.boundingBox())?.width).toBeGreaterThan(500);
  await page.keyboard.press("Escape");
  expect(await dialog.count()).toBe(0);
  expect(await hasFocus(button)).toBe(true);
  await page.close();
});

test("a search is not wrong while it may lead somewhere, and the arrow stays", async () => {
  const page = await show("long", "light", 300);
  await page.evaluate(() => {
    session.answer = (event) => {
      const next = session.view();
      const field = next.form?.fields[0];
      if (field && event.type === "edit") {
        field.text = event.text;
        field.error = { id: "said", text: "no option" };
        session.show(next);
      }
      return [];
    };
  });
  const image = page.getByRole("combobox", { name: "Image", exact: true });
  await image.fill("pan");
  const state = async () => [
    await image.getAttribute("aria-invalid"),
    await page.getByText("no option").count(),
  ];
  expect(await state()).toEqual(["false", 0]);
  const arrow = await image.evaluate((element) => getComputedStyle(element).backgroundImage);
  expect(arrow).toContain("gradient");
  await image.fill("no such image");
  expect(await state(), "nothing begins so").toEqual(["true", 1]);
  await image.fill(IMAGES[0]?.slice(0, 6) ?? "");
  await page.keyboard.press("Tab");
  expect(await state(), "left as it is").toEqual(["true", 1]);
  await page.close();
});

test("a list of options stands at its combobox in a form that shows all its fields, too", async () => {
  const page = await show("large", "light", 300);
  const fields = states.large.form?.fields ?? [];
  const image = field("many", { kind: "select", options: IMAGES, selected: 0 }, IMAGES[0] ?? "");
  await change(page, { ...states.large, form: form([image, ...fields]) });
  await page.getByRole("button", { name: "Show 9 more options" }).click();
  const combobox = page.getByRole("combobox", { name: "many" });
  await combobox.click();
  const [own, list] = [await combobox.boundingBox(), await page.getByRole("listbox").boundingBox()];
  if (own === null || list === null) throw new Error("not drawn");
  const gap = Math.min(
    Math.abs(list.y - own.y - own.height),
    Math.abs(own.y - list.y - list.height),
  );
  expect(gap).toBeLessThan(4);
  await page.close();
});
