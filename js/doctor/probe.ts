import { isMixed, isTimeout } from "../page/net.js";
import { beginning } from "./beginning.js";
import type { CheckContext } from "./context.js";

/** How a page gets to an address, as far as a browser lets it see. */
export type Reach =
  | { how: "gateway"; version: string }
  /** Something else answers. */
  | { how: "other"; status: number }
  /** Something answers, but it is of another origin that does not let this page read it. */
  | { how: "unreadable" }
  /** A page that came by https may not ask an http address. */
  | { how: "mixed" }
  | { how: "forbidden"; directive: string }
  | { how: "silent" }
  | { how: "nothing" };

/** For an answer. */
export const TIMEOUT_MS = 8_000;

/** Asks for a gateway's version: without cookies, without a token. */
export async function reach(address: string, context: CheckContext): Promise<Reach> {
  if (isMixed(context.origin, address)) return { how: "mixed" };
  const url = `${address}/api/version`;
  const policy = context.watchPolicy(address);
  try {
    const response = await context.fetch(url, anonymous("cors"));
    return await readVersion(response);
  } catch (error) {
    if (isTimeout(error)) return { how: "silent" };
    const directive = await policy.directive();
    if (directive !== undefined) return { how: "forbidden", directive };
    if (isOwnOrigin(context, address)) return { how: "nothing" };
    return await probeOpaquely(url, context);
  } finally {
    policy.end();
  }
}

/** A browser refuses to tell why a request to another origin failed; one whose answer nobody reads tells whether there is any. */
async function probeOpaquely(url: string, context: CheckContext): Promise<Reach> {
  try {
    await context.fetch(url, anonymous("no-cors"));
    return { how: "unreadable" };
  } catch (error) {
    return { how: isTimeout(error) ? "silent" : "nothing" };
  }
}

async function readVersion(response: Response): Promise<Reach> {
  try {
    const { version } = JSON.parse(await beginning(response)) as { version?: unknown };
    if (response.ok && typeof version === "string") return { how: "gateway", version };
  } catch (error) {
    if (isTimeout(error)) return { how: "silent" };
  }
  return { how: "other", status: response.status };
}

/** The gateway's identity cookie would win over any header, so none is ever sent or taken. */
export function anonymous(mode: RequestMode): RequestInit {
  return {
    mode,
    credentials: "omit",
    cache: "no-store",
    // Where a redirect leads is not the address that is asked about; an answer that is not read must follow it.
    redirect: mode === "cors" ? "manual" : "follow",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  };
}

/** By the page's origin and not by its base: a `<base>` may lead elsewhere. */
export function isOwnOrigin({ origin }: CheckContext, address: string): boolean {
  return new URL(address).origin === origin;
}
