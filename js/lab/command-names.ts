import type { ClusterView } from "../view/model.js";
import type { strings } from "./strings.js";

/** The commands that have the core do something. */
export type CommandName = Exclude<keyof typeof strings.commands, "open" | "doctor">;

const isRunning = ({ status }: ClusterView) => status === "RUNNING";
/** To which clusters something can be done. */
export const FITS: Partial<Record<string, (cluster: ClusterView) => boolean>> = {
  // Not `canScale`: that is about the numbers in its card.
  scale: isRunning,
  adapt: isRunning,
  stop: ({ canStop }) => canStop,
  "insert-code": isRunning,
  connect: isRunning,
  "open-dashboard": ({ hasDashboard }) => hasDashboard,
};
