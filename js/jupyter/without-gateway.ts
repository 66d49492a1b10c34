import { parsePythonJson } from "../page/python-json.js";
import { ask } from "./config.js";
import type { Server } from "./connection.js";

/** Milliseconds after which whoever may have a gateway is shown the panel, which then says why nothing answers. */
const PATIENCE_MS = 10_000;

/**
 * Whether this user has no gateway, and the site wants nothing to be seen then: none is configured, or the gateway does not let the
 * user in and has no cluster of his. Whatever else goes wrong is for the panel to tell.
 */
export async function isHidden(
  server: Server,
  fetch: typeof globalThis.fetch = globalThis.fetch.bind(globalThis),
): Promise<boolean> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const get = (path: Parameters<typeof ask>[1]) => ask(server, path, fetch, signal);
  try {
    const answer = await get("config");
    const config = asObject(await answer.text());
    if (!answer.ok) return config["hide"] === true;
    const site = config["site"] as Record<string, unknown> | null | undefined;
    if (site?.["hide_without_gateway"] !== true) return false;
    if (!isForbidden(await get("api/v1/options"))) return false;
    const list = await get("api/v1/clusters/");
    return isForbidden(list) || (list.ok && Object.keys(asObject(await list.text())).length === 0);
  } catch {
    return false;
  }
}

/** By the gateway, and not by the Jupyter server. */
function isForbidden({ status, headers }: Response): boolean {
  return status === 403 && !headers.has("Dask-Gateway-Error");
}

function asObject(text: string): Record<string, unknown> {
  return (parsePythonJson(text) as Record<string, unknown> | null) ?? {};
}
