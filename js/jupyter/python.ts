import type { Route } from "../view/model.js";
import type { ProgramStatus } from "../view/session/mount-options.js";

/** How the kernel's Python follows what is done in the page; silent: it is busy, or not there. */
export type Python = "follows" | "silent" | "gone";

/** The way to the gateway; "none": the options are a Python object's, without a gateway. */
type Way = Route | "none";

/** What the user should know of Python, and of the way to the gateway. */
export function programStatusOf(python: Python, way: Way): ProgramStatus {
  const silent = "Python has not answered yet: it is busy, or not there.";
  return { state: python, text: python === "silent" ? silent : TEXTS[way][python] };
}

const GONE = "The kernel has ended: Python no longer follows.";
const STILL = `${GONE} Clusters can still be controlled from here.`;
const TEXTS: Record<Way, Record<"follows" | "gone", string>> = {
  direct: { follows: "Connected to the gateway directly.", gone: STILL },
  "pass-through": { follows: "Connected through the Jupyter server.", gone: STILL },
  relay: {
    follows: "Connected through the kernel: while it is busy, this waits for it.",
    gone: "The kernel has ended, and with it the connection to the gateway. Run the cell again.",
  },
  none: { follows: "", gone: GONE },
};
