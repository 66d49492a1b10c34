import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { at } from "../../scripts/lib.mjs";
import { type Running, venv } from "./stack.js";

/** What an administrator, or a user, does to plugins: for pages that are opened afterwards. */
export function turn(stack: Running, how: "disable" | "enable", ...plugins: string[]): void {
  const jupyter = join(venv ?? at(".venv"), "bin/jupyter-labextension");
  const env = { ...process.env, JUPYTER_CONFIG_DIR: join(stack.state, "jupyter-config") };
  execFileSync(jupyter, [how, "--level=user", ...plugins], { env, stdio: "pipe" });
}
