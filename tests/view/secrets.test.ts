// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { cluster, field, form, option, states, view } from "./fixtures.js";
import { drawn, name, open } from "./page.js";

/** Secrets are in the page only as long as the user wants to see them. */

const password = (page: ReturnType<typeof open>) =>
  page.root.querySelector<HTMLInputElement>("#field-0") as HTMLInputElement;

test("a field that is a secret is a password input, with a button that shows it", async () => {
  const page = open(states.secrets);
  expect(password(page).type).toBe("password");
  expect(name(password(page))).toBe("Database password");
  expect(password(page).autocomplete).toBe("new-password");
  expect(page.root.innerHTML).not.toContain("hush-hush");

  const show = page.get<HTMLButtonElement>("button", "Show Database password", formOf(page));
  expect(show.type).toBe("button");
  // Its name says what it does next: "Hide …, pressed" would say that it hides now.
  expect(show.hasAttribute("aria-pressed")).toBe(false);
  show.focus();
  show.click();
  await drawn();
  expect(password(page).type).toBe("text");
  expect(password(page).value).toBe("hush-hush");
  const hide = page.get("button", "Hide Database password");
  expect(hide.hasAttribute("aria-pressed")).toBe(false);
  expect(page.root.activeElement).toBe(hide);
  hide.click();
  await drawn();
  expect(password(page).type).toBe("password");
});

test("what is typed into it is the field's, hidden or not", async () => {
  const page = open(states.secrets);
  const input = password(page);
  input.value = "new";
  input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  expect(page.session.events).toEqual([{ type: "edit", field: 0, text: "new" }]);
});

test("a secret of several lines keeps its lines, out of sight", async () => {
  const page = open(states.secrets);
  const key = page.get<HTMLTextAreaElement>("textbox", "ssh_key");
  expect(key.value).toBe("-----BEGIN-----\nMIIB\n-----END-----");
  expect(key.className).toBe("masked");
  page.get("button", "Show ssh_key").click();
  await drawn();
  expect(key.className).toBe("");
});

test("of a cluster's options, secrets are dots until they are asked for, one by one", async () => {
  const options = [
    option("Worker cores", "2"),
    option("Password", "hush", true),
    option("Token", "other", true),
  ];
  const page = open(
    view({
      form: form([]),
      clusters: [cluster("a1b2c3d4", { options }), cluster("b2c3d4e5", { options })],
    }),
  );
  const [first, second] = [page.cluster("a1b2c3d4"), page.cluster("b2c3d4e5")];
  const values = (item: HTMLElement) =>
    [...item.querySelectorAll("dd")].map((value) => value.textContent?.trim());
  const dots = "••••••••";
  expect(values(first)).toEqual(["2", dots, dots]);
  expect(page.root.innerHTML).not.toContain("hush");

  page.get("button", "Show Password", first).click();
  await drawn();
  expect(values(first)).toEqual(["2", "hush", dots]);
  expect(values(second)).toEqual(["2", dots, dots]);
  page.get("button", "Hide Password", first).click();
  await drawn();
  expect(page.root.innerHTML).not.toContain("hush");
});

test("what is shown in one place stays hidden in another", async () => {
  const [one, other] = [open(states.secrets), open(states.secrets)];
  one.get("button", "Show Database password", formOf(one)).click();
  await drawn();
  expect(password(one).type).toBe("text");
  expect(password(other).type).toBe("password");
});

test("a label cannot turn the words of the button around", () => {
  const label = "pass\u202eword\u001b";
  const page = open(view({ form: form([field("x", { kind: "secret" }, "", { label })]) }));
  expect(page.get("button", "Show pass\ufffdword\ufffd")).toBeTruthy();
});

function formOf(page: ReturnType<typeof open>): HTMLElement {
  return page.get("form", "Cluster options");
}
