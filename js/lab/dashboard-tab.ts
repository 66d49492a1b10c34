import { MainAreaWidget } from "@jupyterlab/apputils";
import { IFrame } from "@jupyterlab/ui-components";
import { Panel } from "@lumino/widgets";
import { watchPolicyFor } from "../page/csp-watch.js";
import { plainText } from "../page/plain-text.js";
import { strings } from "./dashboard-strings.js";
import { icon } from "./icon.js";
import { strings as labStrings } from "./strings.js";

/**
 * A cluster's dashboard in a frame, below a link that opens it outside. Browsers do not tell a page whether a frame of
 * another origin stays empty because its site refuses to be framed: so the link is always there. Where it can be known
 * that the frame would be empty, there is none, and a sentence says why.
 */
export class DashboardTab extends MainAreaWidget<Panel> {
  #url = "";
  /** Ends what watches the frame. */
  #watching = new AbortController();

  /** `name`: what the cluster is called. */
  constructor(name: string) {
    super({ content: new Panel() });
    this.name(name);
    this.title.icon = icon;
    this.title.closable = true;
    Object.assign(this.content.node.style, { display: "flex", flexDirection: "column" });
    this.content.node.style.background = "var(--jp-layout-color1)";
  }

  name(name: string): void {
    this.title.label = labStrings.dashboard(plainText(name));
  }

  /** `isMixed`: the page came by https, and `url` is an http address. What is shown already stays as it is. */
  showPage(url: URL, isMixed: boolean): void {
    if (this.#url === url.href) return;
    this.#url = url.href;
    if (isMixed) this.#explain(strings.mixed);
    else this.#embed(url);
  }

  override dispose(): void {
    this.#watching.abort();
    super.dispose();
  }

  #embed(url: URL): void {
    this.#explain(strings.unknown);
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
        if (/^(frame|child|default)-src/.test(directive)) this.#explain(strings.policy(directive));
      },
      signal,
    );
    const element = frame.node.querySelector("iframe");
    element?.addEventListener(
      "load",
      () => {
        // A page of our own origin can be looked into, unless the browser shows its own words in its place.
        if (url.origin === location.origin && element.contentDocument === null)
          this.#explain(strings.refused);
      },
      { signal },
    );
    frame.url = url.href;
    this.content.addWidget(frame);
  }

  /** Shows a sentence and the link, and nothing else. */
  #explain(sentence: string): void {
    this.#watching.abort();
    this.#watching = new AbortController();
    const { content } = this;
    for (const widget of [...content.widgets]) widget.dispose();
    const note = document.createElement("p");
    note.setAttribute("role", "status");
    note.style.cssText = "margin: 0; padding: 4px 12px; font: 13px var(--jp-ui-font-family)";
    note.style.color = "var(--jp-ui-font-color1)";
    const link = document.createElement("a");
    link.href = this.#url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.style.color = "var(--jp-content-link-color)";
    link.textContent = strings.openOutside;
    note.append(`${sentence} `, link);
    content.node.replaceChildren(note);
  }
}
