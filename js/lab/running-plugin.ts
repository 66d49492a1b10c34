import { RunningSection } from "./running-section.js";
import type { Shared } from "./shared.js";

/** The clusters in the Running panel of JupyterLab, and of Notebook's first page. */
export async function addRunning({ app, live }: Shared): Promise<void> {
  // Not every page has it.
  const running = await import("@jupyterlab/running").catch(() => null);
  if (running === null) return;
  const managers = await app.resolveOptionalService(running.IRunningSessionManagers);
  live.offered.then(() => managers?.add(new RunningSection(live, app.restored)));
}
