// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { showSavedOptions } from "../../js/jupyter/saved-output.js";
import { FakeSession } from "./fake-session.js";
import { view } from "./fixtures.js";

/** What a notebook's file says of options. */

const SAVED = '{"worker_cores": 2, "image": "<b>evil</b>"}';
const loading = view({ form: null });

function show(session: FakeSession, options = SAVED, ownForm = false) {
  const box = document.body.appendChild(document.createElement("div"));
  const abort = new AbortController();
  showSavedOptions(box, session, options, ownForm, abort.signal);
  return { box, abort, button: box.querySelector("button") };
}

test("they begin no form that belongs to a gateway, whether it is there yet or not", () => {
  for (const current of [view(), loading]) {
    const session = new FakeSession(current);
    const { box } = show(session);
    session.show(view());
    expect(session.events).toEqual([]);
    expect(box.textContent).toContain("Options saved in this notebook");
    expect([...box.querySelectorAll("td")].map((cell) => cell.textContent)).toEqual([
      "worker_cores",
      "2",
      "image",
      "<b>evil</b>",
    ]);
    expect(box.querySelector("b")).toBeNull();
  }
});

test("the user may put them into it, as soon as it is there", () => {
  const session = new FakeSession(loading);
  const { button, abort } = show(session);
  expect(button?.disabled).toBe(true);
  button?.click();
  expect(session.events).toEqual([]);
  session.show(view());
  expect(button?.disabled).toBe(false);
  button?.click();
  expect(session.events).toEqual([{ type: "set-options", options: SAVED, unseen: false }]);
  abort.abort();
  expect(session.listening).toBe(0);
});

test("a form of its own begins with them, unless it has been seen", () => {
  const unseen = new FakeSession(loading);
  expect(show(unseen, SAVED, true).box.childElementCount).toBe(0);
  expect(unseen.events).toEqual([{ type: "set-options", options: SAVED, unseen: false }]);
  const seen = new FakeSession(view());
  show(seen, SAVED, true);
  expect(seen.events).toEqual([]);
});

test("odd ones are shown as they are, and none are not shown", () => {
  for (const odd of ['{"x": NaN}', "null", "not JSON"]) {
    expect(show(new FakeSession(view()), odd).box.textContent).toContain(odd);
  }
  expect(show(new FakeSession(view()), "{}").box.childElementCount).toBe(0);
});

test("what is nested is shown as a whole, for it may go into the form", () => {
  const nested = '{"environment": {"LD_PRELOAD": "/tmp/evil.so"}, "x": [{}], "n": null}';
  const { box } = show(new FakeSession(view()), nested);
  expect([...box.querySelectorAll("td")].map((cell) => cell.textContent)).toEqual([
    "environment",
    '{"LD_PRELOAD":"/tmp/evil.so"}',
    "x",
    "[{}]",
    "n",
    "null",
  ]);
});
