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

/**
 * Where a further plot goes: to the others, for the user may have moved them, and there to the highest; beside what is there, if it
 * is the first.
 */
export function nextPlace(panes: readonly Widget[]): Place {
  const height = ({ isVisible, node }: Widget) => (isVisible ? node.clientHeight : -1);
  const [highest] = [...panes].sort((one, other) => height(other) - height(one));
  if (highest === undefined) return { mode: "split-right" };
  const mode = height(highest) >= ROOM_PX ? "split-bottom" : "tab-after";
  return { mode, ref: highest.id };
}
