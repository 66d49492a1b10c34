import { MainAreaWidget } from "@jupyterlab/apputils";
import type { ReadonlyJSONObject } from "@lumino/coreutils";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import { plainText } from "../page/plain-text.js";
import { plotName } from "../page/plots.js";
import { strings } from "./dashboard-strings.js";
import { icon } from "./icon.js";
import { PageFrame } from "./page-frame.js";
import { type Choice, PlotBar } from "./plot-bar.js";

/**
 * Dask draws on white, whatever the page around it. In a dark theme that is turned into its ground, and the hues, which mean
 * something, stay what they are.
 */
const GROUND = `
body[data-jp-theme-light="false"] .dask-gateway-plot iframe { filter: invert(0.87) hue-rotate(180deg); }
`;

let sheet: CSSStyleSheet | undefined;

function adoptGround(): void {
  if (sheet !== undefined) return;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(GROUND);
  document.adoptedStyleSheets.push(sheet);
}

/** What a pane's user wants. */
export interface PaneActions {
  choose(pane: PlotPane, cluster: string): void;
  follow(pane: PlotPane, on: boolean): void;
  /** The pane can be seen from now on, or no more. */
  onVisible(pane: PlotPane): void;
}

/** One plot of a cluster's dashboard. */
export class PlotPane extends MainAreaWidget<PageFrame> {
  readonly #bar: PlotBar | null;
  #note = "";
  #address = "";

  /**
   * @param plot Its path below the dashboard's address.
   * @param cluster The key of the cluster that is shown, or was; "": none yet.
   * @param follows It shows the cluster that the user works with.
   * @param actions None: the cluster is another gateway's, so that nothing is known of it here, and the pane is not kept.
   */
  constructor(
    readonly plot: string,
    public cluster: string,
    public follows: boolean,
    private readonly actions: PaneActions | null,
  ) {
    const name = strings().plotName(plotName(plot) ?? strings().plot);
    super({ content: new PageFrame(name, actions === null ? strings().unknown : "") });
    adoptGround();
    this.addClass("dask-gateway-plot");
    this.title.label = name;
    this.title.icon = icon;
    this.title.closable = true;
    this.#bar =
      actions === null
        ? null
        : new PlotBar(
            (chosen) => actions.choose(this, chosen),
            (on) => actions.follow(this, on),
          );
    // A toolbar would put all of it into a menu where it takes the whole width.
    this.toolbar.hide();
    if (this.#bar !== null) this.contentHeader.addWidget(new Widget({ node: this.#bar.node }));
  }

  /** Another gateway's cluster is shown. */
  get isForeign(): boolean {
    return this.actions === null;
  }

  /** One pane has it at a time; "": not to be kept. */
  get slot(): string {
    if (this.isForeign) return "";
    return this.follows ? this.plot : `${this.plot} ${this.cluster}`;
  }

  /** What is kept of it in the workspace, which is a file. */
  get saved(): ReadonlyJSONObject {
    const { plot, cluster, follows } = this;
    return { plot, cluster, follow: follows };
  }

  /** A cluster's plot is shown, and no sentence. */
  get isShown(): boolean {
    return this.#address !== "" && this.#note === "";
  }

  /** What can be chosen. `name`: what the cluster that is shown is called. */
  offer(choices: readonly Choice[], name: string): void {
    this.#bar?.draw(choices, this.cluster, name, this.follows);
    this.title.caption =
      name === "" ? this.title.label : `${this.title.label} · ${plainText(name)}`;
  }

  /** `address` may be relative to the page's. */
  showPlot(cluster: string, address: string): void {
    this.cluster = cluster;
    if (this.#note !== "") this.content.hideText();
    this.#note = "";
    this.#address = address;
    this.content.showPage(address);
    this.#bar?.link(this.content.url);
  }

  /** There is nothing new to be shown. What was drawn last stays below the sentence. */
  say(words: string): void {
    // What a workspace, which is a file, calls a cluster may be anything.
    const sentence = plainText(words);
    if (sentence === this.#note) return;
    this.#note = sentence;
    this.content.showText(sentence, this.#address !== "");
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.actions?.onVisible(this);
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.actions?.onVisible(this);
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this.actions?.onVisible(this);
  }

  protected override onAfterDetach(message: Message): void {
    super.onAfterDetach(message);
    this.actions?.onVisible(this);
  }
}
