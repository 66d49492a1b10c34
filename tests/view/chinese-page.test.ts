import type { Page } from "@playwright/test";
import { expect, test } from "vitest";
import { change, show } from "./chromium.js";
import { englishIn } from "./english-in.js";
import { states } from "./fixtures.js";
import { OTHERS } from "./gallery-names.mjs";

/** What a person reads in a Chinese page, in each of the gallery's states: nothing is left in English but names, and what others wrote. */

/** Of what the core tells: names of ours, each of which chooses a sentence. */
const OURS = ["id", "why", "type", "source", "status", "level", "state", "connection"];

/** What the gateway and its users wrote. */
function given(told: unknown): string[] {
  if (typeof told === "string") return [told];
  if (typeof told !== "object" || told === null) return [];
  return Object.entries(told).flatMap(([key, value]) => (OURS.includes(key) ? [] : given(value)));
}

/** What those states have that are no view of the core's, by the beginnings of their names. */
const GIVEN: Record<string, string[]> = {
  logs: [
    "nightly-run",
    "dask-worker-6b1f-k2x8p",
    "dask-worker-6b1f-w9tqz",
    "INFO",
    "WARNING",
    "ERROR",
  ],
  converter: [
    "worker_memory must be <= 4.000000, got 6.52",
    "Worker Cores",
    "Worker Memory (GiB)",
    "Environment variables",
    "Resources per worker",
  ],
  choosing: [
    ...["Worker cores", "Environment variables", "API token", "Three cores"],
    "A rather long name of a preset that does not fit into one line",
  ],
  login: ["gateway.example.org/services/dask-gateway/"],
  doctor: ["hub.example.org/services/dask-gateway", "access:services!service=dask-gateway"],
  "status popup": [
    "the nightly run of the whole archive, in the middle",
    ...given(states.clusters),
  ],
  "plot bar": ["the nightly run of the whole archive, in the middle", "a1b2c3d4", "b2b2c3d4"],
};

/** Runs in the page: texts, and what is read of elements without one. What is code or a log is others', as its mark says. */
function texts(): string[] {
  const found: string[] = [];
  const names = ["title", "aria-label", "aria-description", "aria-valuetext", "placeholder", "alt"];
  const walk = (root: Document | ShadowRoot) => {
    for (const element of root.querySelectorAll("*")) {
      for (const name of [...names, "data-of", "label"]) {
        const text = element.getAttribute(name);
        if (text !== null) found.push(text);
      }
      if (element.shadowRoot) walk(element.shadowRoot);
      // With the texts around a place where a line may be broken.
      const own = [...element.childNodes]
        .filter((node) => node instanceof Text || (node as Element).localName === "wbr")
        .map((node) => node.textContent)
        .join("");
      if (own.trim() !== "" && !element.closest("script, style, pre, code, textarea, .lines span"))
        found.push(own.trim());
    }
  };
  walk(document);
  return found;
}

async function left(page: Page, others: readonly string[]): Promise<string[]> {
  const known = others.filter((text) => text.length > 1);
  // A part of a name, as where one is shortened.
  const isPart = (word: string) => known.some((text) => text.includes(word));
  const said = await page.evaluate(texts);
  expect(said.some((text) => /[\u3400-\u9fff]/.test(text))).toBe(true);
  return [...new Set(said)].filter((text) => englishIn(text, known).some((word) => !isPart(word)));
}

test("no English is left in what the panel shows", async () => {
  const page = await show("zh working", "light", 400);
  await page.locator(".tasks").first().waitFor({ state: "attached" });
  // Those who have left are told of, too.
  const others: string[] = [];
  for (const [name, view] of Object.entries(states)) {
    others.push(...given(view));
    await change(page, view);
    if (name.startsWith("workers")) await page.getByRole("table", { name: "工作节点" }).waitFor();
    expect({ name, left: await left(page, others) }).toEqual({ name, left: [] });
  }
  await page.close();
}, 60_000);

test("nor in dialogs, menus, logs, the login and the check of the connection", async () => {
  for (const name of OTHERS) {
    const page = await show(`zh ${name}`, "light", 400);
    const own = Object.entries(GIVEN).find(([beginning]) => name.startsWith(beginning));
    const others = [...(own?.[1] ?? given(states.working)), ...given(states.empty)];
    expect({ name, left: await left(page, others) }).toEqual({ name, left: [] });
    await page.close();
  }
}, 60_000);

test("what is left is found", async () => {
  const page = await show("zh empty");
  await page.evaluate(() => document.body.append("Stop cluster"));
  expect(await left(page, given(states.empty))).toEqual(["Stop cluster"]);
  await page.close();
});
