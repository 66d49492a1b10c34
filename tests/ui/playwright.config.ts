import { defineConfig } from "@playwright/test";
import { cache } from "../../scripts/lib.mjs";
import { launchOptions } from "./chromium.mjs";
import type { Options } from "./fixtures.js";

/**
 * Browser tests on the real stack: one gateway and one JupyterLab for all of them, started by
 * stack.ts. `npm test -- ui` builds first; Playwright by itself takes what is built.
 */
export default defineConfig<Options>({
  testDir: ".",
  outputDir: cache("ui"),
  globalSetup: "./stack.ts",
  // They share a gateway with a limit of clusters for each user.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["junit", { outputFile: cache("reports/ui.xml") }]],
  // In Notebook 7 only what is marked for it, which npm run test:matrix runs.
  projects: [
    { name: "JupyterLab" },
    { name: "Notebook 7", use: { app: "Notebook 7" }, grep: /@notebook/ },
  ],
  use: {
    viewport: { width: 1280, height: 800 },
    permissions: ["clipboard-read", "clipboard-write"],
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions,
  },
});
