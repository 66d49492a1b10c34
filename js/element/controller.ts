import type { TemplateResult } from "lit/html.js";
import { copy } from "../page/clipboard.js";
import { watchVisibility } from "../page/visibility.js";
import type { FormText, Message, OpenSession, View } from "../view/model.js";
import type { MountHandle } from "../view/session/mount-handle.js";
import { type ElementAttributes, readAttributes } from "./attributes.js";
import { tellErrors, tellEvents } from "./events.js";
import { footprintOf } from "./footprint.js";
import type { Footprint, FormApi } from "./gateway-element.js";
import { letThrough } from "./inner-root.js";
import { linkIn, pageAddress, takeLink } from "./page-link.js";
import type { Source, SourceListener, SourceProblem } from "./source.js";
import { sourceFor } from "./sources.js";
import { speak, strings, Told } from "./strings.js";
import { ownStyles } from "./styles.js";
import { showTexts } from "./texts.js";
import type { Embedding, GatewayElement, ViewToolkit } from "./types.js";

/** A panel in the element, from when it is asked for until it is no longer. */
interface PanelMount {
  readonly source: Source;
  readonly key: string;
  readonly abort: AbortController;
  /** None until the session has started. */
  session?: OpenSession;
  handle?: MountHandle;
  /** Why that failed. */
  failure?: Told;
}

/** What an element shows: the panel, what its source asks for before, or what is wrong. */
export class ElementController implements SourceListener, FormApi {
  readonly #root: ShadowRoot;
  readonly #aboveBox = document.createElement("div");
  readonly #panelBox = document.createElement("div");
  readonly #textsBox = document.createElement("div");
  /** The last one: an element that is taken out of the page, and put back, goes on with it. */
  #source: Source | null = null;
  /** It is told of this element. */
  #isListening = false;
  #panel: PanelMount | null = null;
  #focusWhenMounted = false;
  /** Opened before there was a panel. */
  #link: string | null = null;
  #toldProblem: string | undefined;
  /** While it is in the page: ends the watch of its language. */
  #following: AbortController | null = null;

  constructor(
    readonly element: GatewayElement,
    private readonly toolkit: ViewToolkit,
    private readonly embedding?: Embedding,
  ) {
    // JupyterLab would take keys such as "a" or Enter for shortcuts of its own.
    element.dataset.lmSuppressShortcuts = "true";
    this.#root = element.attachShadow({ mode: "open" });
    this.#root.append(this.#aboveBox, this.#panelBox, this.#textsBox);
    // A spec may stand in a script in the element, which may come later than its tag.
    new MutationObserver(() => this.update()).observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  }

  update(): void {
    const root = this.#root;
    const sheets = root.adoptedStyleSheets;
    if (!sheets[0]) {
      // New, or moved into another document: none takes the styles of another along, nor does the panel's own root.
      sheets.push(...this.toolkit.stylesheets(root, ownStyles));
      this.#showPanel(null);
      this.#following?.abort();
      this.#following = null;
    }
    this.#follow();
    speak(this.toolkit.stringsAt(this.element).parts.element);
    const read = this.element.isConnected ? readAttributes(this.element) : null;
    const attributes = read instanceof Error ? null : read;
    this.#useSource(attributes);
    this.#showPanel(this.#source?.isReady ? attributes : null);
    const problem = read instanceof Error ? { error: read } : this.#problem();
    this.#draw(attributes === null ? null : this.#source, problem);
    const told = problem?.error.message;
    if (told !== this.#toldProblem) {
      this.#toldProblem = told;
      tellErrors(this.element, told);
    }
  }

  #follow(): void {
    if (this.element.isConnected === (this.#following !== null)) return;
    this.#following?.abort();
    this.#following = this.element.isConnected ? new AbortController() : null;
    if (this.#following === null) return;
    this.toolkit.followLanguage(this.element, () => this.update(), this.#following.signal);
  }

  #useSource(attributes: ElementAttributes | null): void {
    const source = attributes && sourceFor(attributes, this.#source);
    if (this.#isListening && source !== this.#source) {
      this.#isListening = false;
      this.#source?.removeListener(this);
    }
    if (source === null) return;
    this.#source = source;
    if (this.#isListening) return;
    this.#isListening = true;
    source.addListener(this);
  }

  #problem(): SourceProblem | null {
    const failure = this.#panel?.failure;
    if (failure === undefined) return this.#source?.problem ?? null;
    const again = () => {
      this.#showPanel(null);
      this.update();
    };
    return { error: failure, again };
  }

  /** Lets the panel be there with these attributes, or not at all. */
  #showPanel(attributes: ElementAttributes | null): void {
    const source = this.#source;
    const key = attributes && `${attributes.publicAddress} ${attributes.site}`;
    if (attributes !== null && this.#panel?.source === source && this.#panel?.key === key) {
      this.#panel?.handle?.setOptions(this.#panel.source.options(attributes));
      return;
    }
    this.#panel?.abort.abort();
    this.#panel = null;
    if (attributes === null || key === null || source === null) return;
    const panel: PanelMount = { source, key, abort: new AbortController() };
    this.#panel = panel;
    this.#mountPanel(panel, attributes).catch((error: unknown) => {
      console.error(error);
      const forbidden = error instanceof WebAssembly.CompileError;
      panel.failure = new Told(() =>
        forbidden ? strings.noWasm : strings.notStarted(String(error)),
      );
      this.update();
    });
  }

  async #mountPanel(panel: PanelMount, attributes: ElementAttributes): Promise<void> {
    const { abort, source } = panel;
    const { signal } = abort;
    const session = await source.connect(this.toolkit, attributes);
    if (signal.aborted) {
      letGo(session);
      return;
    }
    this.embedding?.onSession?.(session);
    const options = source.options(attributes);
    const own = this.embedding?.host;
    const onDraw = (view: View) => {
      own?.onDraw?.(view);
      source.onDraw(view);
    };
    const host = {
      copy,
      linkTo: (link: string) => pageAddress(this.element, link),
      ...own,
      onDraw,
    };
    const handle = this.toolkit.mount(this.#panelBox, session, host, options);
    letThrough(this.#panelBox.firstElementChild);
    if (options.isOffline) showTexts(this.#textsBox, this.toolkit, this.element, session, signal);
    panel.session = session;
    panel.handle = handle;
    signal.addEventListener("abort", () => handle.dispose());
    // Without a gateway nobody is asked anything in vain: the form is there as soon as the page is.
    if (!options.isOffline)
      watchVisibility(this.element, (visible) => handle.setVisible(visible), signal);
    const { formatMessage, specProblem, stringsAt } = this.toolkit;
    const format = {
      problem: (message: Message) =>
        (options.isOffline ? specProblem : formatMessage)(stringsAt(this.element), message),
      notice: (message: Message) => formatMessage(stringsAt(this.element), message),
    };
    tellEvents(this.element, session, options.view, format, signal);
    // An application has links of its own.
    if (options.view !== "clusters" && this.embedding === undefined) {
      const open = () => {
        const link = takeLink(this.element) ?? this.#link;
        this.#link = null;
        if (link !== null) handle.send({ type: "open-link", link });
      };
      open();
      // One that is followed while the page is open loads nothing anew.
      window.addEventListener("hashchange", open, { signal });
    }
    this.embedding?.onPanel(session, handle, signal);
    // The attributes may have changed meanwhile.
    this.update();
    if (this.#focusWhenMounted) this.#refocus();
  }

  #text(wanted: FormText): string | null {
    return this.#panel?.session?.formText(wanted) ?? null;
  }

  requestBody(): string | null {
    return this.#text("request");
  }

  pythonCode(): string | null {
    return this.#text("python");
  }

  link(): string | null {
    return this.#text("link");
  }

  footprint(): Footprint | null {
    return footprintOf(this.#panel?.session);
  }

  openLink(text: string): void {
    // The core takes texts alone; what a page's script hands over may be anything.
    const link = linkIn(String(text));
    const handle = this.#panel?.handle;
    if (handle === undefined) this.#link = link;
    else handle.send({ type: "open-link", link });
  }

  #draw(source: Source | null, problem: SourceProblem | null): void {
    const { render } = this.toolkit;
    const hadFocus = this.#aboveBox.contains(this.#root.activeElement);
    const above = problem ? this.#problemBox(problem) : source?.above(this.toolkit);
    render([source?.bar(this.toolkit), above && this.#frame(above)], this.#aboveBox);
    if (hadFocus && !this.#aboveBox.contains(this.#root.activeElement)) this.#refocus();
  }

  /** The panel is a region of its own. */
  #frame(content: TemplateResult): TemplateResult {
    const { html } = this.toolkit;
    return this.#panel?.handle
      ? html`<div class="panel">${content}</div>`
      : html`<section class="panel" part="panel" aria-label=${strings.title}>${content}</section>`;
  }

  #problemBox({ error, again }: SourceProblem): TemplateResult {
    const { html, alertIcon } = this.toolkit;
    return html`<div class="problem" part="problem" role="alert">
      ${alertIcon}
      <p dir="auto">${error.message}</p>
      ${again ? html`<button type="button" @click=${again}>${strings.tryAgain}</button>` : null}
    </div>`;
  }

  /** What had the focus is gone: whoever works by keyboard goes on with what came instead, once it is there. */
  #refocus(): void {
    const panel =
      this.#panelBox.firstElementChild?.shadowRoot?.querySelector<HTMLElement>(".panel");
    const next = this.#aboveBox.querySelector<HTMLElement>("input") ?? panel;
    this.#focusWhenMounted = !next;
    next?.focus();
  }
}

/** A session that nobody looked at does not know that nobody will. */
function letGo(session: OpenSession): void {
  const look = new AbortController();
  session.subscribe(() => {}, look.signal);
  look.abort();
}
