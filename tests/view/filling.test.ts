// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { field, form, view } from "./fixtures.js";
import { open } from "./page.js";

/** What was filled in from elsewhere: from a preset, a link, a worker template or Python. */

const int = { kind: "int", min: null, max: null } as const;

test("a field that was filled in says what it had before, to those who hear it too", () => {
  const cores = field("cores", int, "4", { changed: true, before: "1" });
  const memory = field("memory", int, "9", { before: "" });
  const page = open(view({ form: form([cores, memory, field("other", int, "1")]) }));
  const said = (name: string) => {
    const input = page.get("textbox", name);
    const id = input.getAttribute("aria-describedby") ?? "";
    return page.root.getElementById(id)?.textContent;
  };
  expect(said("cores")).toBe("Filled in. Before: 1");
  expect(said("memory"), "a secret or a mapping").toBe("Filled in.");
  expect(page.root.querySelectorAll("[id$=-before]")).toHaveLength(2);
});
