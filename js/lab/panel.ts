import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import type { Server } from "../jupyter/connection.js";
import { serverSession } from "../jupyter/server-session.js";
import type * as CoreModule from "../view/index.js";
import type { MountHandle } from "../view/index.js";
import type { Host, OpenSession } from "../view/model.js";
import { icon } from "./icon.js";
import { loadCore } from "./load-core.js";
import { strings } from "./strings.js";

interface Started {
  session: OpenSession;
  view: MountHandle;
}

/** The sidebar panel: a node for the view, which is fetched when the panel is first seen. */
export class GatewayPanel extends Widget {
  #started: Promise<Started> | undefined;
  #view: MountHandle | undefined;
  /** Called once, when the session has started. */
  onStarted: ((core: typeof CoreModule, session: OpenSession) => void) | undefined;

  constructor(
    private readonly server: Server,
    private readonly host: Host,
  ) {
    super();
    this.id = "dask-gateway-panel";
    this.title.icon = icon;
    this.title.caption = strings.title;
    this.node.style.overflow = "auto";
    this.node.style.background = "var(--jp-layout-color1)";
    // Takes the keyboard focus, but is no control.
    this.node.tabIndex = -1;
    this.node.style.outline = "none";
  }

  /** The session with the gateway, and its view in here. The first call starts both; after a failure a call tries again. */
  start(): Promise<Started> {
    this.#started ??= this.#start().catch((error: unknown) => {
      this.#started = undefined;
      this.#onFailure(error);
      throw error;
    });
    return this.#started;
  }

  /** Brings the cluster with this key into view, if it is there. The panel is to be visible. */
  async showCluster(key: string): Promise<void> {
    (await this.start()).view.showCluster(key);
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.#view?.dispose();
    super.dispose();
  }

  protected override onAfterAttach(_: Message): void {
    this.#onVisible();
  }

  protected override onAfterShow(_: Message): void {
    this.#onVisible();
  }

  protected override onAfterHide(_: Message): void {
    this.#view?.setVisible(false);
  }

  protected override onActivateRequest(_: Message): void {
    this.node.focus();
  }

  /** Restored with a closed sidebar, the panel is attached without being visible. */
  #onVisible(): void {
    if (!this.isVisible) return;
    this.#view?.setVisible(true);
    this.start().catch(() => {}); // #onFailure has shown it
  }

  async #start(): Promise<Started> {
    this.#showStatus(strings.loading);
    const core = await loadCore();
    const session = await serverSession(core, this.server);
    this.node.replaceChildren();
    const view = core.mount(this.node, session, this.host);
    this.#view = view;
    if (this.isDisposed) view.dispose();
    else {
      view.setVisible(this.isVisible);
      this.onStarted?.(core, session);
    }
    return { session, view };
  }

  #onFailure(error: unknown): void {
    console.error(error);
    const retry = document.createElement("button");
    retry.className = "jp-mod-styled";
    retry.textContent = strings.tryAgain;
    retry.addEventListener("click", () => this.#onVisible());
    this.#showStatus(strings.notLoaded, retry);
  }

  /** Shows a plain text instead of the view. */
  #showStatus(text: string, ...more: Node[]): void {
    const box = document.createElement("div");
    box.setAttribute("role", "status");
    box.style.padding = "8px 12px";
    const sentence = document.createElement("p");
    sentence.textContent = text;
    box.append(sentence, ...more);
    this.node.replaceChildren(box);
  }
}
