import type { Locator, Page } from "@playwright/test";
import { beforeEach, expect, test } from "vitest";
import { change, events, hasFocus, show } from "./chromium.js";
import type { FakeSession } from "./fake-session.js";
import { IMAGES, states } from "./fixtures.js";

/** A long select: the editable combobox with list autocomplete of the ARIA practices. */

declare const session: FakeSession;

let page: Page;
let image: Locator;
let list: Locator;

/** `long`, with a core that takes in what is typed and chosen, as the real one does. */
async function open(width = 300, height = 700): Promise<void> {
  page = await show("long", "light", width, height);
  image = page.getByRole("combobox", { name: "Image", exact: true });
  list = page.getByRole("listbox", { name: "Image", exact: true });
  await page.evaluate(() => {
    session.answer = (event) => {
      const next = session.view();
      const field = "field" in event ? next.form?.fields[event.field] : undefined;
      if (field?.control.kind !== "select") return [];
      const { options } = field.control;
      if (event.type === "edit") field.text = event.text;
      if (event.type === "choose") field.text = options[event.option] ?? "";
      const found = options.indexOf(field.text);
      field.control.selected = found < 0 ? null : found;
      field.error = found < 0 ? { id: "said", text: `'${field.text}' is no option` } : null;
      session.show(next);
      return [];
    };
  });
  await events(page);
}

const shown = () => list.getByRole("option").allTextContents();
const active = async () => {
  const id = await image.getAttribute("aria-activedescendant");
  return id === null ? null : page.locator(`[id="${id}"]`).textContent();
};
const expanded = () => image.getAttribute("aria-expanded");

beforeEach(async () => {
  await open();
  return () => page.close();
});

test("short lists stay the browser's own", async () => {
  const profile = page.getByRole("combobox", { name: "Profile" });
  expect(await profile.evaluate((element) => element.localName)).toBe("select");
  expect(await image.evaluate((element) => element.localName)).toBe("input");
});

test("arrows open the list at the chosen option and go round", async () => {
  await image.focus();
  expect([await expanded(), await active()]).toEqual(["false", null]);
  await page.keyboard.press("ArrowDown");
  expect(await expanded()).toBe("true");
  expect(await image.getAttribute("aria-controls")).toBe(await list.getAttribute("id"));
  expect(await shown()).toEqual(IMAGES);
  expect(await active()).toBe(IMAGES[5]);
  await page.keyboard.press("ArrowDown");
  expect(await active()).toBe(IMAGES[6]);
  const selected = list.locator("[aria-selected=true]");
  expect(await selected.allTextContents()).toEqual([IMAGES[6]]);
  for (let n = 0; n < 7; n += 1) await page.keyboard.press("ArrowUp");
  expect(await active()).toBe(IMAGES.at(-1));
  await page.keyboard.press("ArrowDown");
  expect(await active()).toBe(IMAGES[0]);
  expect(await hasFocus(image)).toBe(true);
  expect(await events(page)).toEqual([]);
});

test("Enter takes the option, and does not launch; the next Enter does", async () => {
  await image.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect(await events(page)).toEqual([{ type: "choose", field: 0, option: 6 }]);
  expect([await expanded(), await image.inputValue()]).toEqual(["false", IMAGES[6]]);
  await change(page, { ...states.empty });
  await page.getByRole("textbox", { name: "Image" }).press("Enter");
  expect(await events(page)).toEqual([{ type: "launch" }]);
});

test("Enter without an option shuts the list and nothing more", async () => {
  await image.fill("PYTORCH");
  await events(page);
  await page.keyboard.press("Enter");
  expect(await events(page)).toEqual([]);
  expect([await expanded(), await image.inputValue()]).toEqual(["false", "PYTORCH"]);
});

test("typing finds a part of an option, whatever its case", async () => {
  await image.fill("TORCH");
  expect(await shown()).toEqual(IMAGES.filter((option) => option.includes("torch")));
  expect(await active()).toBe(null);
  await page.keyboard.press("ArrowUp");
  expect(await active()).toBe(IMAGES.filter((option) => option.includes("torch")).at(-1));
  await page.keyboard.type("-");
  expect(await active()).toBe(null);
  expect(await image.inputValue()).toBe("TORCH-");
});

test("a text that is no option is kept, and its message is the field's", async () => {
  await image.fill("nothing of the kind");
  expect(await events(page)).toEqual([{ type: "edit", field: 0, text: "nothing of the kind" }]);
  expect(await expanded()).toBe("false");
  expect(await image.getAttribute("aria-invalid")).toBe("true");
  const said = page.locator(`[id="${await image.getAttribute("aria-describedby")}"]`);
  expect(await said.textContent()).toBe("'nothing of the kind' is no option");
  await page.keyboard.press("Tab");
  expect(await image.inputValue()).toBe("nothing of the kind");
});

test("Escape shuts the list and nothing else", async () => {
  await page.evaluate(() => {
    Object.assign(globalThis, { escaped: 0 });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") (globalThis as unknown as { escaped: number }).escaped += 1;
    });
  });
  const escaped = () => page.evaluate(() => (globalThis as unknown as { escaped: number }).escaped);
  await image.fill("ml");
  await page.keyboard.press("Escape");
  expect([await expanded(), await image.inputValue(), await escaped()]).toEqual(["false", "ml", 0]);
  // Shut, it is the page's.
  await page.keyboard.press("Escape");
  expect([await image.inputValue(), await escaped()]).toEqual(["ml", 1]);
});

test("Home and End belong to the text", async () => {
  await image.fill("base");
  await page.keyboard.press("ArrowDown");
  expect(await active()).not.toBe(null);
  const caret = () => image.evaluate((input: HTMLInputElement) => input.selectionStart);
  await page.keyboard.press("Home");
  expect([await active(), await caret(), await expanded()]).toEqual([null, 0, "true"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  expect([await active(), await caret()]).toEqual([null, 4]);
});

test("Tab goes on, and shuts the list", async () => {
  await image.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  expect(await list.count()).toBe(0);
  const next = page.getByRole("combobox", { name: "Image of the workers" });
  expect(await hasFocus(next)).toBe(true);
  expect(await events(page)).toEqual([]);
});

test("by mouse: a click opens it for a search, a click takes the option", async () => {
  await image.click();
  expect(await shown()).toEqual(IMAGES);
  await page.keyboard.type("pangeo");
  await list.getByRole("option").nth(2).click();
  const chosen = IMAGES.filter((option) => option.includes("pangeo"))[2];
  expect([await image.inputValue(), await expanded()]).toEqual([chosen, "false"]);
  expect(await hasFocus(image)).toBe(true);
});

test("one list at a time", async () => {
  await image.click();
  await page.getByRole("combobox", { name: "Image of the workers" }).click();
  expect(await page.getByRole("listbox").count()).toBe(1);
  expect(await list.count()).toBe(0);
});

/** All that is to be seen of the list lies within the window, and nothing lies over it. */
async function uncovered(): Promise<void> {
  const found = await list.evaluate((element) => {
    const box = element.getBoundingClientRect();
    const root = element.getRootNode() as ShadowRoot;
    const on = (y: number) => element.contains(root.elementFromPoint(box.left + 20, y));
    return {
      inside: box.top >= 0 && box.bottom <= innerHeight && box.right <= innerWidth,
      onTop: on(box.top + 6) && on((box.top + box.bottom) / 2) && on(box.bottom - 6),
      tall: box.height > 90,
    };
  });
  expect(found).toEqual({ inside: true, onTop: true, tall: true });
}

test.each([
  [300, 700],
  [250, 300],
  [900, 400],
])("in a window of %d × %d the panel cuts nothing off the list", async (width, height) => {
  await page.close();
  await open(width, height);
  // As JupyterLab's sidebars do.
  await page.evaluate(() => {
    Object.assign(document.body.style, { contain: "strict", height: "160px" });
  });
  for (const edge of ["start", "end"] as const) {
    await image.evaluate((element, block) => element.scrollIntoView({ block }), edge);
    await image.focus();
    await page.keyboard.press("ArrowUp");
    await uncovered();
    // From one end to the other.
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowUp");
    const last = list.getByRole("option").last();
    expect(await last.textContent()).toBe(IMAGES.at(-1));
    const seen = await last.evaluate((element) => {
      const [own, frame] = [element, element.parentElement as Element].map((one) =>
        one.getBoundingClientRect(),
      );
      return own && frame && own.bottom <= frame.bottom + 0.5 && own.top >= frame.top - 0.5;
    });
    expect(seen).toBe(true);
    await page.keyboard.press("Escape");
  }
});

test("the list follows its combobox when the panel scrolls", async () => {
  await page.close();
  await open(300, 300);
  await image.click();
  const gap = async () => {
    const [input, popup] = [await image.boundingBox(), await list.boundingBox()];
    if (input === null || popup === null) throw new Error("not drawn");
    return Math.round(
      Math.min(
        Math.abs(popup.y - input.y - input.height),
        Math.abs(input.y - popup.y - popup.height),
      ),
    );
  };
  const before = await gap();
  await page.evaluate(() => {
    document.querySelector("[data-lm-suppress-shortcuts]")?.scrollBy(0, 20);
  });
  await expect.poll(gap).toBe(before);
});
