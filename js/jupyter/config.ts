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

interface Asked {
  addresses?: Promise<Addresses | null>;
  /** The answer to that, until a session takes it. */
  config?: Response | undefined;
  /** One has begun. */
  isTaken?: boolean;
}

/** Milliseconds for which the configuration counts as what it is now. */
export const NEWS_MS = 10_000;

const asked = pageGlobal<Asked>("addresses", () => ({}));

/** What a first session of the page wants to know first, asked for while the core is on its way; undefined: it is to ask itself. */
export async function takeConfig(server: Server): Promise<Response | undefined> {
  const { config, isTaken } = asked;
  asked.config = undefined;
  asked.isTaken = true;
  return config ?? (isTaken ? undefined : ask(server, "config", inTime));
}

const forget = () => {
  asked.config = undefined;
};

/** What does not come so soon the core asks for by itself, and tells. */
const inTime: Fetch = async (url, init) =>
  inFull(await fetch(url, { ...init, signal: AbortSignal.timeout(NEWS_MS) }));

/** With its body: who takes it may be late, and it must not end in the middle then. */
const inFull = async (response: Response) => new Response(await response.arrayBuffer(), response);

/** Where the gateway is: asked once for all widgets and outputs. */
export function askAddresses(server: Server): Promise<Addresses | null> {
  asked.addresses ??= readAddresses(server, async (url, init) => {
    const response = await inFull(await fetch(url, init));
    asked.config = response.clone();
    setTimeout(forget, NEWS_MS);
    return response;
  });
  return asked.addresses;
}

/** Whether the server passes requests on to this gateway: not asked again while it does. */
export async function serverReaches(server: Server, address: string): Promise<boolean> {
  if ((await askAddresses(server))?.address === address) return true;
  // It may be the server's first moment, or be configured later.
  delete asked.addresses;
  forget();
  return false;
}
