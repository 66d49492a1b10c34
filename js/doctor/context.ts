import type { HubPage } from "../jupyter/hub-page.js";
import { hubOfPage } from "../jupyter/server-of-page.js";
import { type PolicyWatch, watchPolicy } from "../page/csp-watch.js";

/** What the checks use of the page around them. */
export interface CheckContext {
  /** The page's own. */
  origin: string;
  /** What relative addresses start from, unless the hub has a host of its own. */
  base: string;
  /** The JupyterHub that the page belongs to; null where there is none. */
  hub: HubPage | null;
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
    hub: hubOfPage(),
    token,
    fetch: (url, init) => fetch(url, init),
    watchPolicy,
    allowsWasm,
  };
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
