/** What `dask-gateway.js` and the part with the element's own program say of each other. */
import type { html, render, TemplateResult } from "lit/html.js";
import type { Connection } from "#session";
import type { OpenSession } from "../view/model.js";
import type { Mount } from "../view/session/mount-handle.js";

/** Gives the `Authorization` header for requests to `address`, at once; null: none is needed. */
export type Authorization = (address: string) => string | null;

export interface GatewayElement extends HTMLElement {
  /** A login that the page has. Without one the element asks the user. Never an attribute: markup is no place for it. */
  authorization: Authorization | null;
  /** The attribute of this name: what the site says of its gateway, as JSON text. */
  site: string | null;
}

/** What the part gets from that module, lest it brings a second copy along. */
export interface ViewToolkit {
  readonly connect: (connection: Connection) => Promise<OpenSession>;
  readonly mount: Mount;
  readonly stylesheet: () => CSSStyleSheet;
  readonly html: typeof html;
  readonly render: typeof render;
  readonly alertIcon: TemplateResult;
}
