/**
 * The tag `<dask-gateway>`. What it does is a part of its own, fetched when a page has one: JupyterLab's panel and
 * notebooks do not need it.
 */
import { html, render } from "lit/html.js";
import { loadPart } from "../page/parts.js";
import { connect } from "../view/session/connect.js";
import { mount } from "../view/session/mount.js";
import { stringsFor } from "../view/strings/index.js";
import { stylesheet } from "../view/styles/index.js";
import { alertIcon } from "../view/ui/icons.js";
import type { Authorization, GatewayElement, ViewToolkit } from "./types.js";

const toolkit: ViewToolkit = { connect, mount, stylesheet, html, render, alertIcon };

/** Once per page, where there is a DOM. */
export function defineElement(): void {
  if (globalThis.customElements?.get("dask-gateway") !== undefined) return;
  globalThis.customElements?.define("dask-gateway", makeClass());
}

const makeClass = () =>
  class extends HTMLElement implements GatewayElement {
    static observedAttributes = ["address", "public-address", "site", "view"];
    #authorization: Authorization | null = null;

    constructor() {
      super();
      // Set before this script was there, it would hide the accessor.
      for (const name of ["authorization", "site"] as const) {
        const early = Object.getOwnPropertyDescriptor(this, name);
        if (early !== undefined && Reflect.deleteProperty(this, name)) this[name] = early.value;
      }
    }

    get site(): string | null {
      return this.getAttribute("site");
    }

    set site(value) {
      if (value === null) this.removeAttribute("site");
      else this.setAttribute("site", value);
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
        (await loadPart("element")).updateElement(this, toolkit);
      } catch (error) {
        console.error(error);
        const strings = stringsFor(this.closest<HTMLElement>("[lang]")?.lang);
        // Out of sight once the part is there, for that brings a shadow root.
        render(
          html`<p role="alert">${strings.elementNotLoaded((error as Error).message)}</p>
            <button type="button" @click=${() => this.#changed()}>${strings.tryAgain}</button>`,
          this,
        );
      }
    }
  };
