import type { Route } from "../view/model.js";
import type { ProgramStatus } from "../view/session/mount-options.js";
import { strings } from "./strings.js";

/** How the kernel's Python follows what is done in the page; silent: it is busy, or not there. */
export type PythonState = "follows" | "silent" | "gone";

/** What the user should know of Python, and of the route to the gateway; "none": the options are a Python object's. */
export function programStatusOf(python: PythonState, route: Route | "none"): ProgramStatus {
  const text = python === "silent" ? strings().silent : strings().program[route][python];
  return { state: python, text };
}
