import { type HubPage, resolveAddress } from "./hub-page.js";
import { LINK_PARAMETER } from "./link-parameter.js";

/** The address of a JupyterLab that brings this link to its panel. On a hub it leads everybody to a server of their own. */
export function labAddress(link: string, baseUrl: string, hub: HubPage | null): string {
  const path = hub === null ? `${baseUrl}lab` : `${hub.base}hub/user-redirect/lab`;
  const url = resolveAddress(path, hub);
  url.searchParams.set(LINK_PARAMETER, link);
  return url.href;
}
