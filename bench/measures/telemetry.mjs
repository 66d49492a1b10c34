/** What metrics and events cost a request by way of the Jupyter server. */
import { quietly } from "../../scripts/lib.mjs";

const [WITH, WITHOUT] = ["metrics and events", "neither"];

export const telemetry = {
  about:
    "A request to the gateway by way of a Jupyter server that counts and writes events, and of one that does neither, in turns.",
  async run({ rows, quick }) {
    const program = ["bench/parts/telemetry.py", quick ? "100" : "2000"];
    const found = JSON.parse((await quietly("python", program)).stdout);
    for (const [what, times] of Object.entries(found)) {
      rows.add(what, "ours", times[WITH]);
      rows.add(what, "ours without metrics and events", times[WITHOUT]);
    }
  },
};
