import type { Server } from "../jupyter/connection.js";
import { pageGlobal } from "../page/page-global.js";
import type * as Shared from "../view/index.js";
import type { Follower } from "./python-sync.js";
import type { Relay } from "./relay.js";

/** What all widgets of a page share. */
interface Page {
  modules: Map<string, () => Promise<typeof Shared>>;
  /** By the name of a way through a kernel. */
  relays: Map<string, Relay>;
  /** By the widget. */
  followers: Map<string, Follower>;
}

export const page = pageGlobal<Page>("page", () => ({
  modules: new Map(),
  relays: new Map(),
  followers: new Map(),
}));

/** The Jupyter server that the page comes from, and where it serves extensions' files; null for another page. */
export function jupyterServer(): (Server & { files: string }) | null {
  const text = document.getElementById("jupyter-config-data")?.textContent;
  if (!text) return null;
  try {
    const config = JSON.parse(text) as Record<string, string | undefined>;
    const { baseUrl, token = "", hubUser = "", fullLabextensionsUrl } = config;
    if (baseUrl === undefined) return null;
    const files = fullLabextensionsUrl ?? `${baseUrl}lab/extensions`;
    return { baseUrl, token, hubUser, files: `${files}/jupyter-dask-gateway/static/` };
  } catch {
    return null;
  }
}
