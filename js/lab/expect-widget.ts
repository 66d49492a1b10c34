import type { JupyterFrontEnd } from "@jupyterlab/application";
import { askAddresses } from "../jupyter/config.js";
import { serverSession } from "../jupyter/server-session.js";
import { once } from "../page/load-module.js";
import { serverOf } from "./lab-server.js";
import { loadCore } from "./load-core.js";

/** From the import in a kernel to a widget in the page; on a network disk that takes some seconds. */
const EXPECTED_MS = 10_000;

let expected: (() => Promise<void>) | undefined;

/**
 * Has ready what a notebook widget shows, once for the page: while the kernel imports what makes one, nothing else is to be done.
 * Whatever cannot be had now is tried again, and told, when a widget is drawn.
 */
export function expectWidget(app: JupyterFrontEnd): Promise<void> {
  expected ??= once(async () => {
    const server = serverOf(app);
    const [core, gateway] = await Promise.all([
      loadCore(),
      askAddresses(server),
      import(/* webpackChunkName: "widget" */ "./widget-classes.js"),
      import(/* webpackChunkName: "output" */ "./gateway-output.js"),
    ]);
    if (gateway === null) return;
    core.watchSession(await serverSession(core, server), AbortSignal.timeout(EXPECTED_MS));
  });
  return expected().catch(() => {});
}
