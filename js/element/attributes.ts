import type { Connection } from "#session";
import { type Spec, specOf } from "./spec.js";
import { strings, Told } from "./strings.js";
import type { GatewayElement } from "./types.js";

/** The way to the gateway: the first of these that is given. */
export type Way =
  | { readonly kind: "connection"; readonly connection: Connection }
  /** No gateway is asked. `base`: what code names, absolute, with a slash at the end. */
  | { readonly kind: "spec"; readonly spec: Spec; readonly base: string | null }
  | { readonly kind: "address"; readonly base: string };

/** What the attributes say. */
export interface ElementAttributes {
  readonly way: Way;
  /** What dashboards hang below, as written; the view refuses what is no web address when one is opened. */
  readonly publicAddress: string | undefined;
  /** What the site says of its gateway: JSON text of the core's. */
  readonly site: string | undefined;
  readonly view: "all" | "options" | "clusters";
}

const VIEWS = ["all", "options", "clusters"] as const;

/** Reads them; or an Error says in a sentence what is wrong. */
export function readAttributes(
  element: Element & Partial<Pick<GatewayElement, "connection">>,
): ElementAttributes | Error {
  const way = wayOf(element, element.connection ?? null);
  if (way instanceof Error) return way;
  const named = element.getAttribute("view") ?? "all";
  const view = VIEWS.find((known) => known === named);
  if (view === undefined) return new Told(() => strings.unknownView(named));
  const given = (name: string) => element.getAttribute(name) ?? undefined;
  return { way, publicAddress: given("public-address"), site: given("site"), view };
}

function wayOf(element: Element, connection: Connection | null): Way | Error {
  if (connection !== null) return { kind: "connection", connection };
  const address = element.getAttribute("address");
  const written = element.getAttribute("spec");
  if (written === null) {
    const base = readAddress(address ?? "", document.baseURI, origin);
    return base instanceof Error ? base : { kind: "address", base };
  }
  const base = address === null ? null : readAddress(address, document.baseURI, origin);
  if (base instanceof Error) return base;
  const spec = specOf(element, written);
  return spec instanceof Error ? spec : { kind: "spec", spec, base };
}

/** The gateway's address, fit to send a password to from a page of `origin`; or why it is not. It may be relative to `base`. */
export function readAddress(text: string, base: string, origin: string): string | Error {
  if (text.trim() === "") return new Told(() => strings.noAddress);
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    return new Told(() => strings.badAddress(text));
  }
  const { protocol, username, password, search, hash } = url;
  if (!/^https?:$/.test(protocol)) return new Told(() => strings.badAddress(text));
  // Not said again: it may hold a password.
  if (username || password) return new Told(() => strings.loginInAddress);
  if (search || hash) return new Told(() => strings.moreThanAddress);
  if (protocol === "http:" && origin.startsWith("https:"))
    return new Told(() => strings.mixedContent(text));
  return url.href.replace(/\/?$/, "/");
}
