/** What the checks use of the page around them. */
export interface Page {
  /** Where it is, and what relative addresses start from. */
  base: string;
  /** JupyterHub's base URL, such as "/"; null where there is no hub. */
  hub: string | null;
  /** The token in the page's configuration; on a hub it is the user's own. "": none. */
  token: string;
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Notes violations of the page's content security policy, from now until `end`. */
  watchPolicy(): PolicyWatch;
  /** Whether the page's policy lets WebAssembly be compiled. */
  allowsWasm(): boolean;
}

export interface PolicyWatch {
  /** The directive that forbade this URL, if one did. */
  directive(url: string): Promise<string | undefined>;
  end(): void;
}

/** The page that this script is in. */
export function thisPage(token: string): Page {
  return {
    base: document.baseURI,
    hub: hubIn(document.getElementById("jupyter-config-data")?.textContent ?? ""),
    token,
    fetch: (url, init) => fetch(url, init),
    watchPolicy,
    allowsWasm,
  };
}

/** Single-user servers write "hubPrefix": "/hub/" into the page's configuration. */
export function hubIn(config: string): string | null {
  try {
    const { hubPrefix } = JSON.parse(config) as { hubPrefix?: unknown };
    if (typeof hubPrefix !== "string" || hubPrefix === "") return null;
    return hubPrefix.replace(/hub\/?$/, "");
  } catch {
    return null;
  }
}

function watchPolicy(): PolicyWatch {
  const blocked = new Map<string, string>();
  const note = (event: SecurityPolicyViolationEvent) => {
    if (event.disposition === "enforce") blocked.set(event.blockedURI, event.effectiveDirective);
  };
  document.addEventListener("securitypolicyviolation", note);
  return {
    async directive(url) {
      // The event comes a moment after the request has failed.
      await new Promise((resolve) => setTimeout(resolve, 50));
      // Of another origin some browsers tell the origin alone.
      return blocked.get(url) ?? blocked.get(new URL(url).origin);
    },
    end: () => document.removeEventListener("securitypolicyviolation", note),
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
