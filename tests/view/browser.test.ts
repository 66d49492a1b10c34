import type { Locator } from "@playwright/test";
import { expect, test } from "vitest";
import { change, events, hasFocus, show } from "./chromium.js";
import type { FakeSession } from "./fake-session.js";
import { states } from "./fixtures.js";

/**
 * What only a real browser knows: the focus inside a modal dialog, the caret, implicit submission, sizes,
 * contrast, and a strict content security policy.
 */

/** What gallery-page.ts leaves on the page. */
declare const session: FakeSession;

test("the dialog holds the focus, Escape means no, and the focus returns", async () => {
  const page = await show("running");
  const stop = page.getByRole("button", { name: "Stop cluster" }).first();
  await stop.focus();
  await change(page, states.confirm);
  const dialog = page.getByRole("dialog", { name: "Stop this cluster?" });
  const cancel = dialog.getByRole("button", { name: "Cancel" });
  await cancel.waitFor();
  expect(await hasFocus(cancel)).toBe(true);
  await page.keyboard.press("Tab");
  expect(await hasFocus(dialog.getByRole("button", { name: "Stop", exact: true }))).toBe(true);
  await events(page);
  await page.keyboard.press("Escape");
  expect(await events(page)).toEqual([{ type: "answer-stop", stop: false }]);
  expect(await dialog.isVisible()).toBe(true);
  // A browser may close it without leave (a second Escape in a row); only the core decides when it goes.
  await dialog.evaluate((element: HTMLDialogElement) => element.close());
  await expect.poll(() => hasFocus(cancel)).toBe(true);
  expect(await events(page)).toEqual([{ type: "answer-stop", stop: false }]);
  await change(page, states.running);
  await dialog.waitFor({ state: "detached" });
  expect(await hasFocus(stop)).toBe(true);
  await page.close();
});

test("a ring stands around what can be pressed or typed into, and around no part of the panel", async () => {
  const page = await show("recent");
  const ringOf = async (locator: Locator) => {
    await locator.focus();
    expect(await hasFocus(locator)).toBe(true);
    return locator.evaluate((element) => getComputedStyle(element).outlineStyle);
  };
  // By keyboard, as all that gets the focus afterwards.
  await page.keyboard.press("Tab");
  expect(await ringOf(page.getByRole("button", { name: "Refresh" }))).toBe("solid");
  expect(await ringOf(page.getByRole("region", { name: "Dask Gateway" }))).toBe("none");
  for (const list of await page.getByRole("list").all()) expect(await ringOf(list)).toBe("none");
  await page.close();
});

test("a click beside the dialog means no", async () => {
  const page = await show("confirm");
  await events(page);
  await page.mouse.click(3, 3);
  expect(await events(page)).toEqual([{ type: "answer-stop", stop: false }]);
  await page.close();
});

test("Enter in a text field launches, unless a field is invalid; in a number of workers it scales", async () => {
  const page = await show("running");
  await events(page);
  await page.getByRole("textbox", { name: "Image" }).press("Enter");
  const workers = page.getByRole("spinbutton", { name: "Workers", exact: true }).first();
  await workers.press("Enter");
  await page.getByRole("spinbutton", { name: "Maximum workers" }).first().press("Enter");
  // The second cluster is busy.
  await page.getByRole("spinbutton", { name: "Workers", exact: true }).last().press("Enter");
  await page.getByRole("textbox", { name: "Environment variables" }).press("Enter");
  expect((await events(page)).map((event) => event.type)).toEqual([
    "launch",
    "scale",
    "adapt",
    "edit",
  ]);
  await change(page, states.invalid);
  await page.getByRole("textbox", { name: "Image" }).press("Enter");
  expect(await events(page)).toEqual([]);
  await page.close();
});

test("Enter that is held is one press, and several lines in a text that has them", async () => {
  const page = await show("running");
  await events(page);
  const hold = async () => {
    for (let i = 0; i < 5; i++) await page.keyboard.down("Enter");
    await page.keyboard.up("Enter");
  };
  for (const control of [
    page.getByRole("textbox", { name: "Image" }),
    page.getByRole("button", { name: "Launch cluster" }),
    page.getByRole("spinbutton", { name: "Workers", exact: true }).first(),
  ]) {
    await control.focus();
    await hold();
  }
  expect((await events(page)).map((event) => event.type)).toEqual(["launch", "launch", "scale"]);
  const text = page.getByRole("textbox", { name: "Environment variables" });
  await text.focus();
  await hold();
  expect((await events(page)).map((event) => event.type)).toEqual(Array(5).fill("edit"));
  await page.close();
});

test("typing in the middle of a text keeps the caret there", async () => {
  const page = await show("empty");
  await page.evaluate(() => {
    session.answer = (event) => {
      if (event.type === "edit") {
        const next = session.view();
        for (const field of next.form?.fields ?? []) {
          if (field.index === event.field) field.text = event.text;
        }
        session.show(next);
      }
      return [];
    };
  });
  const image = page.getByRole("textbox", { name: "Image" });
  await image.focus();
  await image.evaluate((input: HTMLInputElement) => input.setSelectionRange(6, 6));
  await page.keyboard.type("XYZ", { delay: 5 });
  expect(await image.inputValue()).toBe("pangeoXYZ/pangeo-notebook:2026.08.01");
  expect(await image.evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(9);
  await page.close();
});

test("a pressed Launch keeps the focus while it is switched off, and hears nothing", async () => {
  const page = await show("empty");
  const launch = page.getByRole("button", { name: "Launch cluster" });
  await launch.focus();
  await change(page, states.launching);
  await expect.poll(() => launch.isDisabled()).toBe(true);
  expect(await hasFocus(launch)).toBe(true);
  await events(page);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Space");
  expect(await events(page)).toEqual([]);
  await change(page, states.empty);
  await expect.poll(() => launch.isEnabled()).toBe(true);
  await page.keyboard.press("Enter");
  expect(await events(page)).toEqual([{ type: "launch" }]);
  await page.close();
});

test.each([
  [250, "empty"],
  [400, "empty"],
  [900, "empty"],
  [250, "zh empty"],
  [250, "rtl empty"],
  [900, "rtl empty"],
] as const)(
  "at %d pixels nothing sticks out, and all targets are large enough: %s",
  async (width, language) => {
    const page = await show(language, "light", width);
    for (const name of Object.keys(states) as (keyof typeof states)[]) {
      await change(page, states[name]);
      await page.waitForFunction(() => true);
      const found = await page.evaluate(() => {
        const host = document.querySelector("[data-lm-suppress-shortcuts]") as HTMLElement;
        const root = host.shadowRoot as ShadowRoot;
        for (const details of root.querySelectorAll("details")) details.open = true;
        // From right to left the page's scroll bar stands on the left.
        const edges = host.getBoundingClientRect();
        const wide = [...root.querySelectorAll<HTMLElement>(".panel *")]
          .filter((element) => {
            const { left, right } = element.getBoundingClientRect();
            return host.dir === "rtl" ? left < edges.left - 0.5 : right > edges.right + 0.5;
          })
          .map((element) => element.outerHTML.slice(0, 80));
        const small = [
          ...root.querySelectorAll<HTMLElement>("button, input, select, textarea, summary"),
        ]
          .map(
            (element) =>
              [
                element,
                (element.closest(".check, label") ?? element).getBoundingClientRect(),
              ] as const,
          )
          .filter(([, box]) => box.width < 24 || box.height < 24)
          .map(
            ([element, box]) => `${element.outerHTML.slice(0, 80)} ${box.width} × ${box.height}`,
          );
        return { wide, small, scrolls: host.scrollWidth > host.clientWidth };
      });
      expect({ name, ...found }).toEqual({ name, wide: [], small: [], scrolls: false });
    }
    await page.close();
  },
);

test("from right to left all stands mirrored, but for what is no text of ours", async () => {
  const places = async (language: "" | "rtl ") => {
    const page = await show(`${language}running` as "running", "light", 900, 1_500);
    await page.locator(".ask").first().waitFor();
    const found = await page.evaluate(() => {
      const host = document.querySelector("[data-lm-suppress-shortcuts]") as HTMLElement;
      const isRtl = host.dir === "rtl";
      const root = host.shadowRoot as ShadowRoot;
      // From the side where the line starts.
      const edge = (selector: string, side: "start" | "end") => {
        const box = root.querySelector(selector)?.getBoundingClientRect();
        if (box === undefined) return selector;
        const fromLeft = (side === "start") !== isRtl ? box.left : box.right;
        return Math.round(isRtl ? host.clientWidth - fromLeft : fromLeft);
      };
      return {
        isRtl,
        edges: [
          edge("h2", "start"),
          edge(".tool", "end"),
          edge("form .primary", "start"),
          edge("input[type=checkbox]", "start"),
          edge(".check label", "start"),
          edge("[part=clusters] h3", "start"),
          edge(".cluster .ask label", "start"),
          edge(".cluster .stop", "end"),
          edge(".cluster summary", "start"),
        ],
        directions: [".editor", "textarea", "input[type=text]"].map((selector) => {
          const element = root.querySelector(selector);
          return element === null ? selector : getComputedStyle(element).direction;
        }),
      };
    });
    await page.close();
    return found;
  };
  const [usual, mirrored] = [await places(""), await places("rtl ")];
  expect([usual.isRtl, mirrored.isRtl]).toEqual([false, true]);
  expect(mirrored.edges).toEqual(usual.edges);
  expect(usual.edges.every((edge) => typeof edge === "number")).toBe(true);
  // What is typed there is code, numbers and names.
  expect(mirrored.directions).toEqual(["ltr", "ltr", "ltr"]);
});

test.each([
  ["rtl offline sent", "pre", "ltr"],
  ["rtl logs", ".lines", "ltr"],
  ["rtl doctor", ".advice code", "ltr"],
  ["rtl doctor", ".advice p", "rtl"],
  // With the space between columns at its end.
  ["rtl converter", "tbody td", "rtl"],
  ["rtl plots", ".plot-menu", "rtl"],
] as const)("from right to left: %s has %s %s", async (state, selector, direction) => {
  const page = await show(state, "light", 400);
  const found = page.locator(selector);
  await found.first().waitFor();
  const all = await found.evaluateAll((list) => list.map((it) => getComputedStyle(it).direction));
  expect(new Set(all)).toEqual(new Set([direction]));
  await page.close();
});

test("a long line scrolls, and its bar covers no other line nor moves one from its number", async () => {
  const page = await show("invalid");
  const text = page.getByRole("textbox", { name: "Environment variables" });
  await text.evaluate((element: HTMLTextAreaElement) => {
    element.setSelectionRange(element.value.length, element.value.length);
    element.focus();
  });
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowDown");
  const found = await text.evaluate((element: HTMLTextAreaElement) => ({
    wider: element.scrollWidth > element.clientWidth,
    bar: element.offsetHeight - element.clientHeight,
    moved: element.scrollTop,
  }));
  expect(found).toEqual({ wider: true, bar: expect.any(Number), moved: 0 });
  expect(found.bar).toBeGreaterThan(0);
  await page.close();
});

test("wide, the clusters stand beside the form; narrow, below it", async () => {
  const places = async (width: number) => {
    const page = await show("running", "light", width);
    const form = await page.getByRole("form", { name: "Cluster options" }).boundingBox();
    const list = await page.getByRole("list", { name: "Clusters", exact: true }).boundingBox();
    await page.close();
    if (form === null || list === null) throw new Error("not drawn");
    return { form, list };
  };
  const narrow = await places(250);
  expect(narrow.list.y).toBeGreaterThanOrEqual(narrow.form.y + narrow.form.height);
  const wide = await places(900);
  expect(wide.list.x).toBeGreaterThanOrEqual(wide.form.x + wide.form.width);
});

test("Launch stays in sight above 200 options, and hides no focused field", async () => {
  const page = await show("many");
  await page.getByRole("button", { name: "Show 192 more options" }).click();
  const launch = page.getByRole("button", { name: "Launch cluster" });
  const box = async (locator: Locator) => {
    const found = await locator.boundingBox();
    if (found === null) throw new Error("not drawn");
    return found;
  };
  expect((await box(launch)).y).toBeLessThan(700);
  await page.getByRole("textbox", { name: "option_3", exact: true }).focus();
  for (let n = 0; n < 30; n += 1) await page.keyboard.press("Tab");
  const field = await box(page.getByRole("textbox", { name: "option_33", exact: true }));
  expect(field.y).toBeGreaterThan(0);
  expect(field.y + field.height).toBeLessThan((await box(launch)).y);
  await page.close();
});

test.each(["light", "dark", "dark-high-contrast", "plain", "plain-dark", "ipywidgets"] as const)(
  "text has a contrast of 4.5 or more: %s",
  async (look) => {
    const page = await show("empty", look);
    const poor = new Set<string>();
    for (const name of [
      "invalid",
      "clusters",
      "problem",
      "limit",
      "launched",
      "confirm",
      "working",
      "workers",
    ] as const) {
      await change(page, states[name]);
      if (name === "workers") await page.getByRole("table", { name: "Workers" }).waitFor();
      await page.waitForFunction(() => true);
      for (const one of await page.evaluate(poorContrast)) poor.add(`${name}: ${one}`);
    }
    await page.close();
    const logs = await show("logs", look);
    await logs.locator(".line").last().waitFor();
    for (const one of await logs.evaluate(poorContrast)) poor.add(`logs: ${one}`);
    expect([...poor]).toEqual([]);
    await logs.close();
  },
  20_000,
);

/** Runs in the page: texts whose colour is too near to what is behind them. */
function poorContrast(): string[] {
  const root = document.querySelector("[data-lm-suppress-shortcuts]")?.shadowRoot as ShadowRoot;
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (canvas === null) throw new Error("no canvas");
  /** Colours laid over each other, last on top, as the browser itself computes them. */
  const mix = (colours: string[]): number[] => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (rgb: number[]): number =>
    rgb
      .map((byte) => byte / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0);
  const behind = (element: Element): string[] => {
    const layers: string[] = [];
    for (let one: Element | null = element; one !== null; ) {
      layers.unshift(getComputedStyle(one).backgroundColor);
      // In the top layer only its own background is behind it.
      one = one.matches("dialog")
        ? null
        : (one.parentElement ?? (one.getRootNode() as ShadowRoot).host ?? null);
    }
    return layers;
  };

  const poor: string[] = [];
  for (const element of root.querySelectorAll<HTMLElement>("*")) {
    const own = [...element.childNodes].some(
      (node) => node.nodeType === 3 && node.textContent?.trim(),
    );
    const typed = element.matches("input:not([type=checkbox]), textarea, select");
    if (!(own || typed) || element.getClientRects().length === 0) continue;
    // Switched-off controls are exempt from the rule.
    if (element.closest(":disabled, [aria-disabled=true]") || element.matches("option")) continue;
    const ground = behind(element);
    const styles = [getComputedStyle(element)];
    if (element.matches("[placeholder]")) styles.push(getComputedStyle(element, "::placeholder"));
    for (const style of styles) {
      const [a, b] = [luminance(mix(ground)), luminance(mix([...ground, style.color]))];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (contrast < 4.5) {
        poor.push(
          `${contrast.toFixed(2)} ${element.localName}.${element.className} ${element.textContent?.trim().slice(0, 30)}`,
        );
      }
    }
  }
  return poor;
}

// How long that takes is the benchmark's business.
test.each(["running", "many"] as const)(
  "a key is drawn before the browser does anything else: %s",
  async (state) => {
    const page = await show(state);
    await page.evaluate(async () => {
      const root = document.querySelector("[data-lm-suppress-shortcuts]")?.shadowRoot as ShadowRoot;
      const current = session.current;
      session.view = () => current;
      session.answer = (event) => {
        const field = event.type === "edit" ? current.form?.fields[event.field] : undefined;
        if (field !== undefined && event.type === "edit") {
          field.text = event.text;
          field.error = { id: "said", text: `too much: ${event.text}` };
          session.show(current);
        }
        return [];
      };
      const input = root.querySelector(".fields input") as HTMLInputElement;
      for (let n = 0; n < 20; n += 1) {
        input.value = String(n);
        input.dispatchEvent(new InputEvent("input"));
        await Promise.resolve();
        await Promise.resolve();
        if (root.querySelector(".wrong")?.textContent !== `too much: ${n}`)
          throw new Error("not drawn");
      }
    });
    await page.close();
  },
);
