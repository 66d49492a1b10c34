/**
 * The tag `<dask-gateway>`. What it does is in a file of its own, `dask-gateway-element.js`, fetched when a page has
 * one: JupyterLab's panel and notebooks do not need it.
 */
import { html, render } from "lit/html.js";
import { elementName } from "../page/asset-urls.js";
import { importOnce } from "../page/load-module.js";
import { connect } from "../view/session/connect.js";
import { mount } from "../view/session/mount.js";
import { stylesheet } from "../view/styles/index.js";
import { alertIcon } from "../view/ui/icons.js";
import type * as Program from "./index.js";

/** Gives the `Authorization` header for requests to `address`, at once; null: none is needed. */
export type Authorization = (address: string) => string | null;

export interface GatewayElement extends HTMLElement {
  /** A login that the page has. Without one the element asks the user. Never an attribute: markup is no place for it. */
  authorization: Authorization | null;
}

/** What that file gets from this module, lest it brings a second copy along. */
const parts = { connect, mount, stylesheet, html, render, alertIcon };
export type Parts = typeof parts;

const load = importOnce<typeof Program>(() => new URL(elementName, import.meta.url));

/** Once per page, where there is a DOM. */
export function defineElement(): void {
  if (globalThis.customElements?.get("dask-gateway") !== undefined) return;
  globalThis.customElements?.define("dask-gateway", makeClass());
}

const makeClass = () =>
  class extends HTMLElement implements GatewayElement {
    static observedAttributes = ["address", "public-address", "view"];
    #authorization: Authorization | null = null;

    constructor() {
      super();
      // Set before this script was there, it would hide the accessor.
      const early = Object.getOwnPropertyDescriptor(this, "authorization");
      if (early !== undefined && Reflect.deleteProperty(this, "authorization")) {
        this.authorization = early.value;
      }
    }

    get authorization(): Authorization | null {
      return this.#authorization;
    }

    set authorization(value) {
      this.#authorization = value;
      this.#changed();
    }

    connectedCallback(): void {
      this.#changed();
    }

    disconnectedCallback(): void {
      this.#changed();
    }

    attributeChangedCallback(): void {
      this.#changed();
    }

    /** Only what holds in the end counts: an element that is moved has not changed. */
    async #changed(): Promise<void> {
      try {
        (await load()).follow(this, parts);
      } catch (error) {
        console.error(error);
        this.textContent = `The Dask Gateway panel could not be loaded. (${error})`;
      }
    }
  };
