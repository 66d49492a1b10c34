import type { JupyterFrontEnd } from "@jupyterlab/application";
import { expect, test, vi } from "vitest";
import { labHost } from "../../js/lab/host.js";

/** What JupyterLab, and Notebook 7, can do for the panel. */

vi.mock("@jupyterlab/apputils", () => ({ Clipboard: {} }));
vi.mock("../../js/jupyter/page-config.js", () => ({ hubOfPage: () => null }));

const app = {} as JupyterFrontEnd;

test("where the main area has room for one thing alone, dashboards are left to the browser", () => {
  expect(labHost(app, null, true).open).toBeDefined();
  // Notebook 7 drops a second tab without a word.
  expect(labHost(app, null, false).open).toBeUndefined();
});
