// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import type { Advice, FootprintView } from "../../js/view/model.js";
import { cluster, footprint, NOW, past, siteForm, spending, states, view } from "./fixtures.js";
import { name, open } from "./page.js";

/** What clusters come to, what they cost, and what the site says to that. */

afterEach(() => void vi.useRealTimers());

function text(element: Element): string {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** What is said beside the button that launches. */
function beside(told: FootprintView | null): HTMLElement | null {
  const page = open(view({ form: siteForm({ footprint: told }) }));
  return page.element.shadowRoot?.querySelector<HTMLElement>(".foot .footprint") ?? null;
}

test.each([
  [footprint(null), "each worker: 2 cores, 8 GiB, about 0.10 USD an hour"],
  [footprint(4), "4 workers: 8 cores, 32 GiB, about 0.42 USD an hour"],
  [footprint(20, { upTo: true, price: null }), "up to 20 workers: 40 cores, 160 GiB"],
  [footprint(1, { cores: 900, memory: null, price: null }), "1 worker: 0.9 cores"],
  [
    footprint(1, { cores: 1_000, memory: null, gpus: 1_000, price: null }),
    "1 worker: 1 core, 1 GPU",
  ],
  [
    footprint(2, { cores: null, memory: null, price: { micros: 4_200, currency: "credits" } }),
    "2 workers: about 0.0042 credits an hour",
  ],
])("the footprint is a sentence: %#", (told, sentence) => {
  const line = beside(told);
  expect(line && text(line)).toBe(sentence);
});

test("it is a status with a name, and its numbers can be read", () => {
  const page = open(view({ form: siteForm({ footprint: footprint(4) }) }));
  const line = page.get("status", "Footprint");
  expect(name(line)).toBe("Footprint");
  expect({ ...line.dataset }).toEqual({
    cores: "8",
    memory: String(32 * 2 ** 30),
    price: "0.42",
  });
  const unpriced = beside(footprint(4, { price: null, memory: null }));
  expect({ ...unpriced?.dataset }).toEqual({ cores: "8" });
});

test("where nothing is known nothing is drawn", () => {
  expect(beside(null)).toBeNull();
  const page = open(view({ clusters: [cluster("a1b2c3d4")] }));
  expect(page.all("status", "Footprint")).toEqual([]);
});

test("what is over a limit is said, and can be asked for all the same", () => {
  const over = footprint(9, {
    over: [
      { id: "over-clusters", limit: 1 },
      { id: "over-workers", limit: 8 },
      { id: "over-cores", limit: 9_000, most: 4 },
      { id: "over-memory", limit: 2 ** 34, most: 0 },
    ],
  });
  const line = beside(over);
  const sentences = Array.from(line?.querySelectorAll(".over") ?? [], text);
  expect(sentences).toEqual([
    "This site allows 1 cluster at a time, and you have as many: the gateway may refuse another.",
    "This site allows a cluster 8 workers: the gateway may give no more.",
    "This site allows a cluster 9 cores, its scheduler’s among them: the gateway may give 4 such workers.",
    "This site allows a cluster 16 GiB, its scheduler’s among them: not one of these workers fits.",
  ]);
  const button = line?.parentElement?.querySelector<HTMLButtonElement>("#launch");
  expect(button?.disabled).toBe(false);
});

test("Scale and Adapt have one each", () => {
  const page = open(states.footprint);
  const item = page.get("listitem", "daily run");
  expect(page.get("status", "Footprint: Scale", item).dataset.cores).toBe("8");
  expect(page.get("status", "Footprint: Adapt", item).dataset.cores).toBe("120");
});

test("what a cluster costs goes on by itself, without a new drawing", () => {
  vi.useFakeTimers({ now: NOW });
  const page = open(view({ clusters: [cluster("a1b2c3d4", { spending: spending(1, 6) })] }));
  const line = page.get("listitem", "a1b2c3d4").querySelector(".spent");
  expect(line?.textContent).toBe("about 1.10\u00a0USD so far");
  vi.advanceTimersByTime(600_000);
  expect(line?.textContent).toBe("about 2.10\u00a0USD so far");
});

test("of next to nothing it is said that it is less than the smallest coin", () => {
  const page = open(view({ clusters: [cluster("a1b2c3d4", { spending: spending(0, 0.01) })] }));
  expect(page.get("listitem", "a1b2c3d4").querySelector(".spent")?.textContent).toBe(
    "under 0.01\u00a0USD so far",
  );
});

test("the list's heading tells what all cost together", () => {
  vi.useFakeTimers({ now: NOW });
  const clusters = [
    cluster("a1b2c3d4", { spending: spending(1, 0.6) }),
    cluster("b2c3d4e5", { spending: spending(2, 6) }),
    cluster("c3d4e5f6", { status: "PENDING" }),
  ];
  const cost = "about 6.60\u00a0USD an hour, about 3.11\u00a0USD so far";
  const said = (page: ReturnType<typeof open>) =>
    page.element.shadowRoot?.querySelector(".heading .spent")?.textContent;
  expect(said(open(view({ clusters })))).toBe(cost);
  const more = [...clusters, cluster("d4e5f6a7")];
  expect(said(open(view({ clusters: more })))).toBe(`2 of 3 clusters: ${cost}`);
  const none = open(view({ clusters: [cluster("c3d4e5f6")] }));
  expect(none.element.shadowRoot?.querySelector(".heading .spent")).toBeNull();
});

test("one that ended tells what it has cost", () => {
  const recent = [past("c3d4e5f6", { spent: { micros: 3_456_000, currency: "EUR" } })];
  const page = open(view({ recent }));
  expect(text(page.get("listitem", "c3d4e5f6"))).toContain("It cost about 3.46 EUR.");
});

test("the site's advice stands below a refusal, its help below the form; its links lead out of the page", () => {
  const { element } = open(states.footprint);
  const lines = [...(element.shadowRoot?.querySelectorAll(".advice") ?? [])];
  expect(lines.map(text)).toEqual([
    "Ask for a larger quota with a word on what it is for. Request quota Write to us",
    "What to choose is told in our guide",
    "Ask for a larger quota with a word on what it is for. Request quota Write to us",
  ]);
  for (const link of lines.flatMap((line) => [...line.querySelectorAll("a")])) {
    expect(link.target).toBe("_blank");
    expect(link.rel).toBe("noopener noreferrer");
  }
});

test("no link runs a script, and no text is markup", () => {
  const hostile: Advice = {
    text: "<img src=x onerror=alert(1)>",
    links: [
      { text: "<b>x</b>", url: "javascript:alert(1)" },
      { text: "fine", url: "https://example.org/" },
    ],
  };
  const { element } = open(view({ form: siteForm({ help: hostile }) }));
  const line = element.shadowRoot?.querySelector(".advice");
  expect(line?.querySelector("img, b")).toBeNull();
  expect(Array.from(line?.querySelectorAll("a") ?? [], (link) => link.href)).toEqual([
    "https://example.org/",
  ]);
});
