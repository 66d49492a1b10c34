import type { Locator, Page } from "@playwright/test";
import { at, cache } from "../../scripts/lib.mjs";
import { startStack } from "../../scripts/stack/stack.mjs";
import { test as base } from "./element.js";
import { expect, type Lab } from "./fixtures.js";
import type { Running } from "./stack.js";

/** What is sent is what the form shows, to the last digit, on a gateway with options that nobody would publish. */

const test = base.extend<object, { hostile: Running }>({
  hostile: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures used from the pattern
    async ({}, use) => {
      const record = cache("ui-hostile-requests.jsonl");
      const {
        stop,
        recorder: _,
        ...stack
      } = await startStack({
        config: at("tests/ui/hostile_gateway_config.py"),
        record,
        onexit: (message: string) => console.error(message),
      });
      await use({ ...stack, record });
      await stop();
    },
    { scope: "worker" },
  ],
  stack: async ({ hostile }, use) => use(hostile),
});

/** The options as the gateway publishes them, in Python's JSON. */
const DEFAULTS = [
  String.raw`"html": "na\u00efve \u2014 \u65e5\u672c \ud83d\ude00 </script>"`,
  '"nan": NaN',
  '"largest": 1e+308',
  '"smallest": 5e-324',
  '"big": 9007199254740993',
  '"worker cores": "no identifier"',
  '"__proto__": "p"',
  '"constructor": "c"',
  String.raw`"lines": "one\n  two\n"`,
  String.raw`"surrogate": "\ud800"`,
  '"few": ""',
  '"many": "image-00"',
  '"nested": {"x": [1, 2.5, null, true], "n": {"big": 1152921504606846976, "inf": Infinity}}',
  String.raw`"env": {"A": "1", "PEM": "a\nb\n", "odd": "\udc80 '\" #:"}`,
];

const form = (lab: Lab) => lab.panel.getByRole("form", { name: "Cluster options" });
const named = (lab: Lab, label: string) => form(lab).getByLabel(label, { exact: true });
const many = (lab: Lab) => form(lab).getByRole("combobox", { name: "Many", exact: true });
const table = (lab: Lab) => form(lab).getByRole("group", { name: "Environment", exact: true });
const launch = (lab: Lab) => lab.panel.getByRole("button", { name: "Launch cluster" });

/** Opens the panel, and what its form has folded away. */
async function openWhole(lab: Lab): Promise<void> {
  await lab.openPanel();
  await form(lab).getByRole("button", { name: "Show 8 more options" }).click();
}

/** The text of the options in the create request that `act` leads to, as it leaves the browser. */
async function created(page: Page, act: () => Promise<void>): Promise<string> {
  const [request] = await Promise.all([
    page.waitForRequest(
      (one) => one.method() === "POST" && one.url().endsWith("/api/v1/clusters/"),
    ),
    act(),
  ]);
  const text = request.postData() ?? "";
  const head = '{"cluster_options": ';
  expect(text.startsWith(head)).toBe(true);
  expect((await request.response())?.status()).toBe(201);
  return text.slice(head.length, -1);
}

const withChanges = (changes: Record<string, string>): string =>
  `{${DEFAULTS.map((item) => {
    const name = Object.keys(changes).find((key) => item.startsWith(`"${key}": `));
    return name === undefined ? item : `"${name}": ${changes[name]}`;
  }).join(", ")}}`;

/** Replaces what is in a field, key by key. */
async function retype(page: Page, field: Locator, text: string): Promise<void> {
  await field.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

test("the defaults are shown as Python prints them, and go out as they came", async ({
  lab,
  gateway,
  page,
}) => {
  await lab.open();
  await openWhole(lab);
  for (const [label, value] of [
    ["Not a number", "nan"],
    ["Largest", "1e+308"],
    ["Smallest", "5e-324"],
    ["Big", "9007199254740993"],
    ["Second of two", "x"],
    ["Spaces", "no identifier"],
    ["Prototype", "p"],
    ["Constructor", "c"],
    ["Lines", "one\n  two\n"],
    ["Lone surrogate", "\ufffd"],
    ["Many", "image-00"],
  ] as const) {
    await expect(named(lab, label)).toHaveValue(value);
  }
  // A label is a text, whatever is in it.
  await expect(
    form(lab).getByRole("textbox", {
      name: "<img src=x onerror=\"document.title='hacked'\"> & <b>bold</b>",
    }),
  ).toHaveValue("naïve — 日本 😀 </script>");
  await expect(form(lab).locator("img, b:not(.gutter b)")).toHaveCount(0);
  expect(await page.title()).not.toContain("hacked");

  const sent = await created(page, () => launch(lab).click());
  expect(sent).toBe(withChanges({}));
  // And that is what the gateway has stored, the two of one name from their own defaults.
  expect(await gateway.text("GET", "clusters/")).toContain(
    `"options": {${[...DEFAULTS.slice(0, 5), '"dup": "x"', ...DEFAULTS.slice(5)].join(", ")}}`,
  );
});

test("what is typed goes out as it is shown", async ({ lab, page }) => {
  await lab.open();
  await openWhole(lab);
  await named(lab, "Big").fill("1180591620717411303424");
  await named(lab, "Largest").fill("1_000.5e3");
  await named(lab, "Not a number").fill("-inf");
  await named(lab, "Prototype").fill("</textarea><script>alert(1)</script>");
  await named(lab, "Lines").fill("  a\n\tb");
  await named(lab, "Nested").fill("# YAML\nyes: 010\nx: !!str 1\n'1e5': 1e5\n");
  await named(lab, "Environment").fill(
    '{\n\t"A": "tabs are JSON",\n\t"N": 12345678901234567890\n}',
  );
  await many(lab).fill("lone");
  await form(lab).getByRole("listbox").getByRole("option").click();
  const sent = await created(page, () => launch(lab).click());
  expect(sent).toBe(
    withChanges({
      big: "1180591620717411303424",
      largest: "1000500.0",
      nan: "-Infinity",
      ["__proto__"]: '"</textarea><script>alert(1)</script>"',
      lines: String.raw`"  a\n\tb"`,
      nested: '{"true": 8, "x": "1", "1e5": "1e5"}',
      env: '{"A": "tabs are JSON", "N": 12345678901234567890}',
      many: String.raw`"lone \udfff"`,
    }),
  );
});

test("two fields of one name show the one value that would be sent", async ({ lab }) => {
  await lab.open();
  await openWhole(lab);
  await named(lab, "Second of two").fill("mine");
  await expect(named(lab, "First of two")).toHaveAccessibleDescription(
    "Choose yes or no. dup must be a bool, got 'mine'",
  );
  await expect(launch(lab)).toBeDisabled();
  await lab.panel.getByRole("button", { name: "Reset to defaults" }).click();
  await expect(named(lab, "First of two")).toBeChecked();
  await expect(named(lab, "Second of two")).toHaveValue("x");
  await expect(launch(lab)).toBeEnabled();
});

test("a mistake in a mapping is told at its line, and nothing is sent", async ({ lab }) => {
  await lab.open();
  await openWhole(lab);
  const env = named(lab, "Environment");
  await env.fill("A: 1\nB: [2\nC: 3\n");
  await expect(env).toHaveAttribute("aria-invalid", "true");
  await expect(env).toHaveAccessibleDescription(/^Line 3, column \d+: /);
  await expect(form(lab).locator(".gutter b")).toHaveText("3");
  await expect(launch(lab)).toBeDisabled();
  await expect(env).toHaveValue("A: 1\nB: [2\nC: 3\n");
});

test("what reads YAML may be out of reach for a while, and nothing is lost", async ({
  lab,
  page,
}) => {
  const schema = /dask-gateway-schema\.js/;
  await lab.open();
  await openWhole(lab);
  await page.route(schema, (route) => route.abort());
  const env = named(lab, "Environment");
  await env.fill("A: x");
  await expect(env).toHaveAccessibleDescription(/could not be loaded .* Change the text/);
  await expect(launch(lab)).toBeDisabled();
  await expect(env).toHaveValue("A: x");
  await page.unroute(schema);
  await env.fill("A: xy");
  await expect(env).toHaveAttribute("aria-invalid", "false");
  const text = await created(page, () => launch(lab).click());
  expect(text).toContain('"env": {"A": "xy"}');
});

test("by keyboard alone: a table, a search, a launch", async ({ lab, page }) => {
  await lab.open();
  await openWhole(lab);
  const { keyboard } = page;

  await test.step("Tab leaves the text and comes to the switch", async () => {
    await named(lab, "Environment").focus();
    await keyboard.press("Shift+Tab");
    await expect(form(lab).getByRole("button", { name: "Edit as table" }).last()).toBeFocused();
    await keyboard.press("Tab");
    await keyboard.press("Tab");
    await expect(form(lab).getByRole("button", { name: "Show fewer options" })).toBeFocused();
    for (const name of ["Workers at start", "up to"]) {
      await keyboard.press("Tab");
      await expect(form(lab).getByRole("spinbutton", { name })).toBeFocused();
    }
    await keyboard.press("Tab");
    await expect(launch(lab)).toBeFocused();
  });

  await test.step("the table has the rows of the text", async () => {
    await form(lab).getByRole("button", { name: "Edit as table" }).last().focus();
    await keyboard.press("Enter");
    await expect(form(lab).getByRole("button", { name: "Edit as text" })).toBeFocused();
    await keyboard.press("Tab");
    await expect(table(lab).getByLabel("Name 1")).toBeFocused();
    await expect(table(lab).getByLabel("Name 1")).toHaveValue("A");
    await keyboard.press("Tab");
    await expect(table(lab).getByLabel("Value 1")).toBeFocused();
    await keyboard.press("Control+A");
    await keyboard.type("yes");
    await expect(table(lab).getByLabel("Value 2")).toHaveValue("a\nb\n");
  });

  await test.step("a new row, with a name that is taken", async () => {
    await table(lab).getByRole("button", { name: "Add variable" }).focus();
    await keyboard.press("Enter");
    const name = table(lab).getByLabel("Name 4");
    await expect(name).toBeFocused();
    await keyboard.type("PEM");
    await expect(name).toHaveAccessibleDescription("Row 2 has the same name: change one of them.");
    await expect(launch(lab)).toBeDisabled();
    await keyboard.type("_2");
    await expect(name).toHaveAttribute("aria-invalid", "false");
    await keyboard.press("Tab");
    await keyboard.type("p=q");
  });

  await test.step("a row less", async () => {
    await table(lab).getByRole("button", { name: "Remove variable 2" }).focus();
    await keyboard.press("Enter");
    await expect(table(lab).getByLabel("Name 2")).toHaveValue("odd");
  });

  await test.step("a search in the long list", async () => {
    await retype(page, many(lab), "3");
    await expect(form(lab).getByRole("listbox").getByRole("option")).toHaveCount(13);
    await expect(many(lab)).toHaveAttribute("aria-invalid", "false");
    await expect(launch(lab)).toBeDisabled();
    await keyboard.press("ArrowDown");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await expect(many(lab)).toHaveValue("image-13");
    await expect(form(lab).getByRole("listbox")).toHaveCount(0);
  });

  const sent = await created(page, () => keyboard.press("Enter"));
  expect(sent).toBe(
    withChanges({
      many: '"image-13"',
      env: String.raw`{"A": "yes", "odd": "\udc80 '\" #:", "PEM_2": "p=q"}`,
    }),
  );

  await test.step("and the text of it", async () => {
    const button = form(lab).getByRole("button", { name: "Edit as text" });
    await button.focus();
    await keyboard.press("Space");
    await expect(named(lab, "Environment")).toHaveValue(/^A: "yes"\nodd: .*\nPEM_2: p=q$/);
  });
});

test("variables pasted from a file become rows", async ({ lab, page }) => {
  await lab.open();
  await openWhole(lab);
  await named(lab, "Environment").fill("");
  await form(lab).getByRole("button", { name: "Edit as table" }).last().click();
  await page.evaluate(() =>
    navigator.clipboard.writeText("# mine\nTOKEN=a=b==\n\nREGION=us-west-2\n"),
  );
  await table(lab).getByLabel("Name 1").focus();
  await page.keyboard.press("Control+V");
  await expect(table(lab).getByLabel("Value 2")).toHaveValue("us-west-2");
  await page.evaluate(() => navigator.clipboard.writeText("one\ntwo\n"));
  await table(lab).getByLabel("Value 2").fill("");
  await page.keyboard.press("Control+V");
  await expect(table(lab).getByLabel("Value 2")).toHaveValue("one\ntwo");
  const sent = await created(page, () => launch(lab).click());
  expect(sent).toBe(withChanges({ env: String.raw`{"TOKEN": "a=b==", "REGION": "one\ntwo"}` }));
});

test("a mapping that is no table of texts says so when it is asked", async ({ lab }) => {
  await lab.open();
  await openWhole(lab);
  const button = form(lab).getByRole("button", { name: "Edit as table" }).first();
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription(/^A table holds names and texts only/);
  await button.focus();
  await button.press("Enter");
  await expect(form(lab).getByText("A table holds names and texts only")).toBeVisible();
  await expect(named(lab, "Nested")).toBeVisible();
});

test("in a web page's element a label is a text too", async ({ element, stack, page }) => {
  await element.open();
  await element.logIn(stack.user, stack.password);
  const options = element.panel.getByRole("form", { name: "Cluster options" });
  const html = "<img src=x onerror=\"document.title='hacked'\"> & <b>bold</b>";
  await expect(options.getByRole("textbox", { name: html })).toHaveValue(
    "naïve — 日本 😀 </script>",
  );
  await expect(element.panel.locator("img, b:not(.gutter b)")).toHaveCount(0);
  expect(await page.title()).toBe("Dask clusters");
  const sent = await created(page, () =>
    element.panel.getByRole("button", { name: "Launch cluster" }).click(),
  );
  expect(sent).toBe(withChanges({}));
});
