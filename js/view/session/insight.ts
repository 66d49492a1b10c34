/** The part with what clusters do: their figures over time, and what belongs to them. */
import { loadPart } from "../../page/parts.js";
import type { InsightPart } from "../context.js";
import type { View } from "../model.js";
import type { MountOptions } from "./mount-options.js";

export const loadInsight = (): Promise<InsightPart> => loadPart("insight");

/** Whether there is something for it to draw, and nothing more important is still to come. */
export function wantsInsight({ form, clusters }: View, { view }: MountOptions): boolean {
  if (view === "options" || (view === "all" && form === null)) return false;
  return clusters?.some(({ status }) => status === "RUNNING") ?? false;
}
