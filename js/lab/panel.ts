import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import type * as CoreModule from "../view/index.js";
import type { MountHandle } from "../view/index.js";
import type { Host, OpenSession } from "../view/model.js";
import { icon } from "./icon.js";
import { loadCore } from "./load-core.js";
import { loadSessionPart } from "./load-session-part.js";
import type { Started } from "./started.js";
import { strings } from "./strings.js";

/** The session, and its view in the panel. */
export interface Shown extends Started {
  readonly view: MountHandle;
}

/** The sidebar panel: a node for the view, which is fetched when the panel is first seen. */
export abstract class GatewayPanel extends Widget {
  protected shown: Promise<Shown> | undefined;
  #tellFirst!: (shown: Shown) => void;
  /** The session when it is there for the first time, however often it could not be had before. */
  readonly firstShown = new Promise<Shown>((resolve) => {
    this.#tellFirst = resolve;
  });
  #view: MountHandle | undefined;
  /** Called once, when the session has started. */
  onStarted: ((core: typeof CoreModule, session: OpenSession) => void) | undefined;
  /** Called when the user has logged out of it. */
  onEnded: (() => void) | undefined;

  constructor(protected readonly host: () => Promise<Host>) {
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
  start(): Promise<Shown> {
    if (this.shown === undefined) {
      this.shown = this.draw().catch((error: unknown) => {
        this.shown = undefined;
        this.#onFailure(error);
        throw error;
      });
      this.shown.then(this.#tellFirst, () => {});
    }
    return this.shown;
  }

  /** The user is to log in first: in here. */
  get needsLogin(): boolean {
    return false;
  }

  /** The session, for those who show it elsewhere. */
  abstract connect(): Promise<Started>;

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

  protected async draw(): Promise<Shown> {
    this.showStatus();
    const [{ core, session }, host] = await Promise.all([this.connect(), this.host()]);
    this.node.replaceChildren();
    const view = core.mount(this.node, session, host);
    this.#view = view;
    if (this.isDisposed) view.dispose();
    else {
      view.setVisible(this.isVisible);
      this.onStarted?.(core, session);
    }
    return { core, session, view };
  }

  #onFailure(error: unknown): void {
    console.error(error);
    const retry = document.createElement("button");
    retry.className = "jp-mod-styled";
    retry.textContent = strings.tryAgain;
    retry.addEventListener("click", () => this.#onVisible());
    this.showStatus(strings.notLoaded, retry);
  }

  /** Shows a plain text instead of the view. */
  protected showStatus(text: string = strings.loading, ...more: Node[]): void {
    const box = document.createElement("div");
    box.setAttribute("role", "status");
    box.style.padding = "8px 12px";
    const sentence = document.createElement("p");
    sentence.textContent = text;
    box.append(sentence, ...more);
    this.node.replaceChildren(box);
  }
}

/** The panel of a Jupyter server's gateway. */
export class ServerPanel extends GatewayPanel {
  constructor(
    host: GatewayPanel["host"],
    private readonly app: JupyterFrontEnd,
  ) {
    super(host);
  }

  override async connect(): Promise<Started> {
    const loading = loadCore();
    const [core, session] = await Promise.all([
      loading,
      loadSessionPart().then((it) => it.serverSession(loading, it.serverOf(this.app))),
    ]);
    return { core, session };
  }
}
