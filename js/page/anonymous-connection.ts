import type { HttpConnection } from "#session";
import { isMixed } from "./net.js";

/**
 * The gateway's public address, which may be another origin's, with nothing that could tell who asks. Null where a browser
 * would not let this page ask. Throws for what is no address.
 */
export function anonymous(publicAddress: string): HttpConnection | null {
  const base = new URL(`${publicAddress.replace(/\/$/, "")}/`, document.baseURI);
  if (!/^https?:$/.test(base.protocol) || isMixed(location.origin, base.href)) return null;
  return { route: "direct", base: base.href, credentials: "omit", headers: () => ({}) };
}
