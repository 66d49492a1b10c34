import { ILauncher } from "@jupyterlab/launcher";
import { OPEN } from "./panel-plugin.js";
import type { Shared } from "./shared.js";

/** The card that opens the panel, where there is one to open. */
export async function addLauncher({ app, live }: Shared): Promise<void> {
  const launcher = await app.resolveOptionalService(ILauncher);
  if (launcher === null || !live.hasPanel) return;
  live.offered.then(() =>
    launcher.add({ command: OPEN, args: { isLauncher: true }, category: "Dask", rank: 1 }),
  );
}
