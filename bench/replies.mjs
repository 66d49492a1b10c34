/** The worst replies of a gateway, and how long the Jupyter server's own answers take meanwhile. */
import { run } from "../scripts/lib.mjs";

export async function replies() {
  await run("python", ["bench/replies.py"]);
}
