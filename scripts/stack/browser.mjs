/** A stack with a browser in front of it, for benchmarks and pictures. */
import { launchOptions } from "../../tests/ui/chromium.mjs";

/** Lets the page run commands: `window.jupyterapp`. */
export const EXPOSED = ["--LabApp.expose_app_in_browser=True"];

/** Both, for as long as `body(browser, stack)` runs. `starting` is what starts the stack. */
export async function inBrowser(starting, body) {
  const stack = await starting;
  try {
    const { chromium } = await import("@playwright/test");
    const browser = await chromium.launch(launchOptions);
    await body(browser, stack).finally(() => browser.close());
  } finally {
    await stack.stop();
  }
}

/** Opens JupyterLab at a path below /lab. */
export async function openLab(page, { lab, token }, path = "") {
  await page.goto(`${lab}/lab${path}?token=${token}`);
  await page.locator("#jupyterlab-splash").waitFor({ state: "detached" });
}
