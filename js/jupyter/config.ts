import { pageGlobal } from "../page/page-global.js";
import { parsePythonJson } from "../page/python-json.js";
import { passThrough, type Server } from "./connection.js";

/** Of the published config, which `<base>/dask-gateway/config` tells. */
export interface Addresses {
  /** The gateway's, to which the server passes requests on. */
  address: string;
  /** Null where what the configuration says cannot be used. */
  publicAddress: string | null;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Asks a route of our own server extension, for as long as the signal lets it. Some hand the question on. */
export function ask(
  server: Server,
  path: "config" | "doctor" | `${"api" | "clusters"}/${string}`,
  fetch: Fetch,
  signal: AbortSignal | null = null,
): Promise<Response> {
  const { base, credentials, headers } = passThrough(server);
  return fetch(`${base}${path}`, {
    credentials,
    headers: headers(),
    cache: "no-store",
    redirect: "manual",
    signal,
  });
}

/** Null where there is no such server, no such extension in it, or no gateway configured for it. */
export async function readAddresses(
  server: Server,
  fetch: Fetch,
  signal?: AbortSignal,
): Promise<Addresses | null> {
  try {
    const response = await ask(server, "config", fetch, signal);
    if (!response.ok) return null;
    const config = parsePythonJson(await response.text()) as Record<string, unknown>;
    const { address, public_address: publicAddress } = config;
    if (typeof address !== "string") return null;
    return { address, publicAddress: typeof publicAddress === "string" ? publicAddress : null };
  } catch {
    return null;
  }
}

const asked = pageGlobal<{ addresses?: Promise<Addresses | null> }>("addresses", () => ({}));

/** Whether the server passes requests on to this gateway: asked once for all widgets and outputs, while it does. */
export async function serverReaches(server: Server, address: string): Promise<boolean> {
  asked.addresses ??= readAddresses(server, (url, init) => fetch(url, init));
  if ((await asked.addresses)?.address === address) return true;
  // It may be the server's first moment, or be configured later.
  delete asked.addresses;
  return false;
}
