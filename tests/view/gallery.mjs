/**
 * Pictures of every state of the panel, to look at after a change of its look:
 *
 *     node tests/view/gallery.mjs <folder> [state …]
 *
 * Narrow, middle and wide, in JupyterLab's light and dark themes and on a plain page.
 */
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { bundle } from "./bundle.mjs";
import { OTHERS } from "./gallery-names.mjs";

const [folder, ...only] = process.argv.slice(2);
if (folder === undefined || folder.startsWith("-"))
  throw new Error("usage: node tests/view/gallery.mjs <folder> [state …]");

const THEMES = new URL("../../.venv/share/jupyter/lab/themes/@jupyterlab/", import.meta.url);
const theme = (name) => readFile(new URL(`theme-${name}-extension/index.css`, THEMES), "utf8");
const looks = {
  light: { css: await theme("light"), scheme: "light" },
  dark: { css: await theme("dark"), scheme: "dark" },
  plain: { css: ":root { color-scheme: light dark }", scheme: "dark" },
};
const shots = [
  { look: "light", width: 250 },
  { look: "dark", width: 250 },
  { look: "light", width: 400 },
  { look: "light", width: 640 },
  { look: "light", width: 900 },
  { look: "dark", width: 900 },
  { look: "light", width: 1500 },
  { look: "plain", width: 400 },
];

await mkdir(folder, { recursive: true });
const script = await bundle("gallery-page.ts");
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  for (const { look, width } of shots) {
    const { css, scheme } = looks[look];
    const page = await browser.newPage({ viewport: { width, height: 600 }, colorScheme: scheme });
    page.on("pageerror", (error) => console.error(error));
    await page.route("**/*", (route) =>
      route.fulfill(
        route.request().url().endsWith(".js")
          ? { contentType: "text/javascript", body: script }
          : {
              contentType: "text/html",
              body: `<!doctype html><style>${css} body { margin: 0 }</style><body><script type="module" src="gallery.js"></script>`,
            },
      ),
    );
    await page.goto("http://gallery.test/#empty");
    const states = await page.evaluate(() => Object.keys(globalThis.states));
    const names = [...states, ...OTHERS];
    for (const name of only.length > 0 ? only : names) {
      await page.goto("about:blank");
      await page.goto(`http://gallery.test/#${name}`);
      await page.waitForTimeout(600);
      await page.screenshot({ path: join(folder, `${name}-${look}-${width}.png`), fullPage: true });
    }
    await page.close();
  }
} finally {
  await browser.close();
}
