// @vitest-environment happy-dom
import { beforeAll, expect, test, vi } from "vitest";
import type { PartSource } from "../../js/page/parts.js";
import { setPartSource } from "../../js/page/parts.js";
import type { FieldView, PresetsView } from "../../js/view/model.js";
import { buildId } from "./build-id.js";
import { fakeHost } from "./fake-session.js";
import { field, form, view } from "./fixtures.js";
import { description, drawn, open, type Page } from "./page.js";

/** Presets and links: the list, its dialogs, and what they send. */

const part = vi.fn<PartSource>(async () => {
  const choosing = await import("../../js/choosing/index.js");
  return { ...choosing, buildId };
});
beforeAll(() => setPartSource(part));

const mapping = { kind: "mapping", rows: null, noSwitch: null, offer: null, entries: 1 } as const;
const int = { kind: "int", min: null, max: null } as const;
const FIELDS = [
  field("cores", int, "2", { label: "Worker Cores", changed: true }),
  field("environment", mapping, "A: 1", { label: "Environment" }),
  field("api_token", { kind: "secret" }, "", { label: "API token" }),
];

const PRESETS: PresetsView = {
  items: [
    { kind: "site", name: "Big memory", description: "For large arrays." },
    { kind: "own", name: "mine", description: "" },
    { kind: "launch", name: "1700000000000", description: "Worker Cores 3" },
  ],
  chosen: null,
  conflicts: [],
};

const host = () => fakeHost({ linkTo: (link) => `https://lab/?dask-gateway=${link}` });
const shown = (presets = PRESETS, fields: FieldView[] = FIELDS) =>
  view({ form: form(fields), presets });

async function opened(page: Page, button: string): Promise<HTMLElement> {
  page.get("button", button).click();
  await vi.waitFor(() => page.get("dialog"));
  return page.get("dialog");
}

test("there is no list where there is nothing in it", () => {
  expect(open(shown({ ...PRESETS, items: [] })).all("combobox", "Preset")).toEqual([]);
});

test("the list is grouped, tells of the chosen one, and sends the choice", async () => {
  const page = open(shown());
  const select = page.get<HTMLSelectElement>("combobox", "Preset");
  const groups = [...select.querySelectorAll("optgroup")];
  expect(groups.map(({ label }) => label)).toEqual([
    "From your administrator",
    "Yours",
    "Launched here last",
  ]);
  expect(select.value).toBe("");
  select.value = "0";
  select.dispatchEvent(new Event("change"));
  expect(page.session.events).toEqual([
    { type: "choose-preset", kind: "site", name: "Big memory" },
  ]);
  expect(select.value, "it shows what the core says").toBe("");
  await page.show(shown({ ...PRESETS, chosen: 0 }));
  expect(select.value).toBe("0");
  expect(description(select)).toBe("For large arrays.");
  await page.show(shown());
  expect(select.value, "something was changed: it can be chosen once more").toBe("");
  expect(select.options[3]?.label || select.options[3]?.textContent).toContain("Worker Cores 3");
});

test("what is in the form is saved by a name, with the changed mappings that are ticked", async () => {
  const [cores, environment, token] = FIELDS as [FieldView, FieldView, FieldView];
  const unchanged = field("labels", mapping, "B: 1", { label: "Labels" });
  const changed = { ...environment, changed: true };
  const page = open(shown(PRESETS, [cores, changed, unchanged, token]));
  const dialog = await opened(page, "Save as preset");
  expect(dialog.textContent).toContain("Never included, because secret: API token.");
  expect(page.all("checkbox").map((box) => box.getAttribute("name"))).toEqual(["environment"]);
  const save = page.get<HTMLButtonElement>("button", "Save");
  expect(save.disabled).toBe(true);
  page.type("textbox", "Save what is in the form as", "  new   one ");
  await drawn();
  expect(save.disabled).toBe(false);
  page.get<HTMLInputElement>("checkbox", "Include Environment").click();
  save.click();
  await drawn();
  expect(page.session.events.at(-1)).toEqual({
    type: "save-preset",
    name: "new one",
    mappings: '["environment"]',
    replace: false,
  });
  expect(page.all("dialog")).toEqual([]);
});

test("a name that is taken replaces, and says so before", async () => {
  const page = open(shown());
  await opened(page, "Save as preset");
  page.type("textbox", "Save what is in the form as", "mine");
  await drawn();
  expect(page.get("dialog").textContent).toContain("You have a preset “mine” already.");
  page.get("button", "Replace").click();
  expect(page.session.events.at(-1)).toMatchObject({ name: "mine", mappings: "[]", replace: true });
});

test("nothing is saved of a form that is not valid, and it is said why", async () => {
  const bad = field("cores", int, "x", { error: { id: "said", text: "no" }, label: "Cores" });
  const page = open(shown(PRESETS, [bad]));
  const dialog = await opened(page, "Save as preset");
  page.type("textbox", "Save what is in the form as", "new");
  await drawn();
  expect(page.get<HTMLButtonElement>("button", "Save").disabled).toBe(true);
  expect(dialog.querySelector(".wrong")?.textContent).toContain("Cores");
});

test("presets of the user's own can be removed and exported", async () => {
  const page = open(shown());
  await opened(page, "Save as preset");
  page.get("button", "Remove mine").click();
  page.get("button", "Export to a file").click();
  expect(page.session.events.slice(-2)).toEqual([
    { type: "remove-preset", name: "mine" },
    { type: "export-presets" },
  ]);
  await page.show(shown({ ...PRESETS, items: PRESETS.items.slice(0, 1) }));
  expect(page.all("button", "Export to a file")).toEqual([]);
  page.get("button", "Close").click();
  await drawn();
  expect(page.all("dialog")).toEqual([]);
});

test("a file is handed over as far as it can be of use, and its presets replace none unasked", async () => {
  const page = open(shown());
  const dialog = await opened(page, "Save as preset");
  const input = dialog.querySelector<HTMLInputElement>('input[type="file"]');
  const file = new File(["x".repeat(10_000_000)], "presets.json");
  Object.defineProperty(input, "files", { value: [file] });
  input?.dispatchEvent(new Event("change"));
  await vi.waitFor(() => expect(page.session.events.at(-1)?.type).toBe("import-presets"));
  const [event] = page.session.events.slice(-1);
  expect(event?.type === "import-presets" && event.text.length).toBe(200 * 1024 + 1);
  expect(page.all("dialog")).toEqual([]);

  await page.show(shown({ ...PRESETS, conflicts: ["mine", "<b>other</b>"] }));
  expect(page.get("dialog").textContent).toContain("mine, <b>other</b>");
  page.get("button", "Keep mine").click();
  page.get("button", "Replace mine").click();
  page.get("button", "Cancel").click();
  expect(page.session.events.slice(-3)).toEqual(
    (["keep", "replace", "cancel"] as const).map((answer) => ({ type: "answer-import", answer })),
  );
});

test("a file that is gone before it is read counts as one that cannot be read", async () => {
  const page = open(shown());
  const dialog = await opened(page, "Save as preset");
  const input = dialog.querySelector<HTMLInputElement>('input[type="file"]');
  const file = new File(["{}"], "presets.json");
  const text = () => Promise.reject(new DOMException("gone", "NotReadableError"));
  file.slice = () => Object.assign(new Blob(), { text });
  Object.defineProperty(input, "files", { value: [file] });
  input?.dispatchEvent(new Event("change"));
  await vi.waitFor(() =>
    expect(page.session.events).toEqual([{ type: "import-presets", text: "" }]),
  );
});

test("a link is copied at once, or after a question where a mapping was changed", async () => {
  const page = open(shown(), host());
  page.get("button", "Copy link").click();
  expect(page.session.events).toEqual([{ type: "copy-link", mappings: "[]" }]);

  const changed = field("environment", mapping, "A: 2", { label: "Environment", changed: true });
  await page.show(shown(PRESETS, [changed]));
  const dialog = await opened(page, "Copy link");
  page.get<HTMLInputElement>("checkbox", "Include Environment").click();
  page.get("button", "Copy link", dialog).click();
  await drawn();
  expect(page.session.events.at(-1)).toEqual({ type: "copy-link", mappings: '["environment"]' });
  expect(page.all("dialog")).toEqual([]);
});

test("the host makes an address of it; where none is known there is no button", async () => {
  const copy = vi.fn(() => Promise.resolve());
  const page = open(shown(), { ...host(), copy });
  page.session.answer = () => [{ type: "copy-link", link: "1.e30", cluster: null }];
  page.get("button", "Copy link").click();
  expect(copy).toHaveBeenCalledExactlyOnceWith("https://lab/?dask-gateway=1.e30");
  expect(open(shown()).all("button", "Copy link")).toEqual([]);
});

test("a part that cannot be had is said in the form", async () => {
  vi.resetModules();
  const parts = await import("../../js/page/parts.js");
  parts.setPartSource(() => Promise.reject(new Error("blocked")));
  const { openChoosing } = await import("../../js/view/form/choosing.js");
  const { en } = await import("../../js/view/strings/en.js");
  const send = vi.fn();
  openChoosing({ strings: en, send } as never, "presets");
  await vi.waitFor(() => expect(send).toHaveBeenCalled());
  expect(send.mock.calls[0]?.[0]).toMatchObject({ type: "report", cluster: null, level: "error" });
  expect(send.mock.calls[0]?.[0].text).toContain("dask-gateway-choosing.js");
});
