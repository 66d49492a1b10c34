// @vitest-environment happy-dom
import { expect, test } from "vitest";
import type { EndingView } from "../../js/view/model.js";
import { cluster, ending, view } from "./fixtures.js";
import { open } from "./page.js";

/** How a cluster will end, and who uses it. */

function line(view_: EndingView): { line: Element | null; ends: Element | null } {
  const page = open(view({ clusters: [cluster("a1b2c3d4", { ending: view_ })] }));
  const item = page.get("listitem", "a1b2c3d4");
  return { line: item.querySelector(".ending"), ends: item.querySelector("[data-ends]") };
}

test("an idle timeout is said in words, and not read out each time that its hour moves", () => {
  const { ends } = line(ending());
  expect(ends?.getAttribute("role")).toBe("status");
  expect(ends?.getAttribute("aria-live")).toBe("off");
  expect(ends?.getAttribute("data-ends")).toBe("idle");
  expect(ends?.textContent).toBe("Stops after 30\u00a0min idle.");
});

test("the Jupyter server's end is said by itself, and beside an idle timeout", () => {
  const sentences = (of: EndingView) =>
    Array.from(line(of).line?.querySelectorAll("[role=status]") ?? [], (told) => [
      told.getAttribute("data-ends"),
      told.textContent,
    ]);
  expect(sentences({ ...ending([], null), ends: ["with-server"] })).toEqual([
    ["with-server", "Stops when your Jupyter server is shut down."],
  ]);
  expect(sentences({ ...ending(), ends: ["idle", "with-server"] })).toEqual([
    ["idle", "Stops after 30\u00a0min idle."],
    ["with-server", "Also stops when your Jupyter server is shut down, if that is sooner."],
  ]);
});

test("what is not known is not said", () => {
  const { line: told, ends } = line(ending([{ id: "connected", clients: 0 }], null));
  expect(ends?.getAttribute("data-ends")).toBe("unknown");
  expect(ends?.textContent).toBe("");
  expect(told?.textContent?.trim()).toBe("Nobody is connected.");
});

test("a cluster that has been idle for long stands out, and is no alarm", () => {
  const { line: told } = line({ ...ending([], null), isIdleLong: true });
  expect(told?.classList.contains("long")).toBe(true);
  expect(told?.closest("li")?.querySelector("[role=alert]")).toBeNull();
});

test("a scheduler that is silent shows in the dot, too", () => {
  const page = open(
    view({
      clusters: [cluster("a1b2c3d4", { noFigures: { id: "scheduler-silent", since: Date.now() } })],
    }),
  );
  const item = page.get("listitem", "a1b2c3d4");
  expect(item.classList.contains("silent")).toBe(true);
  expect(item.textContent).toContain("No answer from its scheduler since");
});
