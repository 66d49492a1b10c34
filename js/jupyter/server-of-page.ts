import type { Server } from "./connection.js";
import { type HubPage, readHub } from "./hub-page.js";
import { readConfig } from "./page-config.js";

/** The Jupyter server that the page comes from, and where it serves this extension's files; null for another page. */
export function serverOfPage(): (Server & { files: string }) | null {
  const config = readConfig();
  const { baseUrl, token, fullLabextensionsUrl } = config as Record<string, string | undefined>;
  if (baseUrl === undefined) return null;
  const extensions = fullLabextensionsUrl ?? `${baseUrl}lab/extensions`;
  const files = `${extensions}/jupyter-dask-gateway/static/`;
  return { baseUrl, token: token ?? "", hub: readHub(config), files };
}

/** The JupyterHub that the page's server belongs to; null without one. */
export function hubOfPage(): HubPage | null {
  return readHub(readConfig());
}
