// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { mount } from "../../js/view/session/mount.js";
import { FakeSession, fakeHost } from "./fake-session.js";
import { cluster, view } from "./fixtures.js";
import { drawn, open } from "./page.js";

/** Several panels on one session, hidden pages, the end, and faults. */

const visibility = vi.spyOn(document, "visibilityState", "get");
afterEach(() => {
  visibility.mockReturnValue("visible");
  document.body.replaceChildren();
});

function turn(state: "visible" | "hidden"): void {
  visibility.mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
}

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

test("a hidden page hides all panels", () => {
  const session = new FakeSession(view());
  const panel = add(session);
  turn("hidden");
  panel.setVisible(false);
  turn("visible");
  expect(told(session)).toEqual([true, false]);
  panel.setVisible(true);
  expect(told(session)).toEqual([true, false, true]);
});

test("sessions do not share their panels", () => {
  const [one, other] = [new FakeSession(view()), new FakeSession(view())];
  add(one);
  add(other).setVisible(false);
  expect(told(one)).toEqual([true]);
  expect(told(other)).toEqual([true, false]);
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
  turn("hidden");
  turn("visible");
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
