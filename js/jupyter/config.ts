import { shared } from "../page/page-global.js";
import { passThrough, type Server } from "./connection.js";

/** Of what `<base>/dask-gateway/config` tells. */
export interface Addresses {
  /** The gateway's, to which the server passes requests on. */
  address: string;
  publicAddress: string;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Asks a route of our own server extension, for as long as the signal lets it. */
export function ask(
  server: Server,
  path: "config" | "doctor",
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

const STRING = String.raw`("(?:[^"\\]|\\.)*")`;
const START = new RegExp(`^\\{"address": ${STRING}, "public_address": ${STRING}`);

/** Null where there is no such server, no such extension in it, or no gateway configured for it. */
export async function readAddresses(
  server: Server,
  fetch: Fetch,
  signal?: AbortSignal,
): Promise<Addresses | null> {
  try {
    const response = await ask(server, "config", fetch, signal);
    if (!response.ok) return null;
    // By hand: the options behind them may hold what JSON.parse refuses, and Python writes these first.
    const [, address, publicAddress] = START.exec(await response.text()) ?? [];
    if (address === undefined || publicAddress === undefined) return null;
    return { address: JSON.parse(address), publicAddress: JSON.parse(publicAddress) };
  } catch {
    return null;
  }
}

const told = shared<{ addresses?: Promise<Addresses | null> }>("told", () => ({}));

/** Whether the server passes requests on to this gateway: asked once for all widgets and outputs, while it does. */
export async function leadsTo(server: Server, address: string): Promise<boolean> {
  told.addresses ??= readAddresses(server, (url, init) => fetch(url, init));
  if ((await told.addresses)?.address === address) return true;
  // It may be the server's first moment, or be configured later.
  delete told.addresses;
  return false;
}
