import type { JupyterFrontEnd } from "@jupyterlab/application";
import { LINK_PARAMETER } from "../jupyter/link-parameter.js";
import type { GatewayPanel } from "./panel.js";

/**
 * Opens the panel and fills its form, once: then the link goes from the address bar, so that a reload does not do it again. Where the panel
 * could not be had, the user tries again, or reloads the page.
 */
export async function followLink(
  app: JupyterFrontEnd,
  panel: GatewayPanel,
  show: () => void,
  link: string,
): Promise<void> {
  // Before that JupyterLab may still put back the address with which it began, and the sidebar as it was.
  await app.restored;
  show();
  // It says itself why it fails.
  panel.start().catch(() => {});
  const { view } = await panel.firstShown;
  view.send({ type: "open-link", link });
  const url = new URL(location.href);
  url.searchParams.delete(LINK_PARAMETER);
  history.replaceState(history.state, "", url);
}
