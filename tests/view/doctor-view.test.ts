// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { bilingual } from "../../js/doctor/bilingual.js";
import type { Section } from "../../js/doctor/report.js";
import type { Finding } from "../../js/doctor/result.js";
import { en } from "../../js/doctor/strings.js";
import { doctorView } from "../../js/doctor/view.js";
import { doctor as chinese } from "../../js/zh/doctor.js";
import { view } from "./fixtures.js";
import { drawn, name, open } from "./page.js";

/** The doctor's list of steps, and the way to it from the panel. */

const finding = (more: Partial<Finding>): Finding => ({
  step: "Gateway reachable",
  outcome: "ok",
  text: "Something answers.",
  advice: "",
  ...more,
});

function shown(copy = (_: string) => Promise.resolve()) {
  let changed: (sections: Section[]) => void = () => {};
  let end = () => {};
  let runs = 0;
  const { element, check } = doctorView(
    en,
    (report) => {
      runs += 1;
      changed = report;
      return new Promise((resolve) => {
        end = resolve;
      });
    },
    copy,
  );
  document.body.replaceChildren(element);
  const root = element.shadowRoot as ShadowRoot;
  const button = (text: string) =>
    [...root.querySelectorAll("button")].find((it) => name(it) === text) as HTMLButtonElement;
  return {
    root,
    check,
    button,
    status: () => root.querySelector("[role=status]")?.textContent,
    report: (...findings: Finding[][]) =>
      changed(findings.map((each, i) => ({ title: `Part ${i}`, findings: each }))),
    async finish() {
      end();
      await drawn();
    },
    runs: () => runs,
    changed: (sections: Section[]) => changed(sections),
  };
}

test("each half appears when it is there, and the end is told in words", async () => {
  const page = shown();
  page.check();
  expect(page.status()).toBe(en.checking);
  page.changed([
    { title: "Server", findings: null },
    { title: "Browser", findings: [finding({ outcome: "warning" })] },
  ]);
  expect(page.root.querySelectorAll("li")).toHaveLength(1);
  expect(page.root.querySelector(".waiting")?.textContent).toBe(en.checking);
  page.report([finding({}), finding({ outcome: "failed" })], [finding({ outcome: "warning" })]);
  await page.finish();
  expect(page.status()).toBe("1 step failed, 1 step needs attention.");
  const words = [...page.root.querySelectorAll("li .name span")].map((it) => it.textContent);
  expect(words).toEqual(["OK", "Failed", "Attention"]);
  // A shape besides the colour.
  const shapes = new Set([...page.root.querySelectorAll("path")].map((it) => it.getAttribute("d")));
  expect(shapes.size).toBe(3);
});

test("one examination at a time, and the focus stays where it is", async () => {
  const page = shown();
  page.check();
  const again = page.button(en.again);
  again.focus();
  again.click();
  page.check();
  expect(page.runs()).toBe(1);
  expect(again.getAttribute("aria-disabled")).toBe("true");
  await page.finish();
  expect(again.getAttribute("aria-disabled")).toBe("false");
  expect(page.root.activeElement).toBe(again);
  again.click();
  expect(page.runs()).toBe(2);
});

test("copy as text", async () => {
  const copy = vi.fn((_: string) => Promise.resolve());
  const page = shown(copy);
  page.check();
  page.report([finding({ advice: "Do this." })]);
  await page.finish();
  page.button(en.copy).click();
  // Within the click.
  expect(copy).toHaveBeenCalledTimes(1);
  expect(copy.mock.calls[0]?.[0]).toContain("What to do: Do this.");
  await drawn();
  expect(page.status()).toBe(en.copied);
  copy.mockImplementation(() => Promise.reject(new Error()));
  page.button(en.copy).click();
  await drawn();
  expect(page.status()).toBe(en.notCopied);
});

test("what is found is shown in the page's language, and a copy of it is English", async () => {
  const copy = vi.fn((_: string) => Promise.resolve());
  const both = bilingual(en, chinese);
  const { element, check } = doctorView(
    chinese,
    async (changed) => {
      const say = both.strings;
      both.learn("Told by the server.", "由服务器告知。");
      changed([
        {
          title: say.fromBrowser,
          findings: [
            finding({ step: say.steps.reach, text: say.reach.gateway("https://a", "2026.3.0") }),
            finding({ text: "Told by the server.", advice: say.needsReach(say.steps.reach) }),
          ],
        },
      ]);
    },
    copy,
    both.shown,
  );
  check();
  await drawn();
  const root = element.shadowRoot as ShadowRoot;
  const words = root.querySelector("section")?.textContent ?? "";
  expect(element.lang).toBe("zh-CN");
  for (const text of [
    chinese.title,
    chinese.fromBrowser,
    "https://a 处有 Dask Gateway 应答，版本 2026.3.0",
    "由服务器告知。",
    // The name of a step inside of a sentence, too.
    `怎么办： ${chinese.needsReach(chinese.steps.reach)}`,
  ])
    expect(words).toContain(text);
  expect(words).not.toMatch(/Told|answers at|What to do/);
  const button = [...root.querySelectorAll("button")].find((it) => name(it) === chinese.copy);
  button?.click();
  const copied = copy.mock.calls[0]?.[0] ?? "";
  expect(copied).toContain("A Dask Gateway, version 2026.3.0, answers at https://a");
  expect(copied).toContain("What to do: It needs “Public address reachable” first.");
  expect(copied).not.toMatch(/[\u3400-\u9fff]/);
});

test("lines for an administrator are code; what anybody says stays text", async () => {
  const page = shown();
  page.check();
  const script = "<img src=x onerror=alert(1)>";
  page.report([finding({ step: script, text: script, advice: `${script}\nc.A = "${script}"` })]);
  expect(page.root.querySelector("img")).toBeNull();
  expect(page.root.querySelector("code")?.textContent).toBe(`c.A = "${script}"`);
});

test("the panel offers it beside an error, where the host can show it", async () => {
  const problem = {
    level: "error" as const,
    message: { id: "no-answer" as const },
  };
  const checkConnection = vi.fn();
  const copy = () => Promise.resolve();
  const page = open(view({ problem }), { copy, checkConnection });
  page.get("button", "Check the connection").click();
  expect(checkConnection).toHaveBeenCalledTimes(1);
  expect(open(view({ problem }), { copy }).all("button", "Check the connection")).toEqual([]);
  expect(open(view(), { copy, checkConnection }).all("button", "Check the connection")).toEqual([]);
});
