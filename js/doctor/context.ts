import { type PolicyWatch, watchPolicy } from "../page/csp-watch.js";

/** What the checks use of the page around them. */
export interface CheckContext {
  /** Its own: a token of the page is for this and for no other. */
  origin: string;
  /** What relative addresses start from. */
  base: string;
  /** JupyterHub's base URL, such as "/"; null where there is no hub. */
  hub: string | null;
  /** The token in the page's configuration; on a hub it is the user's own. "": none. */
  token: string;
  fetch(url: string, init: RequestInit): Promise<Response>;
  watchPolicy(address: string): PolicyWatch;
  /** Whether the page's policy lets WebAssembly be compiled. */
  allowsWasm(): boolean;
}

/** The page that this script is in. */
export function contextOfPage(token: string): CheckContext {
  return {
    origin: location.origin,
    base: document.baseURI,
    hub: hubBaseUrl(document.getElementById("jupyter-config-data")?.textContent ?? ""),
    token,
    fetch: (url, init) => fetch(url, init),
    watchPolicy,
    allowsWasm,
  };
}

/** Single-user servers write "hubPrefix": "/hub/" into the page's configuration. */
export function hubBaseUrl(config: string): string | null {
  try {
    const { hubPrefix } = JSON.parse(config) as { hubPrefix?: unknown };
    if (typeof hubPrefix !== "string" || hubPrefix === "") return null;
    return hubPrefix.replace(/hub\/?$/, "");
  } catch {
    return null;
  }
}

function allowsWasm(): boolean {
  try {
    // The shortest module there is.
    new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
    return true;
  } catch {
    return false;
  }
}
