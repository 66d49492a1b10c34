import type { JupyterFrontEnd } from "@jupyterlab/application";
import { expect, test, vi } from "vitest";
import { labHost } from "../../js/lab/host.js";

/** What JupyterLab, and Notebook 7, can do for the panel. */

vi.mock("@jupyterlab/apputils", () => ({ Clipboard: {} }));
vi.mock("../../js/jupyter/server-of-page.js", () => ({ hubOfPage: () => null }));

const app = {
  serviceManager: { serverSettings: { baseUrl: "/", token: "" } },
} as unknown as JupyterFrontEnd;

test("where the main area has room for one thing alone, dashboards and plots are left to the browser", () => {
  const lab = labHost(app, null, null, async () => {});
  expect([lab.open, lab.openPlots]).not.toContain(undefined);
  // Notebook 7 drops a second tab without a word.
  const notebook = labHost(app, null, null, undefined);
  expect([notebook.open, notebook.openPlots]).toEqual([undefined, undefined]);
});
