/** The worst replies of a gateway, and how long the Jupyter server's own answers take meanwhile. */
import { quietly } from "../../scripts/lib.mjs";

export const replies = {
  about:
    "The Jupyter server's `/api/status` while the worst replies that we know come from the gateway by the pass-through, four at once, and without any. Held is the processor's time of the longest turn of the server's loop, without what Python's garbage collector takes of it: what is due meanwhile waits so long, whatever else the machine does.",
  async run({ rows, quick }) {
    const seconds = `--seconds=${quick ? 1 : 6}`;
    const { stdout } = await quietly("python", ["bench/parts/replies.py", seconds]);
    for (const line of stdout.trim().split("\n")) {
      const { case: reply, times, hold, answers } = JSON.parse(line);
      const what = reply === "" ? "no request" : `${reply}: ${answers.join(", ") || "no answer"}`;
      rows.add(what, "ours", times);
      rows.add(`${what}, held`, "ours", [hold]);
    }
  },
};
