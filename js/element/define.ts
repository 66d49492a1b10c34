/**
 * The tag `<dask-gateway>`. What it does is a part of its own, fetched when a page has one: JupyterLab's panel and
 * notebooks do not need it.
 */
import { html, render } from "lit/html.js";
import { loadPart } from "../page/parts.js";
import { sharedSheet } from "../page/shared-sheet.js";
import { connect } from "../view/session/connect.js";
import { mount } from "../view/session/mount.js";
import { specProblem } from "../view/spec-problem.js";
import { formatMessage } from "../view/strings/index.js";
import { followLanguage, languageToCome, stringsAt } from "../view/strings/languages.js";
import { stylesheet } from "../view/styles/index.js";
import { alertIcon } from "../view/ui/icons.js";
import type { FormApi, GatewayElement, ViewToolkit } from "./types.js";

let partSheet: ReturnType<typeof sharedSheet> | undefined;

/** What the part takes from this module. */
export const toolkit: ViewToolkit = {
  connect,
  mount,
  stylesheets: (root, styles) => {
    partSheet ??= sharedSheet(styles);
    return [stylesheet(root), partSheet(root)];
  },
  html,
  render,
  alertIcon,
  stringsAt,
  followLanguage,
  formatMessage,
  specProblem,
};

/** Once per page, where there is a DOM. */
export function defineElement(): void {
  if (globalThis.customElements?.get("dask-gateway") !== undefined) return;
  globalThis.customElements?.define("dask-gateway", makeClass());
}

const makeClass = () =>
  class extends HTMLElement implements GatewayElement {
    static observedAttributes = ["address", "public-address", "site", "spec", "view"];
    #authorization: GatewayElement["authorization"] = null;
    #connection: GatewayElement["connection"] = null;
    /** The part, once it is there. */
    #form: FormApi | undefined;

    constructor() {
      super();
      // Set before this script was there, it would hide the accessor.
      for (const name of ["authorization", "connection", "site", "spec"] as const) {
        const early = Object.getOwnPropertyDescriptor(this, name);
        if (early !== undefined && Reflect.deleteProperty(this, name)) this[name] = early.value;
      }
    }

    get site(): string | null {
      return this.getAttribute("site");
    }

    set site(value) {
      this.#reflect("site", value);
    }

    get spec(): string | null {
      return this.getAttribute("spec");
    }

    set spec(value: string | object | null) {
      this.#reflect("spec", typeof value === "object" && value ? JSON.stringify(value) : value);
    }

    /** Frameworks take a property away by `undefined`. */
    #reflect(name: string, value: string | null | undefined): void {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, value);
    }

    get authorization() {
      return this.#authorization;
    }

    set authorization(value) {
      this.#authorization = value ?? null;
      this.#changed();
    }

    get connection() {
      return this.#connection;
    }

    set connection(value) {
      this.#connection = value ?? null;
      this.#changed();
    }

    requestBody() {
      return this.#form?.requestBody() ?? null;
    }

    pythonCode() {
      return this.#form?.pythonCode() ?? null;
    }

    link() {
      return this.#form?.link() ?? null;
    }

    footprint() {
      return this.#form?.footprint() ?? null;
    }

    openLink(text: string): void {
      void this.#changed().then(() => this.#form?.openLink(text));
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
        const [part] = await Promise.all([loadPart("element"), languageToCome(this)]);
        this.#form = part.updateElement(this, toolkit);
      } catch (error) {
        console.error(error);
        const strings = stringsAt(this);
        // Out of sight once the part is there, for that brings a shadow root.
        render(
          html`<p role="alert">${strings.elementNotLoaded((error as Error).message)}</p>
            <button type="button" @click=${() => this.#changed()}>${strings.tryAgain}</button>`,
          this,
        );
      }
    }
  };
