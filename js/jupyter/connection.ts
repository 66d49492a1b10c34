import type { HttpConnection } from "#session";
import { anonymous } from "../page/anonymous-connection.js";
import { type HubPage, resolveAddress, sharedBy } from "./hub-page.js";
import { latestRelay } from "./relays.js";

/** What every page of a Jupyter server knows of that server. */
export interface Server {
  /** Where it is, with a slash at the end; may be relative to the page. */
  baseUrl: string;
  /** Opens it; "" where a cookie does. On a JupyterHub it is the user's own token from there. */
  token: string;
  /** The JupyterHub that runs it; null without one. */
  hub: HubPage | null;
}

/** The pass-through route of the user's own Jupyter server. */
export function passThrough(server: Server): HttpConnection {
  const { baseUrl, token } = server;
  return {
    route: "pass-through",
    // Absolute, so that all that show this gateway name it alike, and share a session.
    base: new URL(`${baseUrl}dask-gateway/`, document.baseURI).href,
    credentials: "same-origin",
    // Asked for each request: the server may set a new XSRF cookie at any time.
    headers() {
      const headers = pageHeaders();
      if (token !== "") headers.Authorization = `token ${token}`;
      return headers;
    },
    other(route, publicAddress) {
      if (route === "relay") return latestRelay();
      return route === "direct" ? direct(server, publicAddress) : anonymous(publicAddress);
    },
  };
}

/** What shows that a request is the page's own, where a cookie opens the server, and in which language its answer is read. */
export function pageHeaders(): Record<string, string> {
  const xsrf = /(?:^|;\s*)_xsrf=([^;]*)/.exec(document.cookie)?.[1];
  return {
    "Accept-Language": document.documentElement.lang || "en",
    ...(xsrf === undefined ? {} : { "X-XSRFToken": xsrf }),
  };
}

/**
 * The gateway's own address, with the hub's token. That goes to the page's own origin only, whatever the address says; and no
 * cookies go along, for the gateway's own would win over the token and might be somebody else's. So there is no such route where
 * users have hosts of their own: the hub's is another. Nor is there one on a server that somebody shares: the token would open
 * the clusters of the one who looks, which are none of the kernels' there.
 */
function direct({ token, hub }: Server, publicAddress: string): HttpConnection | null {
  if (hub === null || token === "" || hub.user === "" || sharedBy(hub) !== undefined) return null;
  const base = resolveAddress(`${publicAddress.replace(/\/$/, "")}/`, hub);
  if (base.origin !== location.origin) return null;
  return {
    route: "direct",
    base: base.href,
    credentials: "omit",
    headers: () => ({ Authorization: `jupyterhub ${token}` }),
  };
}
