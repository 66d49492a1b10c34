// @vitest-environment happy-dom

import { expect, test, vi } from "vitest";
import { focusedElement } from "../../js/view/ui/focused-element.js";
import { cluster, field, form, siteForm, states, view } from "./fixtures.js";
import { drawn, open } from "./page.js";

/** A redraw takes nothing from the user: text, caret, focus. */

test("text, caret and focus survive redraws while typing", async () => {
  const page = open(view());
  const image = page.get<HTMLInputElement>("textbox", "Image");
  page.session.answer = (event) => {
    if (event.type === "edit") {
      const fields = page.session.current.form?.fields ?? [];
      page.session.show(
        view({
          form: form(
            fields.map((one) => (one.index === event.field ? { ...one, text: event.text } : one)),
          ),
        }),
      );
    }
    return [];
  };
  image.focus();
  image.value = "pangeo/XYpangeo-notebook:1";
  image.setSelectionRange(9, 9);
  const written = vi.spyOn(image, "value", "set");
  image.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await drawn();
  await page.show(view({ form: page.session.current.form, clusters: [cluster("a1b2c3d4")] }));
  expect(image.value).toBe("pangeo/XYpangeo-notebook:1");
  expect([image.selectionStart, image.selectionEnd]).toEqual([9, 9]);
  // Writing even the same text would move the caret in some browsers.
  expect(written).not.toHaveBeenCalled();
  expect(focusedElement()).toBe(image);
});

test("the page shows the core's text again when the core kept its own", async () => {
  const page = open(view());
  page.type("textbox", "Image", "refused");
  await drawn();
  expect(page.get<HTMLInputElement>("textbox", "Image").value).toBe(
    "pangeo/pangeo-notebook:2026.08.01",
  );
});

test("reset puts the default back into an edited input", async () => {
  const page = open(view());
  const image = page.get<HTMLInputElement>("textbox", "Image");
  image.value = "typed";
  await page.show(view());
  expect(image.value).toBe("pangeo/pangeo-notebook:2026.08.01");
});

test("line breaks in a text option are kept, and do not make each redraw write", async () => {
  const page = open(states.hostile);
  const lines = page.get<HTMLTextAreaElement>("textbox", "Two lines");
  expect(lines.tagName).toBe("TEXTAREA");
  expect(lines.value).toBe("one\ntwo");
  const written = vi.spyOn(lines, "value", "set");
  await page.show(states.hostile);
  expect(written).not.toHaveBeenCalled();
});

test("when a text option loses its last line break, its input takes over the focus", async () => {
  const lines = (text: string) => view({ form: form([field("note", { kind: "string" }, text)]) });
  const page = open(lines("a\nb"));
  const before = page.get<HTMLTextAreaElement>("textbox", "note");
  before.focus();
  before.setSelectionRange(1, 1);
  await page.show(lines("ab"));
  const after = page.get<HTMLInputElement>("textbox", "note");
  expect(after.tagName).toBe("INPUT");
  expect(focusedElement()).toBe(after);
  expect(after.selectionStart).toBe(1);
});

test("a new cluster on top leaves the others' elements and the focus alone", async () => {
  const page = open(view({ clusters: [cluster("a1b2c3d4")] }));
  const workers = page.get<HTMLInputElement>("spinbutton", "Workers");
  workers.focus();
  await page.show(view({ clusters: [cluster("b2c3d4e5"), cluster("a1b2c3d4")] }));
  expect(page.get("spinbutton", "Workers", page.cluster("a1b2c3d4"))).toBe(workers);
  expect(focusedElement()).toBe(workers);
});

test("the focus follows a cluster that moves in the list", async () => {
  const page = open(view({ clusters: [cluster("a1b2c3d4"), cluster("b2c3d4e5")] }));
  for (const key of ["a1b2c3d4", "b2c3d4e5"]) {
    const workers = page.get("spinbutton", "Workers", page.cluster(key));
    workers.focus();
    await page.show(view({ clusters: [...(page.session.current.clusters ?? [])].reverse() }));
    expect(focusedElement()).toBe(workers);
  }
});

test("when the focused control goes, its cluster gets the focus; when that goes, the list", async () => {
  const page = open(view({ clusters: [cluster("a1b2c3d4")] }));
  page.get("spinbutton", "Workers").focus();
  await page.show(view({ clusters: [cluster("a1b2c3d4", { status: "STOPPED" })] }));
  expect(focusedElement()).toBe(page.cluster("a1b2c3d4"));
  page.get("button", "Dismiss").focus();
  await page.show(view({ clusters: [] }));
  expect(focusedElement()).toBe(page.get("list", "Clusters"));
});

test("a redraw does not draw the focus into the panel", async () => {
  const page = open(view({ clusters: [cluster("a1b2c3d4")] }));
  const elsewhere = document.body.appendChild(document.createElement("input"));
  elsewhere.focus();
  await page.show(view({ clusters: [] }));
  expect(focusedElement()).toBe(elsewhere);
});

test("an opened disclosure stays open", async () => {
  const page = open(view({ clusters: [cluster("a1b2c3d4")] }));
  const details = page.cluster("a1b2c3d4").querySelector("details") as HTMLDetailsElement;
  details.open = true;
  const made = page.root.querySelector("details.column") as HTMLDetailsElement;
  made.open = false;
  await page.show(view({ clusters: [cluster("b2c3d4e5"), cluster("a1b2c3d4", { age: 800 })] }));
  expect(details.isConnected && details.open).toBe(true);
  expect(made.open).toBe(false);
});

test("many changes in one task are drawn once", async () => {
  const page = open(view());
  const asked = vi.spyOn(page.session, "view");
  for (let age = 0; age < 5; age += 1)
    page.session.show(view({ clusters: [cluster("a1b2c3d4", { age })] }));
  page.type("textbox", "Image", "x");
  await drawn();
  expect(asked).toHaveBeenCalledTimes(1);
  expect(page.cluster("a1b2c3d4").textContent).toContain("4 s");
});

test("a message replaces the one before it in the same live region", async () => {
  const page = open(view());
  const region = page.all("status", undefined, page.get("form", "Cluster options"))[0];
  expect(region?.textContent).toBe("");
  await page.show(
    view({ form: siteForm({ message: { level: "info", message: { id: "copied" } } }) }),
  );
  expect(page.all("status", undefined, page.get("form", "Cluster options"))[0]).toBe(region);
  expect(region?.textContent).toBe("Copied to the clipboard.");
});
