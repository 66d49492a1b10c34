import { liteLabels, strings } from "./lite-strings.js";

/** What the author of a JupyterLite site has written for us in jupyter-lite.json. */
export interface LiteSettings {
  /** The gateway's; absolute, unless it is none: then the element says so. */
  readonly address: string;
  readonly publicAddress: string | undefined;
  /** What the site says of its gateway: JSON text of the core's. */
  readonly site: string | undefined;
  /** Who logs in there: the user, by a form, or what stands in front of the gateway. */
  readonly login: Login;
}

type Login = "password" | "proxy";

/**
 * Reads it: null where there is nothing, or an Error that says in a sentence what is wrong. Addresses are relative to the site's root,
 * for its apps are in folders of their own.
 */
export function readLiteSettings(given: unknown, root: string): LiteSettings | Error | null {
  if (given === undefined || given === null) return null;
  if (typeof given !== "object" || Array.isArray(given)) return new Error(strings.notSettings());
  const { address, publicAddress = null, site = null, login = "password" } = given as Given;
  if (address === undefined) return new Error(strings.noAddress());
  if (typeof address !== "string" || address.trim() === "")
    return new Error(strings.wrong("address", liteLabels.anAddress));
  if (publicAddress !== null && typeof publicAddress !== "string")
    return new Error(strings.wrong("publicAddress", liteLabels.anAddress));
  if (login !== "password" && login !== "proxy")
    return new Error(strings.wrong("login", liteLabels.aLogin));
  const known = siteText(site);
  if (known === null) return new Error(strings.wrong("site", liteLabels.anObject));
  const absolute = resolve(address, root);
  // Cookies go along, and whoever answers is believed.
  if (login === "proxy") {
    if (!isOrigin(absolute, root)) return new Error(strings.otherOrigin());
    // With a login, the element says so itself.
    if (hasMore(absolute)) return new Error(strings.wrong("address", liteLabels.aPlainAddress));
  }
  return {
    address: absolute,
    publicAddress: publicAddress === null ? undefined : resolve(publicAddress, root),
    site: known,
    login,
  };
}

type Given = Partial<Record<"address" | "publicAddress" | "site" | "login", unknown>>;

/** Undefined: there is none; null: it is something else. */
function siteText(site: unknown): string | undefined | null {
  if (site === null) return undefined;
  if (typeof site === "string") return site;
  if (typeof site !== "object") return null;
  try {
    return JSON.stringify(site);
  } catch {
    // Too deep for the browser.
    return null;
  }
}

/** As it is, where it cannot be read. */
function resolve(address: string, root: string): string {
  try {
    return new URL(address, root).href;
  } catch {
    return address;
  }
}

/** Than a path: what requests cannot carry, or would put before theirs. */
function hasMore(address: string): boolean {
  const { username, password, search, hash } = new URL(address);
  return `${username}${password}${search}${hash}` !== "";
}

function isOrigin(address: string, root: string): boolean {
  try {
    return new URL(address).origin === new URL(root).origin;
  } catch {
    return false;
  }
}
