import type { Host, HostAction } from "../model.js";
import type { Strings } from "../strings/index.js";

/**
 * Does what the core asks of the host. Gives what is to be said of it, if anything; rejects with an Error to show. The host is
 * called before the first `await`: browsers allow a copy or a new tab only while a click is being handled.
 */
export async function performHostAction(
  action: HostAction,
  host: Host,
  strings: Strings,
): Promise<string | undefined> {
  switch (action.type) {
    case "copy":
      await host.copy(action.text);
      break;
    case "copy-link":
      if (host.linkTo !== undefined) await host.copy(host.linkTo(action.link));
      break;
    case "download":
      download(action.name, action.text);
      break;
    case "insert":
      await host.insert?.(action.code, action.cluster);
      break;
    case "connect":
      return host.connect?.(action.code, action.cluster);
    case "drag":
      host.drag?.(action.code, action.cluster);
      break;
    case "open":
      await openPages(action, [action.url], strings, host.open?.bind(host, action.url));
      break;
    case "open-plots": {
      const { below, plots: paths } = action;
      const plots = paths.split(" ").map((plot) => ({ plot, url: below + plot }));
      const addresses = plots.map(({ url }) => url);
      await openPages(action, addresses, strings, host.openPlots?.bind(host, plots));
    }
  }
  return undefined;
}

/** Inside of the host, if it has a way to do that, or in browser tabs. */
async function openPages(
  { cluster, outside }: { cluster: string; outside: boolean },
  addresses: readonly string[],
  { badAddress }: Strings,
  inside: ((cluster: string) => Promise<void>) | undefined,
): Promise<void> {
  for (const url of addresses) {
    // Up to where the name of the cluster, a secret, begins.
    if (!isWebAddress(url)) throw new Error(badAddress(url.split("/clusters/")[0] ?? ""));
  }
  if (inside !== undefined && !outside) return inside(cluster);
  for (const url of addresses) window.open(url, "_blank", "noopener,noreferrer");
}

/** The address comes from a configuration: it must not be a `javascript:` one. */
function isWebAddress(url: string): boolean {
  try {
    return /^https?:$/.test(new URL(url, document.baseURI).protocol);
  } catch {
    return false;
  }
}

function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.download = name;
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.click();
  // Not at once: the browser reads it later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
