import type { TemplateResult } from "lit/html.js";
import type { OpenSession, View } from "../view/model.js";
import type { MountOptions } from "../view/session/mount-options.js";
import type { ElementAttributes } from "./attributes.js";
import { loginAt } from "./login.js";
import { loginForm } from "./login-form.js";
import type { Source, SourceListener } from "./source.js";
import { strings } from "./strings.js";
import type { ViewToolkit } from "./types.js";

/** A gateway at an address, asked with a login: one for all elements of the address. */
export class LoginSource implements Source {
  readonly #login;
  readonly problem = null;

  constructor(readonly base: string) {
    this.#login = loginAt(base);
  }

  get isReady(): boolean {
    return this.#login.hasCredentials;
  }

  addListener(listener: SourceListener): void {
    this.#login.addListener(listener);
  }

  removeListener(listener: SourceListener): void {
    this.#login.removeListener(listener);
  }

  options({ view }: ElementAttributes): MountOptions {
    return { view };
  }

  connect(toolkit: ViewToolkit, attributes: ElementAttributes): Promise<OpenSession> {
    return this.#login.connect(toolkit, attributes);
  }

  onDraw(view: View): void {
    this.#login.onDraw(view);
  }

  bar({ html }: ViewToolkit): TemplateResult | null {
    const { user, isNeeded } = this.#login;
    if (user === null || isNeeded) return null;
    return html`<div class="user">
      <span>${strings.loggedInAs} <bdi>${user}</bdi></span>
      <button type="button" class="plain" @click=${() => this.#login.logOut()}>
        ${strings.logOut}
      </button>
    </div>`;
  }

  above(toolkit: ViewToolkit): TemplateResult | null {
    return this.#login.isNeeded ? loginForm(toolkit, this.#login) : null;
  }
}
