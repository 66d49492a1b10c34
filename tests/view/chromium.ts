import { readFileSync } from "node:fs";
import { type Browser, chromium, type Locator, type Page } from "@playwright/test";
import { afterAll, beforeAll, expect } from "vitest";
import type { UserEvent, View } from "../../js/view/model.js";
import { bundle } from "./bundle.mjs";
import type { FakeSession } from "./fake-session.js";
import type { states } from "./fixtures.js";
import type { OTHERS } from "./gallery-names.mjs";

/** Panels in a real browser, with a fake core behind them: for the tests that import this. */

/** What gallery-page.ts leaves on the page. */
declare const session: FakeSession;

const THEMES = new URL("../../.venv/share/jupyter/lab/themes/@jupyterlab/", import.meta.url);
const theme = (name: string) =>
  readFileSync(new URL(`theme-${name}-extension/index.css`, THEMES), "utf8");
/**
 * What a light theme of high contrast has: JupyterLab ships a dark one alone, and no other is released. This is that one turned over, in
 * the variables that it sets: borders and text of one colour, and the strongest of each hue.
 */
const LIGHT_HIGH_CONTRAST = `:root {
  --jp-border-color0: #000; --jp-border-color1: #000; --jp-border-color2: var(--md-grey-700); --jp-border-color3: #000;
  --jp-ui-font-color0: #000; --jp-ui-font-color1: #000; --jp-ui-font-color2: #000; --jp-ui-font-color3: #000;
  --jp-layout-color0: #fff; --jp-layout-color1: #fff; --jp-layout-color2: var(--md-grey-300); --jp-layout-color3: var(--md-grey-400); --jp-layout-color4: #000;
  --jp-brand-color0: #0a3d91; --jp-brand-color1: #0a3d91;
  --jp-warn-color0: #7a3200; --jp-warn-color1: #7a3200; --jp-error-color0: #8e0b0b; --jp-error-color1: #8e0b0b;
  --jp-success-color0: #0b4f10; --jp-success-color1: #0b4f10;
  --jp-toolbar-border-color: #000; --jp-input-background: #fff; --jp-input-active-background: #fff;
  --jp-input-border-color: #000; --jp-input-active-border-color: #000;
  --jp-accept-color-normal: #0a3d91; --jp-accept-color-hover: #062a66; --jp-accept-color-active: #041d47;
  --jp-warn-color-normal: #8e0b0b; --jp-warn-color-hover: #6d0707; --jp-warn-color-active: #4d0404;
  --jp-focus-outline-color: #0a3d91;
}`;
/** JupyterLab's palette, which its high-contrast theme takes for granted and the others repeat. */
const palette = () =>
  [...(theme("light") + theme("dark")).matchAll(/var\((--md-[\w-]+),(#\w+)\)/g)]
    .map(([, name, value]) => `${name}: ${value};`)
    .join("");

let browser: Browser;
let script: string;
beforeAll(async () => {
  script = await bundle("gallery-page.ts");
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    // As people have them.
    ignoreDefaultArgs: ["--hide-scrollbars"],
  });
}, 60_000);
afterAll(() => browser.close());

/** The colours that VS Code and html-manager bring for ipywidgets, after an old JupyterLab's. */
const ofWidgets = () =>
  ["materialcolors", "labvariables"]
    .map(
      (name) =>
        new URL(`../../node_modules/@jupyter-widgets/controls/css/${name}.css`, import.meta.url),
    )
    .map((file) => readFileSync(file, "utf8").replaceAll(/^@import .*$/gm, ""))
    .join("");

export type Look =
  | "light"
  | "dark"
  | "dark-high-contrast"
  | "light-high-contrast"
  | "plain"
  | "plain-dark"
  | "ipywidgets";

/** What of the user's own the page is drawn with: colours that the system chooses, light or dark ones. */
export interface Wishes {
  forcedColors?: "active";
  colorScheme?: "light" | "dark";
}

type State = keyof typeof states | (typeof OTHERS)[number];

/** A page that shows one state under a policy that allows its own script and stylesheet files only. */
export async function show(
  state: State | `${"rtl" | "zh"} ${State}`,
  look: Look = "light",
  width = 250,
  height = 700,
  wishes: Wishes = {},
): Promise<Page> {
  const css = look.startsWith("plain")
    ? `:root { color-scheme: ${look === "plain" ? "light" : "dark"} }`
    : look === "ipywidgets"
      ? ofWidgets()
      : look === "light-high-contrast"
        ? `:root { ${palette()} } ${theme("light")} ${LIGHT_HIGH_CONTRAST}`
        : `:root { ${palette()} } ${theme(look)}`;
  const page = await browser.newPage({
    viewport: { width, height },
    reducedMotion: "reduce",
    ...wishes,
  });
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await page.route("**/*", (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/page.js")
      return route.fulfill({ contentType: "text/javascript", body: script });
    if (pathname === "/page.css") {
      return route.fulfill({
        contentType: "text/css",
        body: `${css} html, body { margin: 0; height: 100% }`,
      });
    }
    return route.fulfill({
      contentType: "text/html",
      headers: {
        "Content-Security-Policy":
          "default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'",
      },
      body: `<!doctype html><html lang="en"><link rel="stylesheet" href="page.css"><body><script type="module" src="page.js"></script>`,
    });
  });
  await page.goto(`http://panel.test/#${state}`);
  await page.locator("section, form, ul, select").first().waitFor();
  expect(faults).toEqual([]);
  return page;
}

/** What the user did: not what the page tells by itself of what can be seen. */
export const events = (page: Page): Promise<UserEvent[]> =>
  page.evaluate(() => session.events.splice(0).filter(({ type }) => type !== "in-view"));
export const change = (page: Page, view: View) => page.evaluate((next) => session.show(next), view);
export const hasFocus = (locator: Locator) =>
  locator.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element);
