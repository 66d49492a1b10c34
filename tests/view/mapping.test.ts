// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { focusedElement } from "../../js/view/ui/focused-element.js";
import { field, form, mapping, row, states, view } from "./fixtures.js";
import { description, drawn, open } from "./page.js";

/** A mapping, as text and as a table. */

const gutter = (textarea: HTMLElement) => textarea.parentElement?.querySelector(".gutter");

test("the text has a number at each line, and the wrong one is marked", () => {
  const page = open(states.invalid);
  const text = page.get<HTMLTextAreaElement>("textbox", "Environment variables");
  expect(gutter(text)?.textContent).toBe("1\n2\n3\n4\n");
  expect(gutter(text)?.getAttribute("aria-hidden")).toBe("true");
  expect([...(gutter(text)?.querySelectorAll("b") ?? [])].map((mark) => mark.textContent)).toEqual([
    "3",
  ]);
  expect(description(text)).toBe(
    "Line 3, column 1: found character '\\t' that cannot start any token",
  );
});

test("the text is as tall as what is in it", () => {
  const rows = (text: string) => {
    const page = open(view({ form: form([field("env", mapping(), text)]) }));
    const textarea = page.get<HTMLTextAreaElement>("textbox", "env");
    expect(textarea.value).toBe(text.replace(/\r\n?/g, "\n"));
    expect(gutter(textarea)?.textContent?.split("\n").length).toBe(
      text.split(/\r\n?|\n/).length + 1,
    );
    return Number(textarea.getAttribute("rows"));
  };
  expect([rows(""), rows("a: 1"), rows("a\rb\r\nc\nd"), rows("x\n".repeat(99))]).toEqual([
    3, 3, 4, 100,
  ]);
});

test("the switch asks for the other way", () => {
  const page = open(view());
  page.get("button", "Edit as table").click();
  const at = page.session.current.form?.fields.findIndex(({ name }) => name === "environment");
  expect(page.session.events).toEqual([{ type: "as-table", field: at, table: true }]);
  const other = open(states.table);
  other.get("button", "Edit as text").click();
  expect(other.session.events).toEqual([{ type: "as-table", field: 0, table: false }]);
});

test("a switch that is off says why, and still hears a press", () => {
  const page = open(states["table-wrong"]);
  const off = page.get("button", "Edit as table");
  expect(off.getAttribute("aria-disabled")).toBe("true");
  expect(off.matches(":disabled")).toBe(false);
  expect(description(off)).toMatch(/^A table holds names and texts only/);
  off.click();
  expect(page.session.events).toEqual([{ type: "as-table", field: 2, table: true }]);
  const [wrong] = page.all("button", "Edit as text");
  expect(description(wrong as HTMLElement)).toBe("Enter a name, or remove this row.");
});

test("the table is a group by the field's label, its inputs count from 1", () => {
  const page = open(states.table);
  const table = page.get("group", "Environment variables");
  const value = (name: string) =>
    page.get<HTMLInputElement | HTMLTextAreaElement>("textbox", name, table).value;
  expect([value("Name 1"), value("Value 1")]).toEqual(["OMP_NUM_THREADS", "1"]);
  expect([value("Name 3"), value("Value 3")]).toEqual([
    "PEM",
    "-----BEGIN-----\nMIIB\n-----END-----",
  ]);
  page.type("textbox", "Name 2", "REGION", table);
  page.type("textbox", "Value 3", "one\ntwo", table);
  page.get("button", "Remove variable 1", table).click();
  page.get("button", "Add variable", table).click();
  expect(page.session.events).toEqual([
    { type: "edit-name", field: 0, row: 1, text: "REGION" },
    { type: "edit-value", field: 0, row: 2, text: "one\ntwo" },
    { type: "remove-row", field: 0, row: 0 },
    { type: "add-row", field: 0 },
  ]);
});

test("what is wrong with a row is said there, and only there", () => {
  const page = open(states["table-wrong"]);
  const table = page.get("group", "Environment variables");
  const wrong = (name: string) => {
    const input = page.get("textbox", name, table);
    return [input.getAttribute("aria-invalid"), description(input)];
  };
  expect(wrong("Name 1")).toEqual(["false", ""]);
  expect(wrong("Name 2")).toEqual(["true", "Enter a name, or remove this row."]);
  expect(wrong("Name 3")).toEqual(["true", "Row 1 has the same name: change one of them."]);
  expect(wrong("Name 4")).toEqual(["false", ""]);
  expect(page.root.querySelectorAll(".wrong")).toHaveLength(2);
});

function paste(input: HTMLElement, text: string): boolean {
  const event = new Event("paste", { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: () => text } });
  return input.dispatchEvent(event);
}

test("what may be a variable goes to the core when pasted into a name, a mere word to the browser", () => {
  const page = open(states.table);
  const name = page.get<HTMLInputElement>("textbox", "Name 1");
  name.setSelectionRange(4, name.value.length);
  expect(paste(name, "NUM_THREADS")).toBe(true);
  expect(page.session.events).toEqual([]);
  for (const pasted of ["A=1", "A: 1", "A=1\r\nB=x=y\r\n", "set A=$&", "Name  Value"]) {
    expect(paste(name, pasted)).toBe(false);
    expect(page.session.events.splice(0)).toEqual([
      { type: "paste-name", field: 0, row: 0, pasted, text: `OMP_${pasted}` },
    ]);
  }
});

test("what can be done about a text is a button, and the focus moves to what it changes", async () => {
  const page = open(states.pasted);
  const quotes = page.get("button", "Put these values into quotes");
  expect(description(page.get("textbox", "Environment of the scheduler"))).toBe(
    "These values should be text, but RETRY is the number 5, FLAG is true, VER is the number 3.1. A cluster with such values may never start.",
  );
  quotes.focus();
  quotes.click();
  await drawn();
  expect(focusedElement()).toBe(page.get("textbox", "Environment of the scheduler"));
  const rows = page.get("button", "Turn these lines into variables");
  page.session.answer = (event) => {
    if (event.type === "take-lines") {
      const taken = field("lines", mapping([row("A", "b c"), row("C", "d")]), "");
      page.session.show(view({ form: form([taken, taken, taken]) }));
    }
    return [];
  };
  rows.focus();
  rows.click();
  await drawn();
  expect(page.session.events).toEqual([
    { type: "quote-values", field: 1 },
    { type: "take-lines", field: 2 },
  ]);
  expect((focusedElement() as HTMLElement).id).toBe("field-2-0-name");
});

test("what was pasted is told, and which rows are no variables", () => {
  const page = open(states.pasted);
  const table = page.get("group", "Environment variables");
  expect(page.root.querySelector("#field-0-note")?.textContent).toBe(
    "Pasted 2 variables. Lines that are no variables were kept in rows without a name: give them one or remove them. Comments are kept: see “Edit as text”.",
  );
  expect(description(page.get("textbox", "Name 2", table))).toContain(
    "No environment variable can have this name",
  );
  expect(page.get<HTMLTextAreaElement>("textbox", "Value 3", table).value).toContain("echo hello");
});

test.each([
  ["textbox", "Value 1", states.table],
  ["textbox", "Image", states.empty],
] as const)("lines pasted into a single line stay lines: %s %s", (role, name, state) => {
  const page = open(state);
  const input = page.get<HTMLInputElement>(role, name);
  input.setSelectionRange(0, input.value.length);
  expect(paste(input, "one line\n")).toBe(false);
  expect(paste(input, "two\r\nlines\n")).toBe(false);
  expect(page.session.events.map((event) => "text" in event && event.text)).toEqual([
    "one line",
    "two\r\nlines",
  ]);
});

test("the focus goes to the row that was added, and to the end when the last one is removed", async () => {
  const rows = [row("A", "1"), row("B", "2")];
  const show = (count: number) =>
    view({ form: form([field("env", mapping(rows.slice(0, count)), "")]) });
  const page = open(show(1));
  page.session.answer = (event) => {
    page.session.show(show(event.type === "add-row" ? 2 : 1));
    return [];
  };
  page.get("button", "Add variable").click();
  await drawn();
  expect(focusedElement()).toBe(page.get("textbox", "Name 2"));
  const remove = page.get("button", "Remove variable 2");
  remove.focus();
  remove.click();
  await drawn();
  expect(focusedElement()).toBe(page.get("button", "Add variable"));
});
