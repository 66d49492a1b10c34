import type { ReadonlyJSONObject } from "@lumino/coreutils";
import { strings as about } from "./arguments-strings.js";
import type { strings } from "./strings.js";

/** The commands that have arguments, or could have. */
export type Described =
  | Exclude<keyof typeof strings.commands, "open" | "doctor">
  | keyof typeof strings.plotCommands
  | "open-logs";

const text = (description: string) => ({ type: "string", description });
const cluster = text(about.cluster);
const count = (description: string) => ({ type: "integer", minimum: 0, description });

/** What the commands take, besides `confirm`. */
const ARGUMENTS: Record<Described, ReadonlyJSONObject> = {
  refresh: {},
  launch: {
    options: { type: ["object", "string"], description: about.options },
    workers: { type: ["integer", "array"], minimum: 0, description: about.atStart },
  },
  preset: { name: text(about.name) },
  "copy-link": {},
  scale: { cluster, workers: count(about.workers) },
  adapt: { cluster, minimum: count(about.minimum), maximum: count(about.maximum) },
  stop: { cluster },
  "stop-all": {},
  "insert-code": { cluster },
  connect: { cluster },
  "open-dashboard": { cluster },
  "from-kubernetes": { text: text(about.text) },
  "open-logs": { cluster, worker: text(about.worker) },
  "open-plot": { cluster, plot: text(about.plot) },
  "open-layout": { cluster },
};
/** What they can do without. */
const OPTIONAL: Partial<Record<Described, readonly string[]>> = {
  launch: ["options", "workers"],
  "from-kubernetes": ["text"],
  "open-logs": ["worker"],
  "open-plot": ["cluster", "plot"],
  "open-layout": ["cluster"],
};

/** What must be given. */
export function requiredOf(name: Described): string[] {
  return Object.keys(ARGUMENTS[name]).filter((key) => !OPTIONAL[name]?.includes(key));
}

/** The same as JSON schema, for whoever writes a call. */
export function describe(name: Described): ReadonlyJSONObject {
  return { type: "object", properties: ARGUMENTS[name], required: requiredOf(name) };
}
