// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { states } from "./fixtures.js";
import { open } from "./page.js";

const said = (text: string) => ({
  level: "error" as const,
  message: { id: "said" as const, text },
});

const ready = Object.values(states).find(({ form }) => form !== null);
if (ready?.form === null || ready?.form === undefined) throw new Error("a state with a form");
const state = ready;
const form = ready.form;

test("a text of any length is cut, and is all there for who wants it", () => {
  const text = "no. ".repeat(25_000);
  const page = open({
    ...state,
    problem: said(text),
    form: { ...form, message: said(text) },
    clusters: (state.clusters ?? []).map((cluster) => ({ ...cluster, message: said(text) })),
  });
  const texts = [...page.root.querySelectorAll("details.more")];
  expect(texts.length).toBe(2 + (state.clusters ?? []).length);
  for (const more of texts) {
    expect((more as HTMLDetailsElement).open).toBe(false);
    expect(more.querySelector("summary")?.textContent).toBe("… Show all 100,000 characters");
    expect(more.parentElement?.textContent?.length).toBeGreaterThan(text.length);
  }
});

test("a character is not cut in two, and a short text is as it was", () => {
  const page = open({ ...state, problem: said("😀".repeat(1_001)) });
  expect(page.root.querySelectorAll("details.more")).toHaveLength(1);
  const odd = open({ ...state, problem: said(`x${"😀".repeat(1_000)}`) });
  expect(odd.root.querySelector(".problem details")?.previousSibling?.textContent).not.toMatch(
    /[\ud800-\udbff]\s*$/,
  );
  const short = open({ ...state, problem: said("x".repeat(2_000)) });
  expect(short.root.querySelector("details.more")).toBeNull();
});

test("that an answer does not come yet is said in a live region that is there before", () => {
  const page = open(state);
  const line = page.root.querySelector("p.slow");
  expect([line?.getAttribute("aria-live"), line?.textContent]).toEqual(["polite", ""]);
  const slow = open({ ...state, slow: { id: "no-answer-yet", seconds: 3 } });
  expect(slow.root.querySelector("p.slow")?.textContent).toContain("No answer yet (3 s)");
});
