import { IFrame } from "@jupyterlab/ui-components";
import { Panel } from "@lumino/widgets";
import { watchPolicyFor } from "../page/csp-watch.js";
import { isMixed } from "../page/net.js";
import { strings } from "./dashboard-strings.js";

/**
 * A page of a scheduler's in a frame. Browsers do not tell a page whether a frame of another origin stays empty because its site
 * refuses to be framed. Where it can be known that the frame would be empty, there is none, and a sentence says why, with a link
 * that opens the page outside.
 */
export class PageFrame extends Panel {
  #url = "";
  #note: HTMLElement | undefined;
  /** Ends what watches the frame. */
  #watching = new AbortController();

  /**
   * @param name What the frame is called by screen readers.
   * @param doubt What stands above each frame, with the link, as it may stay empty; "": nothing does.
   */
  constructor(
    private readonly name: string,
    private readonly doubt: string,
  ) {
    super();
    Object.assign(this.node.style, { display: "flex", flexDirection: "column" });
    this.node.style.background = "var(--jp-layout-color1)";
  }

  /** "" for none. */
  get url(): string {
    return this.#url;
  }

  /** `address` may be relative to this page's. What is shown already stays as it is. */
  showPage(address: string): void {
    const url = new URL(address, document.baseURI);
    if (this.#url === url.href) return;
    this.#url = url.href;
    if (isMixed(location.origin, url.href)) this.#explain(strings().mixed);
    else this.#embed(url);
  }

  /** Shows a sentence, in place of the page or above it. */
  showText(sentence: string, keepPage: boolean): void {
    this.#note?.remove();
    if (keepPage) this.node.prepend(this.#noteOf(sentence));
    else {
      this.#url = "";
      this.#explain(sentence);
    }
  }

  /** The page alone. */
  hideText(): void {
    this.#note?.remove();
  }

  override dispose(): void {
    this.#watching.abort();
    super.dispose();
  }

  #embed(url: URL): void {
    this.#explain(this.doubt);
    const { signal } = this.#watching;
    // What Bokeh's pages need: scripts, and an origin for their web socket.
    const frame = new IFrame({
      sandbox: ["allow-scripts", "allow-same-origin", "allow-forms", "allow-popups"],
      referrerPolicy: "no-referrer",
    });
    Object.assign(frame.node.style, { flex: "1 1 0", minHeight: "0" });
    watchPolicyFor(
      url.origin,
      (directive) => {
        if (/^(frame|child|default)-src/.test(directive))
          this.#explain(strings().policy(directive));
      },
      signal,
    );
    const element = frame.node.querySelector("iframe");
    if (element !== null) element.title = this.name;
    element?.addEventListener(
      "load",
      () => {
        // A page of our own origin can be looked into, unless the browser shows its own words in its place.
        if (url.origin === location.origin && element.contentDocument === null)
          this.#explain(strings().refused);
      },
      { signal },
    );
    frame.url = url.href;
    this.addWidget(frame);
  }

  /** Shows a sentence, with the link if there is an address, and nothing else. */
  #explain(sentence: string): void {
    this.#watching.abort();
    this.#watching = new AbortController();
    for (const widget of [...this.widgets]) widget.dispose();
    if (sentence === "") this.node.replaceChildren();
    else {
      const note = this.#noteOf(sentence);
      if (this.#url !== "") note.append(" ", this.#link());
      this.node.replaceChildren(note);
    }
  }

  #noteOf(sentence: string): HTMLElement {
    const note = document.createElement("p");
    note.setAttribute("role", "status");
    note.style.cssText = "margin: 0; padding: 4px 12px; font: 13px var(--jp-ui-font-family)";
    note.style.color = "var(--jp-ui-font-color1)";
    note.append(sentence);
    this.#note = note;
    return note;
  }

  /** Opens the page in a browser tab. */
  #link(): HTMLElement {
    const link = document.createElement("a");
    link.href = this.#url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.style.color = "var(--jp-content-link-color)";
    link.textContent = strings().openOutside;
    return link;
  }
}
