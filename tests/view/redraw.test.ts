// @vitest-environment happy-dom

import { afterEach, expect, test, vi } from "vitest";
import type { ClusterView } from "../../js/view/model.js";
import { focusedElement } from "../../js/view/ui/focused-element.js";
import { fakeHost } from "./fake-session.js";
import { cluster, field, form, NOW, siteFields, siteForm, states, view } from "./fixtures.js";
import { drawn, open, type Page } from "./page.js";

/** A redraw takes nothing from the user: text, caret, focus. And it touches nothing but what has changed. */

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** What is done to the page in a time: where, each place once. */
async function touched(page: Page, work: () => unknown): Promise<Element[]> {
  const records: MutationRecord[] = [];
  const seen = new MutationObserver((some) => records.push(...some));
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  seen.observe(page.root, all);
  await work();
  await drawn();
  records.push(...seen.takeRecords());
  const places = records.map(({ target }) => {
    const element = target instanceof Element ? target : target.parentElement;
    return element?.closest("[data-cluster], .field, .foot, .panel") ?? page.element;
  });
  seen.disconnect();
  return [...new Set(places)];
}

/** Until what is put off to the next frame has been done. */
const frame = () => new Promise(requestAnimationFrame);

const many = Array.from({ length: 30 }, (_, n) => cluster(`key-${n}`));

test("of many clusters the one that changed is touched", async () => {
  const page = open(view({ clusters: many }));
  expect(await touched(page, () => page.show(view({ clusters: many })))).toEqual([]);
  const [first, ...rest] = many as [ClusterView, ...ClusterView[]];
  const changed = { ...first, workers: 7 };
  const places = await touched(page, () => page.show(view({ clusters: [changed, ...rest] })));
  expect(places).toEqual([page.cluster("key-0")]);
});

test("an unchanged view is not drawn, and a changed problem leaves the clusters alone", async () => {
  const page = open(view({ clusters: many }));
  await frame();
  const queried = vi.spyOn(page.root, "querySelector");
  page.session.show(page.session.current);
  await drawn();
  expect(queried).not.toHaveBeenCalled();
  const problem = { level: "error", message: { id: "no-answer" } } as const;
  const places = await touched(page, () => page.show(view({ clusters: many, problem })));
  expect(places).toEqual([page.root.querySelector(".panel")]);
});

test("what asks the gateway for something is drawn when that is on its way, in all mounts", async () => {
  const [asked, other] = [cluster("key-0"), cluster("key-0", { busy: true })];
  const page = open(view({ clusters: [asked] }));
  const second = open(view({ clusters: [asked] }), undefined, page.session);
  const busy = () =>
    [page, second].map((each) => each.cluster("key-0").getAttribute("aria-busy") === "true");
  page.get("button", "Scale").click();
  page.session.show(view({ clusters: [other] }));
  await Promise.resolve();
  await frame();
  expect(busy()).toEqual([false, false]);
  await vi.waitFor(() => expect(busy()).toEqual([true, true]));
  page.session.show(view({ clusters: [asked] }));
  await drawn();
  expect(busy()).toEqual([false, false]);

  // What is done meanwhile is seen at once.
  page.get("button", "Scale").click();
  page.session.show(view({ clusters: [other] }));
  page.type("textbox", "Image", "pangeo");
  await Promise.resolve();
  expect(busy()).toEqual([true, false]);
  await vi.waitFor(() => expect(busy()).toEqual([true, true]));
});

test("what a kernel is to hear of is drawn in the next frame: browsers send it before", async () => {
  const [before, after] = [cluster("key-0"), cluster("key-0", { busy: true })];
  const page = open(view({ clusters: [before] }), fakeHost({ tellsPython: true }));
  const second = open(view({ clusters: [before] }), undefined, page.session);
  const busy = () =>
    [page, second].map((each) => each.cluster("key-0").getAttribute("aria-busy") === "true");
  page.type("textbox", "Image", "pangeo");
  page.session.show(view({ clusters: [after] }));
  await Promise.resolve();
  expect(busy()).toEqual([false, false]);
  await frame();
  expect(busy()).toEqual([true, true]);
  page.session.show(view({ clusters: [before] }));
  await Promise.resolve();
  expect(busy()).toEqual([false, false]);

  // What moves the focus when it is drawn does not wait.
  page.get("button", "Stop cluster").click();
  page.session.show(view({ clusters: [after] }));
  await Promise.resolve();
  expect(busy()).toEqual([true, true]);
});

test("a key in the form looks at no cluster, however many there are", async () => {
  const page = open(view({ clusters: many }));
  let looks = 0;
  for (const one of page.session.view().clusters ?? []) {
    const { key } = one;
    const get = () => {
      looks += 1;
      return key;
    };
    Object.defineProperty(one, "key", { get });
  }
  page.type("textbox", "Image", "pangeo");
  await drawn();
  expect(page.session.events.at(-1)?.type).toBe("edit");
  expect(looks).toBe(0);
});

test("a change of a cluster has nothing of the form measured", async () => {
  const page = open(view({ clusters: many }));
  const image = page.get<HTMLInputElement>("textbox", "Image");
  await frame();
  const measured = vi.spyOn(image, "scrollWidth", "get");
  const changed = many.map((one, n) => (n === 0 ? { ...one, workers: 7 } : one));
  await page.show(view({ clusters: changed }));
  await frame();
  expect(measured).not.toHaveBeenCalled();
  await page.show(view({ clusters: changed, form: siteForm({ changed: true }) }));
  await frame();
  expect(measured).toHaveBeenCalled();
});

test("of two hundred fields the one with the key is touched", async () => {
  const page = open(states.many);
  page.root.querySelector<HTMLElement>(".more")?.click();
  await drawn();
  const input = page.root.getElementById("field-150") as HTMLInputElement;
  const fields = states.many.form?.fields ?? [];
  const places = await touched(page, () => {
    page.session.answer = () => {
      const typed = fields.map((one) => (one.index === 150 ? { ...one, text: "7" } : one));
      page.session.show({ ...states.many, form: form(typed) });
      return [];
    };
    input.value = "7";
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  expect(places.filter((place) => place.matches(".field"))).toHaveLength(0);
  expect(input.value).toBe("7");
  const wrong = { id: "said", text: "no" } as const;
  const refused = fields.map((one) => (one.index === 150 ? { ...one, error: wrong } : one));
  const after = await touched(page, () =>
    page.show({ ...states.many, form: form(refused, { canLaunch: false }) }),
  );
  expect(after.filter((place) => place.matches(".field"))).toEqual([input.closest(".field")]);
});

test("ages go on by themselves, with no word from the core, while the panel can be seen", async () => {
  vi.useFakeTimers({ now: NOW });
  const page = open(view({ clusters: [cluster("a1b2c3d4", { start: NOW - 57_000 })] }));
  const asked = vi.spyOn(page.session, "view");
  const age = () => page.cluster("a1b2c3d4").querySelector(".age")?.textContent;
  expect(age()).toBe("57\u00a0s");
  vi.advanceTimersByTime(2_000);
  expect(age()).toBe("59\u00a0s");
  vi.advanceTimersByTime(2_000);
  expect(age()).toBe("1\u00a0min");
  expect(asked).not.toHaveBeenCalled();
  page.handle.setVisible(false);
  vi.advanceTimersByTime(120_000);
  expect(age()).toBe("1\u00a0min");
  page.handle.setVisible(true);
  expect(age()).toBe("3\u00a0min");
  page.handle.dispose();
  expect(vi.getTimerCount()).toBe(0);
});

test("an age that counts seconds goes on though something else is drawn between two of them", () => {
  vi.useFakeTimers({ now: NOW });
  const page = open(view({ clusters: [cluster("a1b2c3d4", { start: NOW })] }));
  const age = () => page.cluster("a1b2c3d4").querySelector(".age")?.textContent;
  vi.advanceTimersByTime(300);
  // It looks at them once more.
  page.handle.setVisible(true);
  vi.advanceTimersByTime(3_000);
  expect(age()).toBe("3\u00a0s");
  page.handle.dispose();
});

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
  const fields = siteFields().map((one) =>
    one.name === "image" ? { ...one, text: "typed" } : one,
  );
  page.type("textbox", "Image", "typed");
  await page.show(view({ form: form(fields) }));
  expect(image.value).toBe("typed");
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
  await page.show(view({ clusters: [cluster("a1b2c3d4", { status: "FAILED" })] }));
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
  await page.show(view({ clusters: [cluster("b2c3d4e5"), cluster("a1b2c3d4", { workers: 3 })] }));
  expect(details.isConnected && details.open).toBe(true);
  expect(made.open).toBe(false);
});

test("many changes in one task are drawn once", async () => {
  const page = open(view());
  const asked = vi.spyOn(page.session, "view");
  for (let workers = 0; workers < 5; workers += 1)
    page.session.show(view({ clusters: [cluster("a1b2c3d4", { workers })] }));
  page.type("textbox", "Image", "x");
  await drawn();
  expect(asked).toHaveBeenCalledTimes(1);
  expect(page.cluster("a1b2c3d4").textContent).toContain("4 workers");
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
