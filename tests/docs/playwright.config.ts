import { defineConfig } from "@playwright/test";
import { cache } from "../../scripts/lib.mjs";
import { launchOptions } from "../ui/chromium.mjs";

/** The documentation's site, as `npm run docs` has made it, in a browser. `npm test -- docs` makes it first. */
export default defineConfig({
  testDir: ".",
  outputDir: cache("docs", "ui"),
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  retries: 1,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["junit", { outputFile: cache("reports/docs.xml"), includeRetries: true }]],
  use: {
    viewport: { width: 1280, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
    screenshot: "only-on-failure",
    launchOptions,
  },
});
