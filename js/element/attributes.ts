import { strings } from "./strings.js";

/** What the attributes say. */
export interface ElementAttributes {
  /** Absolute, with a slash at the end. */
  readonly base: string;
  /** What dashboards hang below, as written; the view refuses what is no web address when one is opened. */
  readonly publicAddress: string | undefined;
  /** What the site says of its gateway: JSON text of the core's. */
  readonly site: string | undefined;
  readonly view: "all" | "options" | "clusters";
}

const VIEWS = ["all", "options", "clusters"] as const;

/** Reads them; or an Error says in a sentence what is wrong. */
export function readAttributes(element: Element): ElementAttributes | Error {
  const base = readAddress(element.getAttribute("address") ?? "", document.baseURI, origin);
  if (base instanceof Error) return base;
  const named = element.getAttribute("view") ?? "all";
  const view = VIEWS.find((known) => known === named);
  if (view === undefined) return new Error(strings.unknownView(named));
  const given = (name: string) => element.getAttribute(name) ?? undefined;
  return { base, publicAddress: given("public-address"), site: given("site"), view };
}

/** The gateway's address, fit to send a password to from a page of `origin`; or why it is not. It may be relative to `base`. */
export function readAddress(text: string, base: string, origin: string): string | Error {
  if (text.trim() === "") return new Error(strings.noAddress);
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    return new Error(strings.badAddress(text));
  }
  const { protocol, username, password, search, hash } = url;
  if (!/^https?:$/.test(protocol)) return new Error(strings.badAddress(text));
  // Not said again: it may hold a password.
  if (username || password) return new Error(strings.loginInAddress);
  if (search || hash) return new Error(strings.moreThanAddress);
  if (protocol === "http:" && origin.startsWith("https:"))
    return new Error(strings.mixedContent(text));
  return url.href.replace(/\/?$/, "/");
}
