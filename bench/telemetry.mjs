/** What metrics and events cost a request by way of the Jupyter server. */
import { run } from "../scripts/lib.mjs";

export async function telemetry() {
  await run("python", ["bench/telemetry.py"]);
}
