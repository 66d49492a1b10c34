import type { JupyterFrontEnd } from "@jupyterlab/application";
import { IStatusBar, type Popup, showPopup } from "@jupyterlab/statusbar";
import type { Message } from "@lumino/messaging";
import { Signal } from "@lumino/signaling";
import { Widget } from "@lumino/widgets";
import { totalsOf } from "./cluster-summary.js";
import { strings } from "./clusters-strings.js";
import { icon } from "./icon.js";
import type { Live } from "./live.js";
import { shadowOf } from "./shadow.js";
import type { Started } from "./started.js";
import { StatusPopup } from "./status-popup.js";

/** Beside the item of kernels and terminals. */
const RANK = 2;
/** JupyterLab hides items of priority 0 in a narrow window; this one makes itself small. */
const PRIORITY = 1;

const STYLES = `
:host { min-width: 0; }
button { display: flex; align-items: center; gap: 4px; height: 100%; margin-inline: -6px; padding: 0 6px; border: 0; background: none; color: inherit; font: inherit; font-size: var(--jp-ui-font-size1); font-family: var(--jp-ui-font-family); cursor: pointer; white-space: pre; }
button:hover { background: var(--jp-layout-color3); }
button:focus-visible { outline: 2px solid var(--jp-brand-color1); outline-offset: -2px; }
svg { display: block; width: 16px; height: 16px; }
svg [fill] { fill: currentColor; }
:host(.jp-mod-clicked) button { background: none; color: var(--jp-ui-inverse-font-color1, #fff); }
:host(.jp-mod-clicked) button:focus-visible { outline-color: currentColor; }
@media (max-width: 900px) { .figures { display: none; } }
@media (max-width: 630px) { .word { display: none; } }
`;

/** Adds the item, where JupyterLab has a status bar. */
export async function addStatusItem(
  app: JupyterFrontEnd,
  live: Live,
  started: Started,
): Promise<void> {
  const bar = await app.resolveOptionalService(IStatusBar);
  if (bar === null || started.ended?.aborted) return;
  const item = new StatusItem(live, started);
  const registered = bar.registerStatusItem("jupyter-dask-gateway:status", {
    item,
    align: "left",
    rank: RANK,
    priority: PRIORITY,
    isActive: () => item.isActive,
    activeStateChanged: item.activeStateChanged,
  });
  started.ended?.addEventListener("abort", () => {
    registered.dispose();
    item.dispose();
  });
}

/**
 * The totals of the user's clusters, as a button that opens a list of them. It is there while there is a cluster; and while it can be
 * seen, the session asks, for what it says is to be so.
 */
export class StatusItem extends Widget {
  readonly activeStateChanged = new Signal<this, void>(this);
  readonly #button = document.createElement("button");
  readonly #words = document.createElement("span");
  readonly #end = new AbortController();
  #watching: AbortController | null = null;
  #totals = "";
  #popup: Popup | null = null;

  constructor(
    private readonly live: Live,
    private readonly started: Started,
  ) {
    super();
    this.#button.type = "button";
    this.#button.setAttribute("aria-haspopup", "dialog");
    this.#button.setAttribute("aria-expanded", "false");
    this.#button.addEventListener("click", () => this.#toggle());
    icon.element({ container: this.#button.appendChild(document.createElement("span")) });
    this.#button.append(this.#words);
    shadowOf(this.node, STYLES).append(this.#button);
    started.session.subscribe(() => this.#look(), this.#end.signal);
    this.#look();
  }

  /** There is something to show. */
  get isActive(): boolean {
    return this.#totals !== "";
  }

  override dispose(): void {
    this.#popup?.dispose();
    this.#end.abort();
    this.#watching?.abort();
    super.dispose();
  }

  protected override onAfterAttach(_: Message): void {
    this.#watch();
  }

  protected override onAfterShow(_: Message): void {
    this.#watch();
  }

  protected override onAfterHide(_: Message): void {
    this.#watch();
  }

  #look(): void {
    const { core, session } = this.started;
    const totals = totalsOf(session.view(), core);
    if (totals === this.#totals) return;
    this.#totals = totals;
    this.#draw();
    if (totals === "") this.#popup?.dispose();
    this.activeStateChanged.emit();
  }

  /** "2 clusters · 6 workers · 24 GiB", of which a narrow window shows less. */
  #draw(): void {
    const button = this.#button;
    button.setAttribute("aria-label", strings().totals(this.#totals));
    button.title = strings().caption(this.#totals);
    const [, number = "", word = "", figures = ""] =
      /^(\S*)(.*?)( · .*)?$/.exec(this.#totals) ?? [];
    const span = (className: string, text: string) => {
      const element = document.createElement("span");
      element.className = className;
      element.textContent = text;
      return element;
    };
    this.#words.replaceChildren(number, span("word", word), span("figures", figures));
  }

  #watch(): void {
    if (this.isVisible === (this.#watching !== null)) return;
    if (this.#watching !== null) {
      this.#watching.abort();
      this.#watching = null;
      return;
    }
    this.#watching = new AbortController();
    this.started.core.watchSession(this.started.session, this.#watching.signal);
  }

  #toggle(): void {
    if (this.#popup !== null) {
      this.#popup.dispose();
      return;
    }
    const close = () => this.#popup?.dispose();
    const choose = (cluster: string) => {
      close();
      this.live.show(cluster);
    };
    const body = new StatusPopup(this.started, choose, close);
    const popup = showPopup({ body, anchor: this, align: "left", hasDynamicSize: true });
    this.#popup = popup;
    this.#button.setAttribute("aria-expanded", "true");
    popup.disposed.connect(() => {
      this.#popup = null;
      this.#button.setAttribute("aria-expanded", "false");
      // It is still there at this moment.
      if (body.hasFocus) this.#button.focus();
    });
    body.focus();
  }
}
