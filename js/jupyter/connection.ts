import type { HttpConnection } from "../view/index.js";

/** What every page of a Jupyter server knows of that server. */
export interface Server {
  /** Where it is, with a slash at the end; may be relative to the page. */
  baseUrl: string;
  /** Opens it; "" where a cookie does. */
  token: string;
}

/** The pass-through route of the user's own Jupyter server. */
export function passThrough({ baseUrl, token }: Server): HttpConnection {
  return {
    route: "pass-through",
    // Absolute, so that all that show this gateway name it alike, and share a session.
    base: new URL(`${baseUrl}dask-gateway/`, document.baseURI).href,
    credentials: "same-origin",
    // Asked for each request: the server may set a new XSRF cookie at any time.
    headers() {
      const headers: Record<string, string> = {};
      const xsrf = /(?:^|;\s*)_xsrf=([^;]*)/.exec(document.cookie)?.[1];
      if (xsrf !== undefined) headers["X-XSRFToken"] = xsrf;
      if (token !== "") headers.Authorization = `token ${token}`;
      return headers;
    },
  };
}

/**
 * The address of the gateway to which the server passes requests on. Null where there is no such server, no
 * such extension in it, or no gateway configured for it.
 */
export async function configuredAddress(server: Server): Promise<string | null> {
  const { base, credentials, headers } = passThrough(server);
  try {
    const response = await fetch(`${base}config`, {
      credentials,
      headers: headers(),
      cache: "no-store",
      redirect: "manual",
    });
    if (!response.ok) return null;
    // By hand: the options beside it may hold what JSON.parse refuses, and Python writes this one first.
    const text = /^\{"address": ("(?:[^"\\]|\\.)*")/.exec(await response.text())?.[1];
    return text === undefined ? null : (JSON.parse(text) as string);
  } catch {
    return null;
  }
}
