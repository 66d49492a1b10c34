import type { TemplateResult } from "lit/html.js";
import { copy } from "../page/clipboard.js";
import { watchVisibility } from "../page/visibility.js";
import type { View } from "../view/model.js";
import type { MountHandle } from "../view/session/mount-handle.js";
import { type ElementAttributes, readAttributes } from "./attributes.js";
import { type Login, type LoginListener, loginAt } from "./login.js";
import { loginForm } from "./login-form.js";
import { pageAddress, takeLink } from "./page-link.js";
import { strings } from "./strings.js";
import { ownStyles } from "./styles.js";
import type { GatewayElement, ViewToolkit } from "./types.js";

/** A panel in the element, from when it is asked for until it is no longer. */
interface PanelMount {
  readonly key: string;
  readonly abort: AbortController;
  /** None until the session has started. */
  handle?: MountHandle;
  /** Why that failed. */
  failure?: string;
}

/** What an element shows: the panel, the form to log in, or what is wrong. */
export class ElementController implements LoginListener {
  readonly #root: ShadowRoot;
  readonly #loginBox = document.createElement("div");
  readonly #panelBox = document.createElement("div");
  #login: Login | null = null;
  #panel: PanelMount | null = null;
  #focusWhenMounted = false;

  constructor(
    readonly element: GatewayElement,
    private readonly toolkit: ViewToolkit,
  ) {
    // JupyterLab would take keys such as "a" or Enter for shortcuts of its own.
    element.dataset.lmSuppressShortcuts = "true";
    this.#root = element.attachShadow({ mode: "open" });
    this.#root.adoptedStyleSheets = [toolkit.stylesheet(), ownStyles()];
    this.#root.append(this.#loginBox, this.#panelBox);
  }

  update(): void {
    const read = this.element.isConnected ? readAttributes(this.element) : null;
    const problem = read instanceof Error ? read.message : null;
    const attributes = read instanceof Error ? null : read;
    this.#useLogin(attributes && loginAt(attributes.base));
    this.#showPanel(this.#login?.hasCredentials ? attributes : null);
    this.#draw(problem ?? this.#panel?.failure);
  }

  #useLogin(login: Login | null): void {
    if (login === this.#login) return;
    this.#login?.removeListener(this);
    this.#login = login;
    login?.addListener(this);
  }

  /** Lets the panel be there with these attributes, or not at all. */
  #showPanel(attributes: ElementAttributes | null): void {
    const key = attributes && `${attributes.base} ${attributes.publicAddress} ${attributes.site}`;
    if (attributes !== null && this.#panel?.key === key) {
      this.#panel?.handle?.setOptions({ view: attributes.view });
      return;
    }
    this.#panel?.abort.abort();
    this.#panel = null;
    if (attributes === null || key === null || this.#login === null) return;
    const panel: PanelMount = { key, abort: new AbortController() };
    this.#panel = panel;
    this.#mountPanel(panel, this.#login, attributes).catch((error: unknown) => {
      console.error(error);
      const forbidden = error instanceof WebAssembly.CompileError;
      panel.failure = forbidden ? strings.noWasm : strings.notStarted(String(error));
      this.update();
    });
  }

  async #mountPanel(panel: PanelMount, login: Login, attributes: ElementAttributes): Promise<void> {
    const { signal } = panel.abort;
    const session = await login.connect(this.toolkit, attributes);
    if (signal.aborted) return;
    // For the language of the strings: the view looks no further than this root.
    this.#panelBox.lang = this.element.closest<HTMLElement>("[lang]")?.lang ?? "";
    const host = { copy, linkTo: pageAddress, onDraw: (view: View) => login.onDraw(view) };
    const handle = this.toolkit.mount(this.#panelBox, session, host, { view: attributes.view });
    panel.handle = handle;
    signal.addEventListener("abort", () => handle.dispose());
    watchVisibility(this.element, (visible) => handle.setVisible(visible), signal);
    if (attributes.view !== "clusters") {
      const open = () => {
        const link = takeLink();
        if (link !== null) handle.send({ type: "open-link", link });
      };
      open();
      // One that is followed while the page is open loads nothing anew.
      window.addEventListener("hashchange", open, { signal });
    }
    // The attributes may have changed meanwhile.
    this.update();
    if (this.#focusWhenMounted) this.#refocus();
  }

  #draw(problem: string | undefined): void {
    const login = this.#login;
    const hadFocus = this.#loginBox.contains(this.#root.activeElement);
    const { render } = this.toolkit;
    const form = login?.isNeeded ? loginForm(this.toolkit, login) : null;
    const above = problem === undefined ? form : this.#problem(problem);
    render(
      [
        login?.user && !login.isNeeded ? this.#bar(login, login.user) : null,
        above && this.#frame(above),
      ],
      this.#loginBox,
    );
    if (hadFocus && !this.#loginBox.contains(this.#root.activeElement)) this.#refocus();
  }

  #bar(login: Login, user: string): TemplateResult {
    const { html } = this.toolkit;
    return html`<div class="user">
      <span>${strings.loggedInAs} <bdi>${user}</bdi></span>
      <button type="button" class="plain" @click=${() => login.logOut()}>${strings.logOut}</button>
    </div>`;
  }

  /** The panel is a region of its own. */
  #frame(content: TemplateResult): TemplateResult {
    const { html } = this.toolkit;
    return this.#panel?.handle
      ? html`<div class="panel">${content}</div>`
      : html`<section class="panel" aria-label=${strings.title}>${content}</section>`;
  }

  #problem(text: string): TemplateResult {
    const { html, alertIcon } = this.toolkit;
    const again = () => {
      this.#showPanel(null);
      this.update();
    };
    return html`<div class="problem" role="alert">
      ${alertIcon}
      <p dir="auto">${text}</p>
      ${this.#panel?.failure ? html`<button type="button" @click=${again}>${strings.tryAgain}</button>` : null}
    </div>`;
  }

  /** What had the focus is gone: whoever works by keyboard goes on with what came instead, once it is there. */
  #refocus(): void {
    const panel =
      this.#panelBox.firstElementChild?.shadowRoot?.querySelector<HTMLElement>(".panel");
    const next = this.#loginBox.querySelector<HTMLElement>("input") ?? panel;
    this.#focusWhenMounted = !next;
    next?.focus();
  }
}
