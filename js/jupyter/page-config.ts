import type { Server } from "./connection.js";

/** The Jupyter server that the page comes from, and where it serves this extension's files; null for another page. */
export function serverOfPage(): (Server & { files: string }) | null {
  const text = document.getElementById("jupyter-config-data")?.textContent;
  if (!text) return null;
  try {
    const config = JSON.parse(text) as Record<string, string | undefined>;
    const { baseUrl, token = "", hubUser = "", fullLabextensionsUrl } = config;
    if (baseUrl === undefined) return null;
    const extensions = fullLabextensionsUrl ?? `${baseUrl}lab/extensions`;
    return { baseUrl, token, hubUser, files: `${extensions}/jupyter-dask-gateway/static/` };
  } catch {
    return null;
  }
}
