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

export type Look = "light" | "dark" | "dark-high-contrast" | "plain" | "plain-dark" | "ipywidgets";

/** What of the user's own the page is drawn with: colours that the system chooses. */
export interface Wishes {
  forcedColors?: "active";
}

type State = keyof typeof states | (typeof OTHERS)[number];

/** A page that shows one state under a policy that allows its own script and stylesheet files only. */
export async function show(
  state: State | `${"rtl" | "zh"} ${State}`,
  look: Look = "light",
  width = 250,
  height = 700,
  { forcedColors }: Wishes = {},
): Promise<Page> {
  const css = look.startsWith("plain")
    ? `:root { color-scheme: ${look === "plain" ? "light" : "dark"} }`
    : look === "ipywidgets"
      ? ofWidgets()
      : `:root { ${palette()} } ${theme(look)}`;
  const page = await browser.newPage({
    viewport: { width, height },
    reducedMotion: "reduce",
    ...(forcedColors && { forcedColors }),
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
  await page.locator("section, form").first().waitFor();
  expect(faults).toEqual([]);
  return page;
}

/** What the user did: not what the page tells by itself of what can be seen. */
export const events = (page: Page): Promise<UserEvent[]> =>
  page.evaluate(() => session.events.splice(0).filter(({ type }) => type !== "in-view"));
export const change = (page: Page, view: View) => page.evaluate((next) => session.show(next), view);
export const hasFocus = (locator: Locator) =>
  locator.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element);
