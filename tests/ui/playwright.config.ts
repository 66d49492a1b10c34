import { defineConfig } from "@playwright/test";
import { cache } from "../../scripts/lib.mjs";
import { launchOptions } from "./chromium.mjs";
import type { Options } from "./fixtures.js";

/** What `npm run test:matrix` runs, and `npm test` does not: it needs packages of the system's, or waits for minutes. */
const APART = {
  Slurm: "slurm.spec.ts",
  Kerberos: "kerberos.spec.ts",
  JupyterHub: "hub*.spec.ts",
  JupyterLite: "lite.spec.ts",
  Binder: "binder.spec.ts",
  Faults: /(faults|ends|z-failed-cluster)\.spec\.ts$/,
  // Voila, marimo, VS Code and Colab; tabs that take over from each other after minutes; other extensions of JupyterLab.
  "Hosts and tabs": /\/(hosts|widget-hosts|binder-page|tabs|for-extensions)\.spec\.ts$/,
};
const testIgnore = Object.values(APART);

/**
 * Browser tests on the real stack: one gateway and one JupyterLab for each of Playwright's workers, started by
 * stack.ts. `npm test -- ui` runs the project JupyterLab, and builds first; Playwright by itself takes what is built.
 */
export default defineConfig<Options>({
  testDir: ".",
  outputDir: cache("ui"),
  globalSetup: "./stack.ts",
  // They wait more than they compute: two take little more than half the time of one, on two cores.
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  // On a machine that is busy with something else one may come too late. It then passes as "flaky", by name at the end.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["junit", { outputFile: cache("reports/ui.xml"), includeRetries: true }]],
  // In Notebook 7 only what is marked for it.
  projects: [
    { name: "JupyterLab", testIgnore },
    { name: "Notebook 7", testIgnore, use: { app: "Notebook 7" }, grep: /@notebook/ },
    ...Object.entries(APART).map(([name, testMatch]) => ({ name, testMatch })),
  ],
  use: {
    viewport: { width: 1280, height: 800 },
    permissions: ["clipboard-read", "clipboard-write"],
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions,
  },
});
