// @vitest-environment happy-dom
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, expect, test, vi } from "vitest";
import { cluster, field, form, IMAGES, mapping, view } from "./fixtures.js";
import { drawn, open, turnPage } from "./page.js";

/** When a panel draws, its end, and faults. */

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

test("a hidden panel draws nothing, and all at once when it is shown", async () => {
  const page = open(view({ clusters: [] }));
  page.handle.setVisible(false);
  const asked = vi.spyOn(page.session, "view");
  await page.show(view({ clusters: [cluster("a1b2c3d4")] }));
  expect(asked).not.toHaveBeenCalled();
  page.handle.setVisible(true);
  expect(page.cluster("a1b2c3d4")).toBeTruthy();
});

test("who types in a field stays in it when the options around it change", async () => {
  const text = (name: string) => field(name, { kind: "string" }, "");
  const page = open(view({ form: form([text("one"), text("two")]) }));
  page.get("textbox", "two").focus();
  for (const names of [
    ["new", "one", "two"],
    ["two", "new"],
    // An odd spec has a name twice.
    ["one", "one", "two", "one"],
    ["one", "one", "two", "new"],
  ]) {
    await page.show(view({ form: form(names.map(text)) }));
    expect(page.root.activeElement, names.join()).toBe(page.get("textbox", "two"));
    const labels = [...page.root.querySelectorAll(".fields label")].map((it) => it.textContent);
    expect(labels.map((it) => it?.trim())).toEqual(names);
  }
});

test("the dialog of a mapping and the list of a field stay theirs when options come and go", async () => {
  HTMLElement.prototype.showPopover = () => {};
  const map = (name: string) => field(name, mapping(), "{}");
  const image = field("image", { kind: "select", options: IMAGES, selected: 0 }, IMAGES[0] ?? "");
  const all = [image, map("a"), map("b"), map("c"), map("d")];
  const page = open(view({ form: form(all) }));
  page.root.querySelector<HTMLElement>("#field-2-fold")?.click();
  await drawn();
  const dialog = () => page.root.querySelector("dialog");
  expect(dialog()?.querySelector("label")?.textContent).toBe("b");
  await page.show(view({ form: form([map("new"), ...all]) }));
  expect(dialog()?.querySelector("label")?.textContent).toBe("b");
  page.get("button", "Done").click();
  await drawn();
  page.get("combobox", "image").focus();
  page.get("combobox", "image").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));
  await drawn();
  expect(page.get("combobox", "image").getAttribute("aria-expanded")).toBe("true");
  await page.show(view({ form: form([{ ...image, name: "x", label: "x" }, ...all]) }));
  const expanded = page.all("combobox").map((it) => it.getAttribute("aria-expanded"));
  expect(expanded).toEqual(["false", "true"]);
});

test("a panel shows its content as soon as it is mounted", () => {
  expect(open(view()).get("form", "Cluster options")).toBeTruthy();
});

test("dispose takes the panel away and lets go of the session", async () => {
  const page = open(view());
  const asked = vi.spyOn(page.session, "view");
  page.session.show(view({ clusters: [] }));
  page.handle.dispose();
  await drawn();
  expect(asked).not.toHaveBeenCalled();
  expect(page.element.isConnected).toBe(false);
  expect(page.session.listening).toBe(0);
  page.session.events.length = 0;
  turnPage("hidden");
  turnPage("visible");
  expect(page.session.events).toEqual([]);
});

test("after dispose a late failure of the host is not reported", async () => {
  let fail = (_: Error) => {};
  const copy = () => new Promise<void>((_, reject) => (fail = reject));
  const page = open(view(), { copy });
  page.session.answer = (event) =>
    event.type === "copy-python" ? [{ type: "copy", text: "x", cluster: null }] : [];
  page.get("button", "Copy as Python").click();
  page.handle.dispose();
  page.session.events.length = 0;
  fail(new Error("too late"));
  await drawn();
  expect(page.session.events).toEqual([]);
});

test("where there is no clipboard, the text stands there to be copied by hand, until it was", async () => {
  const page = open(view(), { copy: () => Promise.reject(new Error("no clipboard")) });
  page.session.answer = (event) =>
    event.type === "copy-python" ? [{ type: "copy", text: "secret-name", cluster: null }] : [];
  const field = () => page.root.querySelector<HTMLTextAreaElement>(".copy-field textarea");
  const button = page.get("button", "Copy as Python");
  const copy = async () => {
    button.focus();
    button.click();
    await drawn();
  };
  await copy();
  expect(page.session.events.at(-1)).toMatchObject({ type: "report", text: "no clipboard" });
  expect(field()?.value).toBe("secret-name");
  expect(page.root.activeElement).toBe(field());
  expect([field()?.selectionStart, field()?.selectionEnd]).toEqual([0, "secret-name".length]);
  expect(page.root.innerHTML, "no markup holds it").not.toContain("secret-name");

  await copy();
  expect(page.root.querySelectorAll(".copy-field").length, "one at a time").toBe(1);
  field()?.dispatchEvent(new Event("copy"));
  await vi.waitFor(() => expect(field()).toBeNull());
  expect(page.root.activeElement).toBe(button);

  await copy();
  field()?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  expect(field()).toBeNull();
  page.session.show(page.session.current);
  await drawn();
  expect(page.get("button", "Copy as Python")).toBe(button);
});

test("all mounts share one stylesheet", () => {
  const [one, other] = [open(view()), open(view())];
  expect(one.root.adoptedStyleSheets).toHaveLength(1);
  expect(one.root.adoptedStyleSheets[0]).toBe(other.root.adoptedStyleSheets[0]);
});

test.each(["view", "dispatch"] as const)(
  "a fault of the core in %s leaves a clear sentence",
  async (method) => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    const page = open(view());
    const fault = new Error("unreachable");
    vi.spyOn(page.session, method).mockImplementation(() => {
      throw fault;
    });
    page.get("button", "Refresh").click();
    await drawn();
    expect(page.get("alert").textContent).toContain("Reload the page.");
    expect(page.all("form")).toEqual([]);
    expect(logged).toHaveBeenCalledExactlyOnceWith(fault);
    logged.mockRestore();
  },
);

test("a panel that ended leaves next to nothing to those who keep what it was in", () => {
  const clusters = Array.from({ length: 10 }, (_, n) => cluster(`key-${n}`));
  const page = open(view({ clusters }));
  const container = page.element.parentElement as HTMLElement;
  page.handle.dispose();
  const nodes = (node: Node): number =>
    1 + [...node.childNodes].reduce((sum, child) => sum + nodes(child), 0);
  expect(nodes(page.root) + nodes(container)).toBeLessThan(5);
  expect(page.root.adoptedStyleSheets).toEqual([]);
  expect(page.session.listening).toBe(0);
});

test("a panel that ended holds no element of its own, whoever keeps its handle", async () => {
  const page = open(view({ clusters: [cluster("a1b2c3d4")] }));
  const { handle } = page;
  const row = new WeakRef(page.cluster("a1b2c3d4"));
  handle.dispose();
  document.body.replaceChildren();
  await drawn();
  collectGarbage();
  expect(row.deref()).toBeUndefined();
  expect(handle).toBeDefined();
});
