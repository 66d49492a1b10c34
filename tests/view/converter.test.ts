// @vitest-environment happy-dom

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isCode, type Matched } from "../../js/kubernetes/conversion.js";
import { showConverter } from "../../js/kubernetes/dialog.js";
import { buildId } from "../../js/page/build-id.js";
import { setPartSource } from "../../js/page/parts.js";
import { HIDDEN_FOR_GOOD_MS } from "../../js/view/session/mount.js";
import { focusedElement } from "../../js/view/ui/focused-element.js";
import { fakeHost } from "./fake-session.js";
import { view } from "./fixtures.js";
import { description, open, type Page } from "./page.js";

/** "Coming from dask-kubernetes?": the dialog, over a converter that is a fake. What becomes of real templates is Rust's own test. */

const SPEC = '[{"field": "worker_cores"}]';
const entry = {
  what: "cores",
  value: "1.75",
  option: "worker_cores",
  label: "Worker Cores",
  given: "2",
  notes: ["rounded-up"],
  problem: null as Matched["problem"],
};
const made = {
  options: '{"worker_cores": 2, "big": 12345678901234567890, "nan": NaN}',
  workers: "[0, 20]",
  matched: [
    entry,
    { ...entry, what: "memory", value: "7G", label: "Memory", given: "6.52", notes: ["rounded"] },
    { ...entry, what: "environment", value: "A, B", label: "Variables", given: "", notes: [] },
    {
      ...entry,
      what: "workers",
      value: "[0, 20]",
      option: null,
      label: null,
      given: "[0, 20]",
      notes: [],
    },
  ],
  lost: [
    { what: "volumes", why: "storage" },
    { what: "tolerations", why: "placement" },
    { what: "volumeMounts", why: "storage" },
    { what: "limits.cpu: 2", why: "in-choices", option: "Profile" },
    { what: "line 7", why: "Only the first cluster of this code is read." },
  ],
};

const convert = vi.fn<(text: string, spec: string) => string>();
const ready = vi.fn<() => Promise<void>>();
let parts: Record<string, unknown>;

beforeEach(() => {
  vi.useFakeTimers();
  convert.mockReset().mockReturnValue(JSON.stringify(made));
  ready.mockReset().mockResolvedValue();
  parts = { kubernetes: { buildId, showConverter, ready, convertWorkerTemplate: convert } };
  setPartSource(async (name) => {
    if (parts[name] === undefined) throw new Error("blocked");
    return parts[name];
  });
});
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

const soon = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);

async function opened(host = fakeHost()): Promise<[Page, HTMLDialogElement]> {
  const page = open(view(), host);
  page.session.spec = SPEC;
  const button = page.get("button", "Coming from dask-kubernetes?");
  button.focus();
  button.click();
  await soon();
  return [page, page.get<HTMLDialogElement>("dialog", "From dask-kubernetes")];
}

async function pasted(page: Page, text: string): Promise<void> {
  page.type("textbox", "Worker template or code", text);
  await soon(300);
}

const told = (page: Page) => page.get("status", undefined, page.get("dialog")).textContent;
const isDisabled = (page: Page) => page.get<HTMLButtonElement>("button", "Fill the form").disabled;
const words = (element: Element | null) => element?.textContent?.replace(/\s+/g, " ").trim();

test("a button opens it, and its textbox has the focus", async () => {
  const [page, dialog] = await opened();
  expect(dialog.open).toBe(true);
  expect(description(dialog)).toContain("nothing is launched");
  expect(focusedElement()).toBe(page.get("textbox", "Worker template or code"));
  expect(isDisabled(page)).toBe(true);
  expect(convert).not.toHaveBeenCalled();
});

test("a template that is pasted: what is filled in, and what is lost for which reason", async () => {
  const [page, dialog] = await opened();
  await pasted(page, "kubernetes: {}");
  expect(convert.mock.calls).toEqual([["kubernetes: {}", SPEC]]);
  expect(told(page)).toBe("4 values can be filled in. 5 things cannot be carried over.");
  const rows = [...page.get("table", "What is filled in").querySelectorAll("tbody tr")];
  expect(rows.map((row) => [...row.children].map(words))).toEqual([
    ["cores 1.75", "Worker Cores", "2 rounded up"],
    ["memory 7G", "Memory", "6.52 rounded"],
    ["variables A, B", "Variables", "2 variables"],
    ["workers [0, 20]", "Workers at start", "0 to 20"],
  ]);
  expect([...dialog.querySelectorAll("dl > *")].map(words)).toEqual([
    "volumes, volumeMounts",
    "What storage workers have is decided by the gateway’s administrator.",
    "tolerations",
    "Where workers run is decided by the gateway’s administrator.",
    "limits.cpu: 2",
    "Choose it in “Profile”: what its choices stand for is in words.",
    "line 7",
    "Only the first cluster of this code is read.",
  ]);
});

test("it fills the form, with texts as they came, and is gone", async () => {
  const [page, dialog] = await opened();
  await pasted(page, "kubernetes: {}");
  page.get("button", "Fill the form").click();
  await soon();
  expect(page.session.events).toEqual([
    {
      type: "fill-form",
      source: "kubernetes",
      name: "",
      options: made.options,
      workers: made.workers,
    },
  ]);
  expect(dialog.isConnected).toBe(false);
});

test("Cancel leaves the form as it is, and what was pasted is there again", async () => {
  const [page] = await opened();
  await pasted(page, "kubernetes: {}");
  page.get("button", "Cancel").click();
  expect(page.all("dialog")).toEqual([]);
  expect(page.session.events).toEqual([]);
  page.get("button", "Coming from dask-kubernetes?").click();
  await soon();
  const input = page.get<HTMLTextAreaElement>("textbox", "Worker template or code");
  expect(input.value).toBe("kubernetes: {}");
  expect(isDisabled(page)).toBe(false);
});

test("a text that is none is told in one sentence, and cannot be filled in", async () => {
  const [page] = await opened();
  await pasted(page, "kubernetes: {}");
  convert.mockImplementation(() => {
    throw new Error("The pod has 2 containers.\u202e");
  });
  await pasted(page, "spec: {}");
  expect(told(page)).toBe("The pod has 2 containers.\ufffd");
  expect(page.all("table")).toEqual([]);
  const input = page.get("textbox", "Worker template or code");
  expect(input.getAttribute("aria-invalid")).toBe("true");
  expect(description(input)).toBe("The pod has 2 containers.\ufffd");
  expect(isDisabled(page)).toBe(true);
  await pasted(page, " ");
  expect(told(page)).toBe("");
});

test("what came of an earlier text is not shown for a later one", async () => {
  const readCode = vi.fn(
    () => new Promise<string>((resolve) => setTimeout(() => resolve("{}"), 1_000)),
  );
  const [page] = await opened(fakeHost({ readWorkerCode: readCode }));
  convert.mockImplementation((text) => {
    if (text.startsWith("import")) throw new Error("No worker template was found in it.");
    return JSON.stringify(text === "{}" ? made : { ...made, lost: [] });
  });
  await pasted(page, "import dask_kubernetes");
  expect(told(page)).toBe("Reading…");
  await pasted(page, "a: 1");
  expect(told(page)).toBe("4 values can be filled in.");
  await soon(2_000);
  expect(convert).toHaveBeenCalledTimes(3);
  expect(told(page)).toBe("4 values can be filled in.");
});

test("a press that comes before the text has been read fills in nothing of an earlier one", async () => {
  const [page, dialog] = await opened();
  await pasted(page, "a: 1");
  convert.mockReturnValue(JSON.stringify({ ...made, options: '{"worker_cores": 3}', lost: [] }));
  page.type("textbox", "Worker template or code", "a: 2");
  page.get("button", "Fill the form").click();
  await soon();
  expect(page.session.events).toEqual([]);
  expect([dialog.open, told(page)]).toEqual([true, "4 values can be filled in."]);
  page.get("button", "Fill the form").click();
  expect(page.session.events).toMatchObject([{ options: '{"worker_cores": 3}' }]);
});

test("a text of many empty lines is told from code at once", () => {
  const began = performance.now();
  expect(isCode(`${"\n".repeat(100_000)}x`)).toBe(false);
  expect(isCode(`${" \n".repeat(100_000)}  from dask_kubernetes import KubeCluster`)).toBe(true);
  expect(performance.now() - began).toBeLessThan(500);
});

test("code is read by the host, where there is one that can", async () => {
  const code = "from dask_kubernetes import KubeCluster\nKubeCluster(n_workers=3)";
  convert.mockImplementation((text) => {
    if (text === code) throw new Error("No worker template was found in it.");
    return JSON.stringify(made);
  });
  const readWorkerCode = vi.fn(async () => '{"jupyter_dask_gateway": "worker-template/1"}');
  const [page] = await opened(fakeHost({ readWorkerCode }));
  await pasted(page, code);
  expect(readWorkerCode.mock.calls).toEqual([[code]]);
  expect(convert).toHaveBeenLastCalledWith('{"jupyter_dask_gateway": "worker-template/1"}', SPEC);
  expect(isDisabled(page)).toBe(false);

  readWorkerCode.mockRejectedValue(new Error("This is no Python: line 1."));
  await pasted(page, `${code}(`);
  expect(convert).toHaveBeenCalledTimes(3);

  document.body.replaceChildren();
  const [elsewhere] = await opened();
  await pasted(elsewhere, code);
  expect(told(elsewhere)).toContain("jupyter dask-gateway migrate NOTEBOOK.ipynb");
});

test("what is neither a template nor code goes nowhere", async () => {
  convert.mockImplementation(() => {
    throw new Error("No worker template was found in it.");
  });
  const readWorkerCode = vi.fn(async () => "{}");
  const [page] = await opened(fakeHost({ readWorkerCode }));
  await pasted(page, "please give me four cores to import data with");
  expect(readWorkerCode).not.toHaveBeenCalled();
  expect(told(page)).toBe("No worker template was found in it.");
});

test("nothing that can be filled in", async () => {
  convert.mockReturnValue(JSON.stringify({ options: "{}", workers: null, matched: [], lost: [] }));
  const [page] = await opened();
  await pasted(page, "spec: {}");
  expect(told(page)).toBe("Nothing in it is about an option of this gateway.");
  expect(isDisabled(page)).toBe(true);
});

test("what the gateway would refuse is told, and names are texts, whatever they are", async () => {
  const text = "worker_cores must be <= 8, got 96";
  const problem = { why: "at-most" as const, bound: "8", isBytes: false, text };
  const hostile = "<img src=x onerror=alert(1)>";
  convert.mockReturnValue(
    JSON.stringify({
      ...made,
      matched: [{ ...entry, what: "constructor", value: hostile, label: hostile, problem }],
      lost: [{ what: hostile, why: "__proto__", option: hostile }],
    }),
  );
  const [page, dialog] = await opened();
  await pasted(page, "x: 1");
  expect(words(dialog.querySelector("tbody"))).toContain(`would refuse it. At most 8. ${text}`);
  expect(dialog.querySelector("img")).toBeNull();
  expect(words(dialog.querySelector("dl"))).toBe(`${hostile} __proto__`);
});

test("before the options are known it says so", async () => {
  const [page] = await opened();
  page.session.spec = null;
  await pasted(page, "x: 1");
  expect(told(page)).toContain("has not told its options yet");
});

test("it closes with the panel, which could not be used behind it", async () => {
  const [page] = await opened();
  vi.useFakeTimers();
  page.handle.setVisible(false);
  vi.advanceTimersByTime(HIDDEN_FOR_GOOD_MS);
  vi.useRealTimers();
  expect(page.all("dialog")).toEqual([]);
});

test("a page that is hidden for a moment, as JupyterLab's while its theme changes, keeps what was typed", async () => {
  const [page] = await opened();
  page.get<HTMLTextAreaElement>("textbox", "Worker template or code").value = "kind: Pod";
  vi.useFakeTimers();
  page.handle.setVisible(false);
  vi.advanceTimersByTime(HIDDEN_FOR_GOOD_MS - 1);
  page.handle.setVisible(true);
  vi.advanceTimersByTime(HIDDEN_FOR_GOOD_MS);
  vi.useRealTimers();
  const text = page.get<HTMLTextAreaElement>("textbox", "Worker template or code");
  expect(text.value).toBe("kind: Pod");
});

test("a host opens it with a text, also over one that is open", async () => {
  const page = open(view());
  page.session.spec = SPEC;
  page.handle.openConverter("a: 1");
  await soon();
  page.handle.openConverter("b: 2");
  await soon();
  expect(page.get<HTMLTextAreaElement>("textbox", "Worker template or code").value).toBe("b: 2");
  page.handle.openConverter();
  await soon();
  expect(page.all("dialog").length).toBe(1);
  expect(page.get<HTMLTextAreaElement>("textbox", "Worker template or code").value).toBe("b: 2");
});

test("a part that cannot be had is told in the form", async () => {
  parts = {};
  const page = open(view());
  // Each test has the part of this page, once it is there.
  vi.resetModules();
  const { setPartSource: fresh } = await import("../../js/page/parts.js");
  const { mount } = await import("../../js/view/session/mount.js");
  fresh(() => Promise.reject(new Error("blocked")));
  const container = document.body.appendChild(document.createElement("div"));
  const handle = mount(container, page.session, fakeHost());
  page.session.events.length = 0;
  handle.openConverter();
  await soon();
  const [event] = page.session.events;
  expect(event).toMatchObject({ type: "report", cluster: null, level: "error" });
  expect(JSON.stringify(event)).toContain("dask-gateway-kubernetes.js could not be fetched");
});
