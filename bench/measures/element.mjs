/** A page with `<dask-gateway>`: from the start of its script until the form is there, with nothing in the browser's cache. */
import fs from "node:fs";
import path from "node:path";
import { at } from "../../scripts/lib.mjs";
import { listen } from "../../scripts/stack/proxy.mjs";
import { launchOptions } from "../../tests/ui/chromium.mjs";
import { specification } from "../parts/specs.mjs";

const FIELDS = 6;
/** How many times as slow as this machine's a processor is. */
const SLOWER = [1, 4];
const SCRIPTS = { "several files": "dask-gateway.js", "one file": "dask-gateway.mjs" };

export const element = {
  about:
    "A page with `<dask-gateway>`, in Chromium with an empty cache, from the start of its script until the form is there. The processor is as fast as it is, and slowed down to a quarter.",
  browser: true,
  run: ({ rows, quick }) => visits(rows, quick ? 2 : 15),
};

async function visits(rows, runs) {
  const { spec } = specification(FIELDS);
  const site = await listen((request, response) => {
    const { pathname, search } = new URL(request.url, "http://page");
    const isPage = pathname === "/";
    response.setHeader("Content-Type", isPage ? "text/html" : "text/javascript");
    if (isPage) return response.end(html(search.slice(1), spec));
    const file = at("dist", path.basename(pathname));
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    return response.end(fs.readFileSync(file));
  });
  const { chromium } = await import("@playwright/test");
  const browser = await chromium.launch(launchOptions);
  try {
    for (const slower of SLOWER) {
      for (const [name, script] of Object.entries(SCRIPTS)) {
        const times = [];
        for (let i = 0; i < runs; i++)
          times.push(await visit(browser, site.address, script, slower));
        rows.add(`${name}, processor ${slower} x slower`, "ours", times);
      }
    }
  } finally {
    await browser.close();
    site.stop();
  }
}

/** Milliseconds. */
async function visit(browser, address, script, slower) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.goto(`${address}/?${script}`, { waitUntil: "commit" });
  const time = await page.evaluate(async (script) => {
    const form = () =>
      document
        .querySelector("dask-gateway")
        ?.shadowRoot?.querySelector("div > div")
        ?.shadowRoot?.querySelector("form");
    while (!form()) await new Promise((done) => requestAnimationFrame(done));
    const now = performance.now();
    const [entry] = performance.getEntriesByName(new URL(script, location.href).href);
    return now - entry.startTime;
  }, script);
  await context.close();
  return time;
}

const html = (script, spec) => `<!doctype html><html lang="en"><title>A page</title>
<script type="module" src="/${script}"></script>
<dask-gateway spec='${JSON.stringify(spec).replaceAll("'", "&#39;")}'></dask-gateway>`;
