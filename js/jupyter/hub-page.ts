/** What a JupyterHub writes into the pages of the servers that it runs. */
export interface HubPage {
  /** Who looks at the page, and whose its token is. */
  user: string;
  /** Whose server it is. Another's, where that user shares it; "" where nothing tells. */
  serverUser: string;
  /** The hub's own origin, where each user has a host of their own; "" where all share the page's. */
  host: string;
  /** The path that the whole hub hangs below, such as "/". */
  base: string;
}

/** From the page's configuration; null without a hub. */
export function readHub(config: Record<string, unknown>): HubPage | null {
  const text = (name: string) => {
    const value = config[name];
    return typeof value === "string" ? value : "";
  };
  const prefix = text("hubPrefix");
  if (prefix === "") return null;
  const base = prefix.replace(/hub\/?$/, "");
  return {
    user: text("hubUser"),
    // JupyterHub tells it since version 5; before, it is known from where the server is.
    serverUser: text("hubServerUser") || userIn(text("baseUrl"), base),
    host: text("hubHost"),
    base,
  };
}

/** The user who shares this server with the one who looks; undefined: it is their own. */
export function sharedBy(hub: HubPage | null): string | undefined {
  return hub === null || hub.serverUser === hub.user ? undefined : hub.serverUser || undefined;
}

/** What an address of dask's configuration means in a page: a path is one of the hub's. Throws TypeError for what is none. */
export function resolveAddress(address: string, hub: HubPage | null, base = document.baseURI): URL {
  return new URL(address, hub?.host || base);
}

/** "/user/<name>/", with a name for the server after it if it has one. */
function userIn(baseUrl: string, base: string): string {
  const servers = `${base}user/`;
  if (!baseUrl.startsWith(servers)) return "";
  try {
    return decodeURIComponent(baseUrl.slice(servers.length).split("/")[0] ?? "");
  } catch {
    return "";
  }
}
