import { defineConfig } from "@playwright/test";
import { cache } from "../../scripts/lib.mjs";
import { launchOptions } from "./chromium.mjs";
import type { Options } from "./fixtures.js";

/** What needs packages of the system's. */
const SYSTEM = { Slurm: "slurm.spec.ts", Kerberos: "kerberos.spec.ts" };
const testIgnore = Object.values(SYSTEM);

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
  // npm run test:matrix runs the others: in Notebook 7 only what is marked for it.
  projects: [
    { name: "JupyterLab", testIgnore },
    { name: "Notebook 7", testIgnore, use: { app: "Notebook 7" }, grep: /@notebook/ },
    ...Object.entries(SYSTEM).map(([name, testMatch]) => ({ name, testMatch })),
  ],
  use: {
    viewport: { width: 1280, height: 800 },
    permissions: ["clipboard-read", "clipboard-write"],
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions,
  },
});
