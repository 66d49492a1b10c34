// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { HIDDEN_FOR_GOOD_MS } from "../../js/view/session/mount.js";
import { focusedElement } from "../../js/view/ui/focused-element.js";
import { field, form, mapping, states, view } from "./fixtures.js";
import { description, drawn, name, open, type Page } from "./page.js";

/** Forms of many fields and mappings: a filter, folds, what opens them, and sizes in bytes. */

const shown = (page: Page) =>
  page.all("textbox", undefined, page.root.querySelector(".fields") as Element).map(name);
const folded = (page: Page) =>
  [...page.root.querySelectorAll(".fold > button:first-child")].map((button) =>
    button.textContent?.replace(/\s+/g, " ").trim(),
  );

async function press(page: Page, button: string): Promise<void> {
  page.get("button", button).click();
  await drawn();
}

test("of many fields the first are shown, and the rest on request", async () => {
  const page = open(states.large);
  expect(shown(page)).toHaveLength(8);
  expect(folded(page)).toEqual([]);
  await press(page, "Show 8 more options");
  expect(shown(page)).toHaveLength(9);
  expect(folded(page)).toHaveLength(7);
  expect(focusedElement(), "the first that came into sight").toBe(
    page.get("textbox", "Cluster Name"),
  );
  await press(page, "Show fewer options");
  expect(shown(page)).toHaveLength(8);
});

test("what is changed or wrong is shown, and stays when it is as before", async () => {
  const page = open(states["large-changed"]);
  expect(folded(page)).toEqual([
    "Scheduler_extra_pod_annotations 2 entries",
    "Environment variables",
  ]);
  await page.show(states.large);
  expect(folded(page)).toEqual([
    "Scheduler_extra_pod_annotations 2 entries",
    "Environment variables 2 entries",
  ]);
});

test("the filter finds labels and names, whatever their case", async () => {
  const page = open(states.large);
  page.type("searchbox", "Find an option", "MAX_");
  await drawn();
  expect(shown(page)).toEqual(["Cluster max cores", "Cluster max memory", "Cluster max workers"]);
  page.type("searchbox", "Find an option", "extra_pod_c");
  await drawn();
  expect(folded(page)).toEqual([
    "Scheduler_extra_pod_config 2 entries",
    "Worker_extra_pod_config 2 entries",
  ]);
  page.type("searchbox", "Find an option", "nothing so called");
  await drawn();
  expect(page.root.textContent).toContain("No option’s label or name contains this.");
  const filter = page.get<HTMLInputElement>("searchbox", "Find an option");
  const key = (key: string) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    filter.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(key("Enter"), "no launch").toBe(true);
  expect(key("Escape")).toBe(true);
  await drawn();
  expect(filter.value).toBe("");
  expect(key("Escape"), "now it is the page's").toBe(false);
  expect(page.session.events).toEqual([]);
});

test("a small form has neither filter nor folds", () => {
  const page = open(view());
  expect(page.all("searchbox")).toEqual([]);
  expect(page.all("button", "Edit as table")).toHaveLength(1);
  expect(folded(page)).toEqual([]);
});

test("a mapping opens in a dialog, and the focus comes back", async () => {
  const page = open(states["large-changed"]);
  const button = page.get("button", "Scheduler_extra_pod_annotations, 2 entries");
  button.focus();
  button.click();
  await drawn();
  const dialog = page.get("dialog", "Scheduler_extra_pod_annotations");
  expect(focusedElement()).toBe(page.get("textbox", "Name 1", dialog));
  page.type("textbox", "Value 1", "more tests", dialog);
  page.get("button", "Edit as text", dialog).click();
  expect(page.session.events).toEqual([
    { type: "edit-value", field: 10, row: 0, text: "more tests" },
    { type: "as-table", field: 10, table: false },
  ]);
  const ids = [...page.root.querySelectorAll("[id]")].map((element) => element.id);
  expect(new Set(ids).size).toBe(ids.length);
  await press(page, "Done");
  expect(page.all("dialog")).toEqual([]);
  expect(focusedElement()).toBe(button);
});

test("a panel that is hidden keeps no dialog open, nor does a form without that field", async () => {
  const page = open(states["large-changed"]);
  await press(page, "Scheduler_extra_pod_annotations, 2 entries");
  expect(page.all("dialog")).toHaveLength(1);
  await page.show(view());
  expect(page.all("dialog")).toEqual([]);
  await page.show(states["large-changed"]);
  vi.useFakeTimers();
  page.handle.setVisible(false);
  vi.advanceTimersByTime(HIDDEN_FOR_GOOD_MS);
  vi.useRealTimers();
  page.handle.setVisible(true);
  expect(page.all("dialog")).toEqual([]);
  expect(page.session.events.filter(({ type }) => type === "answer-stop")).toEqual([]);
});

test("Launch goes to the wrong mapping in its dialog", async () => {
  const page = open(states["large-changed"]);
  expect(description(page.get("button", "Environment variables"))).toMatch(/^Line 3, column 1/);
  await press(page, "Launch cluster");
  const dialog = page.get("dialog", "Environment variables");
  expect(focusedElement()).toBe(page.get("textbox", "Environment variables", dialog));
});

test("Launch goes to a wrong field that the filter hides", async () => {
  const error = { id: "said", text: "no" } as const;
  const fields = Array.from({ length: 20 }, (_, n) =>
    field(`n${n}`, { kind: "string" }, "x", n === 17 ? { error } : {}),
  );
  const page = open(view({ form: form(fields, { canLaunch: false }) }));
  page.type("searchbox", "Find an option", "n3");
  await drawn();
  await press(page, "Copy as Python");
  expect(focusedElement()).toBe(page.get("textbox", "n17"));
  expect(page.get<HTMLInputElement>("searchbox", "Find an option").value).toBe("");
});

test("one field is reset alone, and the focus goes to its control", async () => {
  const page = open(states["large-changed"]);
  const resets = page.all("button", "Reset this option");
  // Environment variables among them; Worker Memory is at its default.
  expect(resets.map(description)).toEqual([
    "Reset Worker Cores",
    "Reset Cluster max memory",
    "Reset Scheduler_extra_pod_annotations",
    "Reset Environment variables",
  ]);
  resets[0]?.focus();
  resets[0]?.click();
  await drawn();
  expect(page.session.events).toEqual([{ type: "reset-field", field: 0 }]);
  expect(focusedElement()).toBe(page.get("textbox", "Worker Cores"));
});

test("bytes are told beside their number, and what a size comes to", async () => {
  const page = open(states.large);
  expect(description(page.get("textbox", "Cluster max memory"))).toBe("1 GiB to 320 GiB 16 GiB");
  await page.show(states["large-changed"]);
  expect(description(page.get("textbox", "Cluster max memory"))).toBe(
    "1 GiB to 320 GiB = 34,359,738,368 B",
  );
  const memory = (text: string, bytes: string) =>
    view({
      form: form([field("memory", { kind: "int", min: null, max: null }, text, { bytes })]),
    });
  for (const [text, bytes, told] of [
    ["16000000000", "16000000000", "≈ 14.9 GiB"],
    ["1 EiB", "1152921504606846977", "= 1,152,921,504,606,846,977 B"],
    ["lots", "", ""],
    ["inf", "inf", ""],
    ["nan", "nan", ""],
  ] as const) {
    await page.show(memory(text, bytes));
    expect(page.root.querySelector(".size .hint")?.textContent).toBe(told);
  }
});

test("long texts have a title, secrets have none", () => {
  const page = open(states.large);
  const image = "ghcr.io/rs-python/rs-infra-core-dask-gateway:latest";
  expect(page.get("textbox", "Image").title).toBe(image);
  const secret = field("token", { kind: "secret" }, "x".repeat(40));
  const other = open(view({ form: form([secret, field("m", mapping(), "")]) }));
  expect(other.root.querySelector("[title^=x]")).toBe(null);
});
