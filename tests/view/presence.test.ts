// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { mount } from "../../js/view/session/mount.js";
import { type Presence, registerMount, watchSession } from "../../js/view/session/presence.js";
import { FakeSession, fakeHost } from "./fake-session.js";
import { view } from "./fixtures.js";
import { turnPage } from "./page.js";

/** Several panels on one session, and hidden pages: whether the core is told that somebody looks. */

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

const add = (session: FakeSession) => mount(document.body, session, fakeHost());
const told = (session: FakeSession) =>
  session.events.flatMap((event) => (event.type === "visible" ? [event.visible] : []));

test("the core is told once whether any panel can be seen", () => {
  const session = new FakeSession(view());
  const first = add(session);
  const second = add(session);
  expect(told(session)).toEqual([true]);
  first.setVisible(false);
  expect(told(session)).toEqual([true]);
  second.setVisible(false);
  expect(told(session)).toEqual([true, false]);
  second.setVisible(true);
  first.setVisible(true);
  expect(told(session)).toEqual([true, false, true]);
  first.dispose();
  expect(told(session)).toEqual([true, false, true]);
  second.dispose();
  expect(told(session)).toEqual([true, false, true, false]);
});

test("a panel that has ended tells no more which clusters can be seen", () => {
  const session = new FakeSession(view());
  const panel = add(session);
  panel.dispose();
  panel.showCluster("a1b2c3d4");
  expect(session.events.filter(({ type }) => type === "in-view")).toEqual([]);
});

test("a hidden page hides all panels", () => {
  const session = new FakeSession(view());
  const panel = add(session);
  turnPage("hidden");
  panel.setVisible(false);
  turnPage("visible");
  expect(told(session)).toEqual([true, false]);
  panel.setVisible(true);
  expect(told(session)).toEqual([true, false, true]);
});

test("who waits for something keeps the core asking while no panel can be seen, but not while the page is hidden", () => {
  const session = new FakeSession(view());
  const panel = add(session);
  const watching = new AbortController();
  watchSession(session, watching.signal);
  panel.setVisible(false);
  expect(told(session)).toEqual([true]);
  turnPage("hidden");
  turnPage("visible");
  expect(told(session)).toEqual([true, false, true]);
  watching.abort();
  expect(told(session)).toEqual([true, false, true, false]);
});

test("a session that is watched asks without any panel, while the page can be seen", () => {
  const session = new FakeSession(view());
  const [one, other] = [new AbortController(), new AbortController()];
  watchSession(session, one.signal);
  watchSession(session, other.signal);
  expect(told(session)).toEqual([true]);
  turnPage("hidden");
  expect(told(session)).toEqual([true, false]);
  turnPage("visible");
  one.abort();
  expect(told(session)).toEqual([true, false, true]);
  other.abort();
  expect(told(session)).toEqual([true, false, true, false]);
  turnPage("hidden");
  turnPage("visible");
  expect(told(session)).toHaveLength(4);
});

test("sessions do not share their panels", () => {
  const [one, other] = [new FakeSession(view()), new FakeSession(view())];
  add(one);
  add(other).setVisible(false);
  expect(told(one)).toEqual([true]);
  expect(told(other)).toEqual([true, false]);
});

test("no workers are asked for while no panel that shows clusters can be seen, whoever else waits", () => {
  const session = new FakeSession(view());
  const told = () =>
    session.events.flatMap((event) => (event.type === "show-workers" ? [event.shown] : []));
  const waiting = new AbortController();
  watchSession(session, waiting.signal);
  const [panel, form] = [new AbortController(), new AbortController()].map((it) =>
    registerMount(session, it.signal),
  ) as [Presence, Presence];
  panel.setVisible(true);
  form.setVisible(true);
  panel.setInView(new Set(["a1b2c3d4"]));
  expect(told()).toEqual([]);
  panel.setVisible(false);
  expect(told()).toEqual([false]);
  panel.setVisible(true);
  expect(told()).toEqual([false, true]);
});
