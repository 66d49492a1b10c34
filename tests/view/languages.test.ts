// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Host, View } from "../../js/view/model.js";
import { FakeSession, fakeHost } from "./fake-session.js";
import { cluster, field, form, view } from "./fixtures.js";

/** Which language a panel speaks: the nearest `lang`, at once, and English until another is there. */

const loadPart = vi.hoisted(() => vi.fn());
vi.mock("../../js/page/parts.js", () => ({ loadPart }));

let languages: typeof import("../../js/view/strings/languages.js");
let mount: typeof import("../../js/view/session/mount.js").mount;
let end: AbortController;
/** Lets the part come, or fail. */
let arrive: () => void;
let fail: (error: Error) => void;

beforeEach(async () => {
  // As in a page that was just opened.
  vi.resetModules();
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  const part = await import("../../js/zh/index.js");
  loadPart.mockReset().mockImplementation((name: string) => {
    if (name !== "zh") return new Promise(() => {});
    return new Promise((resolve, reject) => {
      arrive = () => resolve(part);
      fail = reject;
    });
  });
  languages = await import("../../js/view/strings/languages.js");
  ({ mount } = await import("../../js/view/session/mount.js"));
  end = new AbortController();
});
afterEach(() => {
  end.abort();
  vi.useRealTimers();
  vi.restoreAllMocks();
  document.documentElement.removeAttribute("lang");
  document.body.replaceChildren();
});

const shown = () =>
  view({
    form: form([field("cores", { kind: "int", min: "1", max: "4" }, "1")]),
    clusters: [cluster("a1b2c3d4")],
  });

function open(lang: string | null, current: View = shown(), host: Host = fakeHost()) {
  const container = document.body.appendChild(document.createElement("div"));
  if (lang !== null) container.lang = lang;
  const session = new FakeSession(current);
  const handle = mount(container, session, host);
  const box = container.firstElementChild as HTMLElement;
  end.signal.addEventListener("abort", () => handle.dispose());
  const text = () => box.shadowRoot?.textContent?.replace(/\s+/g, " ") ?? "";
  return { container, box, text, session };
}

const settled = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve));
};

test.each([
  "zh",
  "ZH",
  "zh-CN",
  "zh_CN",
  "zh-SG",
  "zh-Hans",
  "zh-Hans-CN",
  "zh_Hans_CN",
  "zh-Hans-HK",
])("%s is Chinese", async (lang) => {
  expect(languages.stringsFor(lang).lang).toBe("en");
  arrive();
  await settled();
  expect(languages.stringsFor(lang).lang).toBe("zh-CN");
  expect(languages.stringsFor(lang).parts.insight?.workers).toBe("工作节点");
});

test("a page in English fetches no other language", async () => {
  const { text } = open("en-GB");
  await settled();
  expect(text()).toContain("Launch cluster");
  expect(loadPart.mock.calls.filter(([name]) => name === "zh")).toEqual([]);
});

test("nothing is drawn in English while Chinese is about to come", async () => {
  const { box, text } = open("zh-CN");
  await settled();
  expect(text()).toBe("");
  arrive();
  await settled();
  expect(text()).toContain("启动集群");
  expect(text()).not.toContain("Launch");
  expect([box.lang, box.dir]).toEqual(["zh-CN", "ltr"]);
  expect(loadPart.mock.calls.filter(([name]) => name === "zh")).toHaveLength(1);
});

test("who waits too long has English, and Chinese as soon as it is there", async () => {
  vi.useFakeTimers();
  const { box, text } = open("zh");
  await vi.advanceTimersByTimeAsync(900);
  expect(text()).toBe("");
  await vi.advanceTimersByTimeAsync(200);
  expect(text()).toContain("Launch cluster");
  const input = box.shadowRoot?.querySelector("input");
  input?.focus();
  arrive();
  await vi.advanceTimersByTimeAsync(10);
  expect(text()).toContain("启动集群");
  // What somebody types in stays what it is.
  expect(box.shadowRoot?.querySelector("input")).toBe(input);
  expect(box.shadowRoot?.activeElement).toBe(input);
});

test("one that is not to be had is English and one warning", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const { text } = open("zh");
  fail(new Error("blocked"));
  await settled();
  expect(text()).toContain("Launch cluster");
  const other = open("zh");
  await settled();
  expect(other.text()).toContain("Launch cluster");
  expect(warn.mock.calls).toEqual([[new Error("blocked")]]);
});

test("the nearest lang counts, and a change of it at once", async () => {
  document.documentElement.lang = "zh-CN";
  const inside = open("en");
  const outside = open(null);
  arrive();
  await settled();
  expect(inside.text()).toContain("Launch cluster");
  expect(outside.text()).toContain("启动集群");
  expect(outside.text()).toContain("连接代码");
  inside.container.lang = "zh";
  document.documentElement.lang = "de";
  await settled();
  expect(inside.text()).toContain("启动集群");
  expect(inside.text()).toContain("1 到 4");
  expect(outside.text()).toContain("Launch cluster");
  expect(outside.text()).not.toMatch(/[\u3400-\u9fff]/);
  expect(outside.box.lang).toBe("en");
});

test("the language is looked for outside of a shadow root, too", async () => {
  const owner = document.body.appendChild(document.createElement("div"));
  const inner = owner.attachShadow({ mode: "open" }).appendChild(document.createElement("div"));
  const handle = mount(inner, new FakeSession(shown()), fakeHost());
  const text = () => inner.firstElementChild?.shadowRoot?.textContent ?? "";
  await settled();
  expect(text()).toContain("Launch cluster");
  owner.lang = "zh";
  await settled();
  arrive();
  await settled();
  expect(text()).toContain("启动集群");
  handle.dispose();
});

test("a panel that is gone hears of no language any more", async () => {
  const { container } = open("en");
  end.abort();
  const box = document.body.appendChild(document.createElement("p"));
  const changed = vi.fn();
  const follow = new AbortController();
  languages.followLanguage(box, changed, follow.signal);
  container.lang = "zh";
  await settled();
  expect(changed).not.toHaveBeenCalled();
  document.documentElement.lang = "zh";
  await settled();
  arrive();
  await settled();
  expect(changed).toHaveBeenCalledTimes(1);
  follow.abort();
  document.documentElement.lang = "en";
  await settled();
  expect(changed).toHaveBeenCalledTimes(1);
});

test("other scripts of the page are told what they say in its language", async () => {
  const { strings } = await import("../../js/widget/strings.js");
  expect(strings().useInPython).toBe("Use in Python");
  document.documentElement.lang = "zh-CN";
  expect(strings().useInPython).toBe("Use in Python");
  arrive();
  await settled();
  expect(strings().useInPython).toBe("在 Python 中使用");
  document.documentElement.lang = "en";
  expect(strings().useInPython).toBe("Use in Python");
});
