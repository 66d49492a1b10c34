import type { TemplateResult } from "lit/html.js";
import { copy } from "../page/clipboard.js";
import { watchSight } from "../page/widget-frame.js";
import type { View } from "../view/model.js";
import type { MountHandle } from "../view/session/mount.js";
import { readAttributes, type Settings } from "./attributes.js";
import type { GatewayElement, Parts } from "./define.js";
import { type Follower, type Login, loginAt } from "./login.js";
import { loginForm } from "./login-form.js";
import { ownStyles } from "./styles.js";
import { texts } from "./texts.js";

/** A panel in the element, from when it is wanted until it no longer is. */
interface Shown {
  readonly key: string;
  readonly abort: AbortController;
  /** None until its program has started. */
  handle?: MountHandle;
  /** Why that failed. */
  fault?: string;
}

/** What an element shows: the panel, the form to log in, or what is wrong. */
export class Body implements Follower {
  readonly #root: ShadowRoot;
  readonly #top = document.createElement("div");
  readonly #box = document.createElement("div");
  #login: Login | null = null;
  #shown: Shown | null = null;
  #owesFocus = false;

  constructor(
    readonly element: GatewayElement,
    private readonly parts: Parts,
  ) {
    // JupyterLab would take keys such as "a" or Enter for shortcuts of its own.
    element.dataset.lmSuppressShortcuts = "true";
    this.#root = element.attachShadow({ mode: "open" });
    this.#root.adoptedStyleSheets = [parts.stylesheet(), ownStyles()];
    this.#root.append(this.#top, this.#box);
  }

  update(): void {
    const settings = this.element.isConnected ? readAttributes(this.element) : null;
    const valid = typeof settings === "string" ? null : settings;
    this.#join(valid && loginAt(valid.base));
    this.#show(this.#login?.isOpen ? valid : null);
    this.#draw(typeof settings === "string" ? settings : this.#shown?.fault);
  }

  #join(login: Login | null): void {
    if (login === this.#login) return;
    this.#login?.leave(this);
    this.#login = login;
    login?.join(this);
  }

  /** Lets the panel be there with these settings, or not. */
  #show(settings: Settings | null): void {
    const key = settings && `${settings.base} ${settings.publicAddress}`;
    if (settings !== null && this.#shown?.key === key) {
      this.#shown?.handle?.setOptions({ view: settings.view });
      return;
    }
    this.#shown?.abort.abort();
    this.#shown = null;
    if (settings === null || key === null || this.#login === null) return;
    const shown: Shown = { key, abort: new AbortController() };
    this.#shown = shown;
    this.#open(shown, this.#login, settings).catch((error: unknown) => {
      console.error(error);
      const forbidden = error instanceof WebAssembly.CompileError;
      shown.fault = forbidden ? texts.noWasm : texts.fault(String(error));
      this.update();
    });
  }

  async #open(shown: Shown, login: Login, settings: Settings): Promise<void> {
    const { signal } = shown.abort;
    const session = await login.connect(this.parts, settings.publicAddress);
    if (signal.aborted) return;
    // For the texts' language: the view looks no further than this root.
    this.#box.lang = this.element.closest<HTMLElement>("[lang]")?.lang ?? "";
    const host = { copy, onDraw: (view: View) => login.judge(view) };
    const handle = this.parts.mount(this.#box, session, host, { view: settings.view });
    shown.handle = handle;
    signal.addEventListener("abort", () => handle.dispose());
    watchSight(this.element, (visible) => handle.setVisible(visible), signal);
    // The attributes may have changed meanwhile.
    this.update();
    if (this.#owesFocus) this.#refocus();
  }

  #draw(problem: string | undefined): void {
    const login = this.#login;
    const hadFocus = this.#top.contains(this.#root.activeElement);
    const { render } = this.parts;
    const asks = login?.isWanted ? loginForm(this.parts, login) : null;
    const above = problem === undefined ? asks : this.#problem(problem);
    render(
      [
        login?.user && !login.isWanted ? this.#bar(login, login.user) : null,
        above && this.#frame(above),
      ],
      this.#top,
    );
    if (hadFocus && !this.#top.contains(this.#root.activeElement)) this.#refocus();
  }

  #bar(login: Login, user: string): TemplateResult {
    const { html } = this.parts;
    return html`<div class="user">
      <span>${texts.loggedInAs} <bdi>${user}</bdi></span>
      <button type="button" class="plain" @click=${() => login.logOut()}>${texts.logOut}</button>
    </div>`;
  }

  /** The panel is a region of its own. */
  #frame(content: TemplateResult): TemplateResult {
    const { html } = this.parts;
    return this.#shown?.handle
      ? html`<div class="panel">${content}</div>`
      : html`<section class="panel" aria-label=${texts.title}>${content}</section>`;
  }

  #problem(text: string): TemplateResult {
    const { html, alertIcon } = this.parts;
    const again = () => {
      this.#show(null);
      this.update();
    };
    return html`<div class="problem" role="alert">
      ${alertIcon}
      <p dir="auto">${text}</p>
      ${this.#shown?.fault ? html`<button type="button" @click=${again}>${texts.tryAgain}</button>` : null}
    </div>`;
  }

  /** What had the focus is gone: whoever works by keyboard goes on with what came instead, once it is there. */
  #refocus(): void {
    const panel = this.#box.firstElementChild?.shadowRoot?.querySelector<HTMLElement>(".panel");
    const next = this.#top.querySelector<HTMLElement>("input") ?? panel;
    this.#owesFocus = !next;
    next?.focus();
  }
}
