// @vitest-environment happy-dom
import type { JupyterFrontEnd } from "@jupyterlab/application";
import { beforeEach, expect, test, vi } from "vitest";
import { fill } from "../../js/lab/fill.js";

/** Labels in JupyterLab's language, as its translator has them. */

vi.mock("@jupyterlab/translation", () => ({ ITranslator: "translator" }));
vi.mock("../../js/lab/load-core.js", () => ({ loadCore: () => core() }));

let core: () => Promise<unknown>;
let labels: typeof import("../../js/lab/labels.js");
let learnLanguage: typeof import("../../js/lab/learn-language.js").learnLanguage;
let languageCame: typeof import("../../js/lab/language-came.js").languageCame;

beforeEach(async () => {
  vi.resetModules();
  labels = await import("../../js/lab/labels.js");
  ({ learnLanguage } = await import("../../js/lab/learn-language.js"));
  ({ languageCame } = await import("../../js/lab/language-came.js"));
});

/** A JupyterLab whose language pack has these texts. */
function lab(texts: Record<string, string>): JupyterFrontEnd {
  const load = (domain: string) => ({
    __: (text: string) => (domain === "jupyter_dask_gateway" ? (texts[text] ?? text) : "?"),
  });
  return { resolveOptionalService: async () => ({ load }) } as unknown as JupyterFrontEnd;
}

test("a table speaks JupyterLab's language, whenever it is made", async () => {
  const early = labels.labels({ stop: "Stop", more: { close: "Close", open: "Open" } });
  expect(early.stop).toBe("Stop");
  await learnLanguage(lab({ Stop: "停止", Close: "关闭" }));
  expect(early).toEqual({ stop: "停止", more: { close: "关闭", open: "Open" } });
  expect(labels.labels({ stop: "Stop" }).stop).toBe("停止");
  expect(labels.isTranslated).toBe(true);
});

test.each([
  ["has no pack of ours", lab({})],
  ["has no translator", { resolveOptionalService: async () => null } as unknown as JupyterFrontEnd],
])("where an application %s, it is English", async (_, app) => {
  const table = labels.labels({ stop: "Stop" });
  await learnLanguage(app);
  expect(table.stop).toBe("Stop");
  expect(labels.isTranslated).toBe(false);
});

test("what stands for an argument is filled in as it is", () => {
  expect(fill("{a} and {b}: {c}", { a: "$&", b: "{a}" })).toBe("$& and {a}: {c}");
});

test("our own tables are waited for in Chinese alone, and by nobody for ever", async () => {
  const toCome = vi.fn(async () => {});
  core = vi.fn(async () => ({ languageToCome: toCome }));
  document.documentElement.lang = "en";
  await languageCame();
  expect(core).not.toHaveBeenCalled();
  document.documentElement.lang = "zh-CN";
  await languageCame();
  expect(toCome).toHaveBeenCalledWith(document.documentElement);
  core = () => Promise.reject(new Error("blocked"));
  await languageCame();
});
