// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { focusedElement } from "../../js/view/ui/focused-element.js";
import { FakeSession, fakeHost } from "./fake-session.js";
import { cluster, states, view } from "./fixtures.js";
import { description, drawn, open } from "./page.js";

/** "Stop this cluster?" What only a real browser does (Escape, the focus ring inside) is in browser.test.ts. */

const asking = states.confirm;
const answered = { ...asking, confirmStop: null };

test("it names what will be lost and is modal, with Cancel focused", async () => {
  const page = open(answered);
  await page.show(asking);
  const dialog = page.get<HTMLDialogElement>("dialog", "Stop this cluster?");
  expect(dialog.open).toBe(true);
  expect(description(dialog)).toContain("a1b2c3d4 and its 2 workers");
  expect(focusedElement()).toBe(page.get("button", "Cancel", dialog));
});

test("its two answers", () => {
  const page = open(asking);
  page.get("button", "Stop", page.get("dialog")).click();
  page.get("button", "Cancel").click();
  expect(page.session.events).toEqual([
    { type: "answer-stop", stop: true },
    { type: "answer-stop", stop: false },
  ]);
});

test("closed by the browser or by a click beside it, it means no", () => {
  const page = open(asking);
  const dialog = page.get("dialog");
  const cancel = new Event("cancel", { cancelable: true });
  dialog.dispatchEvent(cancel);
  expect(cancel.defaultPrevented).toBe(true);
  dialog.click();
  page.root.getElementById("question")?.click();
  expect(page.session.events).toEqual(Array(2).fill({ type: "answer-stop", stop: false }));
});

test("the focus returns to the button that asked", async () => {
  const page = open(answered);
  const stop = page.get("button", "Stop cluster", page.cluster("a1b2c3d4"));
  stop.focus();
  await page.show(asking);
  await page.show(asking);
  expect(focusedElement()).not.toBe(stop);
  await page.show(answered);
  expect(page.all("dialog")).toEqual([]);
  expect(focusedElement()).toBe(stop);
});

test("if the button is gone by then, its cluster gets the focus", async () => {
  const page = open(answered);
  page.get("button", "Stop cluster", page.cluster("a1b2c3d4")).focus();
  await page.show(asking);
  await page.show(view({ clusters: [cluster("a1b2c3d4", { status: "STOPPING" })] }));
  expect(focusedElement()).toBe(page.cluster("a1b2c3d4"));
});

test("asked for by a command, the focus returns to where it was in the page", async () => {
  const page = open(answered);
  const elsewhere = document.body.appendChild(document.createElement("input"));
  elsewhere.focus();
  await page.show(asking);
  await page.show(answered);
  expect(focusedElement()).toBe(elsewhere);
});

test("of several panels only the one that was used asks", async () => {
  const session = new FakeSession(answered);
  const [first, second] = [
    open(answered, fakeHost(), session),
    open(answered, fakeHost(), session),
  ];
  const dialogs = () => [first.all("dialog").length, second.all("dialog").length];
  second.get("button", "Stop cluster", second.cluster("a1b2c3d4")).click();
  await second.show(asking);
  expect(dialogs()).toEqual([0, 1]);
  await second.show(answered);
  first.get("button", "Refresh").click();
  await second.show(asking);
  expect(dialogs()).toEqual([1, 0]);
});

test("a panel that cannot be seen does not ask, and one that is hidden while asking takes it as no", async () => {
  const session = new FakeSession(answered);
  const [hidden, shown] = [
    open(answered, fakeHost(), session),
    open(answered, fakeHost(), session),
  ];
  hidden.get("button", "Refresh").click();
  hidden.handle.setVisible(false);
  await shown.show(asking);
  expect([hidden.all("dialog").length, shown.all("dialog").length]).toEqual([0, 1]);
  session.events.length = 0;
  shown.handle.setVisible(false);
  expect(session.events).toEqual([
    { type: "answer-stop", stop: false },
    { type: "visible", visible: false },
  ]);
});

test("a panel taken away while asking takes it as no", async () => {
  const page = open(asking);
  page.handle.dispose();
  await drawn();
  expect(page.session.events).toContainEqual({ type: "answer-stop", stop: false });
});
