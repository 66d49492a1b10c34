// @vitest-environment happy-dom

import { expect, test } from "vitest";
import type { ClusterView, Control, Host } from "../../js/view/model.js";
import { focusedElement } from "../../js/view/ui/focused-element.js";
import { fakeHost } from "./fake-session.js";
import { cluster, field, form, input, siteFields, siteForm, states, view } from "./fixtures.js";
import { drawn, open, type Page } from "./page.js";

/** What the user does reaches the core, as one event each. */

const KEY = "a1b2c3d4";
const running = (more: Partial<ClusterView> = {}) => open(view({ clusters: [cluster(KEY, more)] }));

function press(page: Page, name: string, inside?: ParentNode): void {
  page.get("button", name, inside).click();
}

/** What a browser makes of Enter in a form. */
function enter(inside: Element): void {
  inside.closest("form")?.querySelector<HTMLElement>("button[type=submit]")?.click();
}

function key(target: HTMLElement, name: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", {
    key: name,
    bubbles: true,
    cancelable: true,
    ...more,
  });
  target.dispatchEvent(event);
  return event;
}

test("typing sends the text as it is", () => {
  const page = open(view());
  page.type("textbox", "Worker cores", " 1e3 ");
  page.type("textbox", "Worker memory (GiB)", "9007199254740993.0");
  page.type("textbox", "Image", "");
  page.type("textbox", "Environment variables", "{\n}");
  expect(page.session.events).toEqual([
    { type: "edit", field: 0, text: " 1e3 " },
    { type: "edit", field: 1, text: "9007199254740993.0" },
    { type: "edit", field: 2, text: "" },
    { type: "edit", field: 5, text: "{\n}" },
  ]);
});

test("number options are text inputs: the browser must not tidy them up", () => {
  const page = open(view());
  const cores = page.get<HTMLInputElement>("textbox", "Worker cores");
  expect([cores.type, cores.inputMode]).toEqual(["text", "numeric"]);
  const memory = page.get<HTMLInputElement>("textbox", "Worker memory (GiB)");
  expect([memory.type, memory.inputMode]).toEqual(["text", "decimal"]);
});

test("checking and choosing", () => {
  const page = open(view());
  page.get("checkbox", "Attach a GPU").click();
  const profile = page.get<HTMLSelectElement>("combobox", "Profile");
  profile.selectedIndex = 2;
  profile.dispatchEvent(new Event("change", { bubbles: true }));
  expect(page.session.events).toEqual([
    { type: "check", field: 4, checked: true },
    { type: "choose", field: 3, option: 2 },
  ]);
});

test("choosing from a select whose value is none of its options counts the options only", () => {
  const page = open(states.invalid);
  const profile = page.get<HTMLSelectElement>("combobox", "Profile");
  profile.value = "0";
  profile.dispatchEvent(new Event("change", { bubbles: true }));
  expect(page.session.events).toEqual([{ type: "choose", field: 3, option: 0 }]);
});

test("a checkbox and a select that the core does not change stay as the core has them", async () => {
  const page = open(view());
  const gpu = page.get<HTMLInputElement>("checkbox", "Attach a GPU");
  gpu.click();
  const profile = page.get<HTMLSelectElement>("combobox", "Profile");
  profile.selectedIndex = 0;
  profile.dispatchEvent(new Event("change", { bubbles: true }));
  await drawn();
  expect(gpu.checked).toBe(false);
  expect(profile.selectedIndex).toBe(1);
});

test("the form's buttons", () => {
  const page = open(view({ form: siteForm({ changed: true }) }));
  press(page, "Launch cluster");
  press(page, "Copy as Python");
  press(page, "Reset to defaults");
  expect(page.session.events).toEqual([
    { type: "launch" },
    { type: "copy-python" },
    { type: "reset" },
  ]);
});

test("a launch by Enter goes through the form, only if it may", () => {
  const page = open(view());
  enter(page.get("textbox", "Image"));
  expect(page.session.events).toEqual([{ type: "launch" }]);
  const invalid = open(states.invalid);
  enter(invalid.get("textbox", "Image"));
  expect(invalid.session.events).toEqual([]);
});

test("Launch and Copy as Python, pressed while a field is wrong, go to that field", () => {
  for (const name of ["Launch cluster", "Copy as Python"]) {
    const page = open(states.invalid);
    press(page, name);
    expect(focusedElement()).toBe(page.get("textbox", "Worker cores"));
    expect(page.session.events).toEqual([]);
  }
});

test("in a table they go to the cell that is wrong", () => {
  const page = open(states["table-wrong"]);
  press(page, "Launch cluster");
  expect(focusedElement()).toBe(page.get("textbox", "Name 2"));
});

test("Adapt without a maximum goes to the input for it", () => {
  const page = running({ canAdapt: false });
  press(page, "Adapt");
  expect(focusedElement()).toBe(page.get("spinbutton", "Maximum workers"));
  expect(page.session.events).toEqual([]);
});

test("Scale with what is no number goes back to its input", () => {
  const page = running({
    canScale: false,
    workersInput: input("two", { id: "not-a-count", text: "two" }),
  });
  press(page, "Scale");
  expect(focusedElement()).toBe(page.get("spinbutton", "Workers"));
  expect(page.session.events).toEqual([]);
});

test("nothing to reset and nothing to copy: the buttons are off", () => {
  const page = open(view());
  expect(page.get<HTMLButtonElement>("button", "Reset to defaults").disabled).toBe(true);
  const invalid = open(states.invalid);
  expect(invalid.get<HTMLButtonElement>("button", "Reset to defaults").disabled).toBe(false);
  expect(invalid.get("button", "Copy as Python").getAttribute("aria-disabled")).toBe("true");
});

test("without options a cluster can still be launched", () => {
  const page = open(states["no-options"]);
  expect(page.root.textContent).toContain("offers no options");
  press(page, "Launch cluster");
  expect(page.session.events).toEqual([{ type: "launch" }]);
});

test("refresh and try again", () => {
  const page = open(states.problem);
  press(page, "Refresh");
  press(page, "Try again");
  expect(page.session.events).toEqual([{ type: "refresh" }, { type: "refresh" }]);
});

test("a cluster's numbers", () => {
  const page = running();
  page.type("spinbutton", "Workers", "12");
  page.type("spinbutton", "Minimum workers", "x");
  page.type("spinbutton", "Maximum workers", "");
  expect(page.session.events).toEqual([
    { type: "edit-cluster", cluster: KEY, input: "workers", text: "12" },
    { type: "edit-cluster", cluster: KEY, input: "minimum", text: "x" },
    { type: "edit-cluster", cluster: KEY, input: "maximum", text: "" },
  ]);
});

test.each([
  ["2", "ArrowUp", "3"],
  ["2", "ArrowDown", "1"],
  ["0", "ArrowDown", "0"],
  ["", "ArrowUp", "1"],
  ["many", "ArrowDown", "0"],
  ["9007199254740993", "ArrowUp", "9007199254740994"],
])("in %j %s makes %j", (text, name, expected) => {
  const page = running();
  const workers = page.get<HTMLInputElement>("spinbutton", "Workers");
  workers.value = text;
  expect(key(workers, name).defaultPrevented).toBe(true);
  expect(page.session.events).toEqual([
    { type: "edit-cluster", cluster: KEY, input: "workers", text: expected },
  ]);
});

test("a number that is too long to be counted is not lost by an arrow key", () => {
  const page = running();
  const workers = page.get<HTMLInputElement>("spinbutton", "Workers");
  workers.value = "9".repeat(31);
  key(workers, "ArrowUp");
  expect(page.session.events).toEqual([]);
  expect(workers.value).toBe("9".repeat(31));
});

type Bounds = Omit<Control & { kind: "int" }, "kind">;
const NO_BOUNDS: Bounds = { min: null, max: null };
const FEW: Bounds = { min: "1", max: "4.0" };
test.each<[string, string, Bounds, string | null]>([
  ["2", "ArrowUp", FEW, "3"],
  ["4", "ArrowUp", FEW, "4"],
  [" 9 ", "ArrowUp", FEW, "4"],
  ["1", "ArrowDown", FEW, "1"],
  ["0", "ArrowDown", NO_BOUNDS, "-1"],
  ["+7", "ArrowUp", { min: "0.5", max: "inf" }, "8"],
  ["9007199254740993", "ArrowUp", NO_BOUNDS, "9007199254740994"],
  ["9".repeat(31), "ArrowUp", NO_BOUNDS, null],
  ["two", "ArrowUp", FEW, null],
  ["", "ArrowDown", FEW, null],
])("in an option of whole numbers, %j, %s within %j makes %j", (text, name, bounds, expected) => {
  const cores = field("cores", { kind: "int", ...bounds }, text);
  const page = open(view({ form: form([cores]) }));
  const pressed = key(page.get("textbox", "cores"), name);
  expect(pressed.defaultPrevented).toBe(expected !== null);
  const edits = expected === null ? [] : [{ type: "edit", field: 0, text: expected }];
  expect(page.session.events).toEqual(edits);
});

test("arrow keys with a modifier belong to the browser and the host", () => {
  const page = running();
  const workers = page.get("spinbutton", "Workers");
  expect(key(workers, "ArrowUp", { ctrlKey: true }).defaultPrevented).toBe(false);
  expect(page.session.events).toEqual([]);
});

test("Scale and Adapt, by button and by Enter", () => {
  const page = running();
  press(page, "Scale");
  press(page, "Adapt");
  enter(page.get("spinbutton", "Workers"));
  enter(page.get("spinbutton", "Maximum workers"));
  const scale = { type: "scale", cluster: KEY };
  const adapt = { type: "adapt", cluster: KEY };
  expect(page.session.events).toEqual([scale, adapt, scale, adapt]);
});

test("Enter does nothing where the button is off", () => {
  const page = running({ canScale: false, canAdapt: false });
  enter(page.get("spinbutton", "Workers"));
  enter(page.get("spinbutton", "Maximum workers"));
  expect(page.session.events).toEqual([]);
});

test("a cluster's other buttons", () => {
  const page = running();
  press(page, "Connect");
  press(page, "Insert connection code");
  press(page, "Copy connection code");
  press(page, "Open dashboard");
  press(page, "Open dashboard in a new browser tab");
  press(page, "Stop cluster");
  expect(page.session.events).toEqual([
    { type: "connect", cluster: KEY },
    { type: "insert-code", cluster: KEY },
    { type: "copy-code", cluster: KEY },
    { type: "open-dashboard", cluster: KEY, outside: false },
    { type: "open-dashboard", cluster: KEY, outside: true },
    { type: "ask-stop", cluster: KEY },
  ]);
});

test("a running cluster can be dragged by its title and by Connect, not by what else can be pressed there", () => {
  const host = fakeHost({ grab: (_, begin) => begin() });
  const grabbed = (status: ClusterView["status"], css: string) => {
    const page = open(view({ clusters: [cluster(KEY, { status })] }), host);
    const element = page.cluster(KEY).querySelector(css);
    if (element === null) throw new Error(css);
    element.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    return page.session.events;
  };
  const drag = [{ type: "drag-code", cluster: KEY }];
  for (const css of ["h4", ".title", ".status", ".connect"])
    expect(grabbed("RUNNING", css), css).toEqual(drag);
  for (const css of [".rename", ".copy-code", ".stop"])
    expect(grabbed("RUNNING", css), css).toEqual([]);
  expect(grabbed("PENDING", "h4")).toEqual([]);
  const title = (host: Host) =>
    open(view({ clusters: [cluster(KEY)] }), host).get("button", "Connect").title;
  expect(title(host)).toContain("drag");
  // As in JupyterLite.
  const { grab: _, ...plain } = host;
  expect(title(plain)).toBe("Connect the notebook or console you work in to this cluster");
});

test("where the host shows no dashboards, the one button opens a browser tab", () => {
  const page = open(view({ clusters: [cluster(KEY)] }), { copy: () => Promise.resolve() });
  press(page, "Open dashboard");
  expect(page.session.events).toEqual([{ type: "open-dashboard", cluster: KEY, outside: true }]);
});

test("the tick that stops a cluster with the Jupyter server is the core's", () => {
  const page = running({ stopsWithServer: false });
  const tick = page.get<HTMLInputElement>("checkbox", "Stop with my server");
  tick.checked = true;
  tick.dispatchEvent(new Event("change"));
  expect(page.session.events).toEqual([{ type: "stop-with-server", cluster: KEY, on: true }]);
  expect(
    running({ stopsWithServer: true }).get<HTMLInputElement>("checkbox", "Stop with my server")
      .checked,
  ).toBe(true);
  expect(
    running()
      .all("checkbox")
      .filter((it) => it.closest("[data-cluster]")),
  ).toEqual([]);
});

test("a finished cluster is dismissed", () => {
  const page = running({ status: "FAILED" });
  press(page, "Dismiss");
  expect(page.session.events).toEqual([{ type: "dismiss", cluster: KEY }]);
});

test("a button that is switched off while it has the focus keeps the focus and does nothing", async () => {
  const page = open(view());
  const launch = page.get<HTMLButtonElement>("button", "Launch cluster");
  launch.focus();
  await page.show(states.launching);
  expect(focusedElement()).toBe(launch);
  expect([launch.disabled, launch.getAttribute("aria-disabled")]).toEqual([false, "true"]);
  enter(launch);
  expect(page.session.events).toEqual([]);
  await page.show(view());
  expect(launch.getAttribute("aria-disabled")).toBe(null);

  const reset = page.get<HTMLButtonElement>("button", "Reset to defaults");
  await page.show(view({ form: siteForm({ changed: true }) }));
  reset.focus();
  await page.show(view());
  reset.click();
  expect(page.session.events).toEqual([]);
});

test("an event of a redrawn control uses the newest view", async () => {
  const page = running({ canScale: false });
  await page.show(view({ form: form(siteFields().slice(1)), clusters: [cluster(KEY)] }));
  page.type("textbox", "Worker memory (GiB)", "3");
  press(page, "Scale");
  expect(page.session.events).toEqual([
    { type: "edit", field: 0, text: "3" },
    { type: "scale", cluster: KEY },
  ]);
});
