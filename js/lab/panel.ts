import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import type { Server } from "../jupyter/connection.js";
import { serverSession } from "../jupyter/session.js";
import type { MountHandle } from "../view/index.js";
import type { Host, Session } from "../view/model.js";
import { icon } from "./icon.js";
import { loadModule } from "./module.js";

interface Started {
  session: Session;
  view: MountHandle;
}

/** The sidebar panel: a node for the view, which is fetched when the panel is first seen. */
export class GatewayPanel extends Widget {
  #started: Promise<Started> | undefined;
  #view: MountHandle | undefined;

  constructor(
    private readonly server: Server,
    private readonly host: Host,
  ) {
    super();
    this.id = "dask-gateway-panel";
    this.title.icon = icon;
    this.title.caption = "Dask Gateway";
    this.node.style.overflow = "auto";
    this.node.style.background = "var(--jp-layout-color1)";
    // A place for the keyboard focus to land on, not a control.
    this.node.tabIndex = -1;
    this.node.style.outline = "none";
  }

  /** The session with the gateway, and its view in here. The first call starts both; after a failure a call tries again. */
  start(): Promise<Started> {
    this.#started ??= this.#start().catch((error: unknown) => {
      this.#started = undefined;
      this.#failed(error);
      throw error;
    });
    return this.#started;
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.#view?.dispose();
    super.dispose();
  }

  protected override onAfterAttach(_: Message): void {
    this.#seen();
  }

  protected override onAfterShow(_: Message): void {
    this.#seen();
  }

  protected override onAfterHide(_: Message): void {
    this.#view?.setVisible(false);
  }

  protected override onActivateRequest(_: Message): void {
    this.node.focus();
  }

  /** Restored with a closed sidebar, the panel is attached without being visible. */
  #seen(): void {
    if (!this.isVisible) return;
    this.#view?.setVisible(true);
    this.start().catch(() => {}); // #failed has told
  }

  async #start(): Promise<Started> {
    this.#say("Loading…");
    const module = await loadModule();
    const session = await serverSession(module, this.server);
    this.node.replaceChildren();
    const view = module.mount(this.node, session, this.host);
    this.#view = view;
    if (this.isDisposed) view.dispose();
    else view.setVisible(this.isVisible);
    return { session, view };
  }

  #failed(error: unknown): void {
    console.error(error);
    const retry = document.createElement("button");
    retry.className = "jp-mod-styled";
    retry.textContent = "Try again";
    retry.addEventListener("click", () => this.#seen());
    this.#say("The Dask Gateway panel could not be loaded.", retry);
  }

  /** A plain text, in the place of the view. */
  #say(text: string, ...more: Node[]): void {
    const box = document.createElement("div");
    box.setAttribute("role", "status");
    box.style.padding = "8px 12px";
    const words = document.createElement("p");
    words.textContent = text;
    box.append(words, ...more);
    this.node.replaceChildren(box);
  }
}
