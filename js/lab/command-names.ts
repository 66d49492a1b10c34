import type { ClusterView } from "../view/model.js";
import type { strings } from "./strings.js";

/** The commands that have the core do something. */
export type CommandName = Exclude<keyof typeof strings.commands, "open" | "doctor">;

const isRunning = ({ status }: ClusterView) => status === "RUNNING";
/** To which clusters something can be done. */
export const FITS: Partial<Record<string, (cluster: ClusterView) => boolean>> = {
  scale: ({ canScale }) => canScale,
  adapt: ({ canAdapt }) => canAdapt,
  stop: ({ canStop }) => canStop,
  "insert-code": isRunning,
  connect: isRunning,
  "open-dashboard": ({ hasDashboard }) => hasDashboard,
};
