// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { states } from "./fixtures.js";
import { open } from "./page.js";

/** Labels, values and messages come from others. They are text, whatever they hold. */

const HTML = `<img src=x onerror="alert(1)"><b>bold</b> & "quotes" \${x}`;

test("markup from the gateway stays text wherever it is shown", () => {
  const page = open(states.hostile);
  expect(page.root.querySelectorAll("img, b, script")).toHaveLength(0);
  const input = page.get<HTMLInputElement>("textbox", HTML);
  expect(input.value).toBe(HTML);
  expect([...page.root.querySelectorAll("option")].map((option) => option.text)).toContain(HTML);
  expect(
    page.get("alert", undefined, page.get("form", "Cluster options")).textContent?.trim(),
  ).toBe(HTML);
  expect(page.get("alert", undefined, page.cluster("a1b2c3d4")).textContent?.trim()).toBe(
    `${HTML}\nsecond line`,
  );
  expect(page.root.querySelector("dt")?.textContent).toBe(HTML);
  expect(page.root.querySelector("dd")?.textContent).toBe(HTML);
});

test("nothing is styled or scripted inline, so that a strict content security policy holds", () => {
  for (const state of Object.values(states)) {
    const page = open(state);
    expect(page.root.querySelectorAll("[style], style, script, link, [onclick]")).toHaveLength(0);
  }
});

test("ids are unique in the panel", () => {
  for (const state of Object.values(states)) {
    const ids = [...open(state).root.querySelectorAll("[id]")].map((element) => element.id);
    expect(new Set(ids).size).toBe(ids.length);
  }
});
