import type { Host, HostAction } from "../model.js";
import type { Strings } from "../strings/index.js";

/**
 * Does what the core asks of the host. Rejects with an Error to show. The host is called before the first
 * `await`: browsers allow a copy or a new tab only while a click is being handled.
 */
export async function performHostAction(
  action: HostAction,
  host: Host,
  strings: Strings,
): Promise<void> {
  switch (action.type) {
    case "copy":
      return host.copy(action.text);
    case "insert":
      return host.insert?.(action.code);
    case "open":
      if (!isWebAddress(action.url)) {
        // Up to where the name of the cluster, a secret, begins.
        throw new Error(strings.badAddress(action.url.split("/clusters/")[0] ?? ""));
      }
      if (host.open !== undefined && !action.outside) return host.open(action.url, action.cluster);
      window.open(action.url, "_blank", "noopener,noreferrer");
  }
}

/** The address comes from a configuration: it must not be a `javascript:` one. */
function isWebAddress(url: string): boolean {
  try {
    return /^https?:$/.test(new URL(url, document.baseURI).protocol);
  } catch {
    return false;
  }
}
