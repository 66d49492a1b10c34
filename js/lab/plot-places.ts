import type { DocumentRegistry } from "@jupyterlab/docregistry";
import type { Widget } from "@lumino/widgets";

type Place = Pick<DocumentRegistry.IOpenOptions, "mode" | "ref">;

/** Half of it is high enough for a plot with its axes. */
const ROOM_PX = 420;

/** In the order of the layout: beside what is there, then below each other, the last two in one row. */
const MODES = ["split-right", "split-bottom", "split-bottom", "split-right"] as const;

/** Where the plot of this index of a layout goes. */
export function placeInLayout(panes: readonly Widget[], index: number): Place {
  const before = panes[index - 1];
  const mode = MODES[index] ?? "tab-after";
  return before === undefined ? { mode } : { mode, ref: before.id };
}

/** Where a further plot goes: to the others, for the user may have moved them; beside what is there, if it is the first. */
export function nextPlace(panes: readonly Widget[]): Place {
  const last = panes.filter(({ isVisible }) => isVisible).at(-1) ?? panes.at(-1);
  if (last === undefined) return { mode: "split-right" };
  return { mode: last.node.clientHeight >= ROOM_PX ? "split-bottom" : "tab-after", ref: last.id };
}
