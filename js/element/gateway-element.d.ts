/** `<dask-gateway>` as authors of web pages have it; also of npm's package. `custom-elements.json` says the same for tools. */

/** Gives the `Authorization` header for requests to `address`, at once; null: none is needed. */
export type Authorization = (address: string) => string | null;

export interface GatewayElement extends HTMLElement {
  /** A login that the page has. Without one the element asks the user. Never an attribute: markup is no place for it. */
  authorization: Authorization | null;
  /** The attribute of this name: what the site says of its gateway, as JSON text. */
  site: string | null;
}

/** What can be written in the tag, for frameworks that check that. */
export interface GatewayAttributes {
  /** The gateway's address. It may be relative to the page. */
  address: string;
  /** Where browsers find the dashboards, if that is elsewhere. */
  "public-address"?: string;
  site?: string;
  /** All, or a part. */
  view?: "all" | "options" | "clusters";
}

declare global {
  interface HTMLElementTagNameMap {
    "dask-gateway": GatewayElement;
  }
}
