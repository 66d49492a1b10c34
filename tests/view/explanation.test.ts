// @vitest-environment happy-dom
import { expect, test } from "vitest";
import type { ClusterView } from "../../js/view/model.js";
import { cluster, reasons, view } from "./fixtures.js";
import { open } from "./page.js";

/** Why a cluster is not running, or its workers do not come. */

const LATE = reasons(
  [{ id: "starts-late", seconds: 120 }],
  [{ id: "waits-for-machine" }, { id: "image-late", label: "Image <b>" }],
  [{ id: "ask-administrator", cluster: "a1b2c3d4", at: new Date().setHours(12, 41) }],
);

function drawnItem(more: Partial<ClusterView>): HTMLElement {
  return open(view({ clusters: [cluster("a1b2c3d4", more)] })).get("listitem", "a1b2c3d4");
}

const texts = (elements: Iterable<Element>) => Array.from(elements, (one) => one.textContent);

test("what is so stands in plain sight, what may be why is folded and marked as likely", () => {
  const item = drawnItem({ status: "PENDING", explanation: LATE });
  const why = item.querySelector<HTMLDetailsElement>("details.why");
  expect(why?.open).toBe(false);
  expect(why?.querySelector("summary")?.textContent).toBe(
    "Starting for more than 2\u00a0min; how long is usual here is not known. Why?",
  );
  expect(texts(why?.querySelectorAll("p") ?? [])).toEqual([
    "Likely: the site waits for a machine to be free or started, which can take minutes.",
    "Likely: the image that “Image <b>” names takes long to fetch, or does not exist: check its name.",
    "Your administrator can find the reason in the gateway’s log: tell them a1b2c3d4 and the time, 12:41.",
  ]);
  expect(item.querySelector("[role=alert]")).toBeNull();
});

test("a cluster that failed tells at once, and may be folded", () => {
  const item = drawnItem({
    status: "FAILED",
    explanation: reasons([], [{ id: "ended-at-once", label: null }]),
  });
  const why = item.querySelector<HTMLDetailsElement>("details.why");
  expect(why?.open).toBe(true);
  expect(why?.querySelector("summary")?.textContent).toBe("Why?");
});

test("what needs no reason has none to unfold", () => {
  expect(drawnItem({}).querySelector(".why")).toBeNull();
  const told = drawnItem({ explanation: reasons([{ id: "tasks-without-workers" }]) });
  expect(told.querySelector("details.why")).toBeNull();
  expect(told.querySelector(".why")?.textContent).toContain("scale the cluster");
});
