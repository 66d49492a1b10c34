import type { guard } from "lit/directives/guard.js";
import type { repeat } from "lit/directives/repeat.js";
import type { html, nothing, render, svg, TemplateResult } from "lit/html.js";
import type { Sight } from "./clusters/sight.js";
import type { Folds } from "./form/folds.js";
import type {
  ClusterView,
  FormView,
  Host,
  LookView,
  PresetsView,
  Session,
  UserEvent,
} from "./model.js";
import type { MountOptions } from "./session/mount-options.js";
import type { formatMessage, Strings } from "./strings/index.js";
import type { formDialog } from "./ui/dialog.js";
import type { elementDirective } from "./ui/element-directive.js";
import type { formatBytes } from "./ui/format.js";
import type { sentence } from "./ui/sentence.js";
import type { Clock } from "./ui/ticking.js";

/**
 * The list of options that is open in a mount, and how far the arrow keys have come in it. That is a kind of
 * focus, and goes with it: so the view keeps it, not the core.
 */
export interface Popup {
  /** The name of the option whose list it is. */
  field: string;
  /** Something was typed since it opened: only options that hold it are shown. */
  typed: boolean;
  /** The index of the option that Enter chooses. */
  active: number | null;
}

/** What the part with the figures gets from this module, lest it brings a second copy along. */
export interface InsightTools {
  readonly html: typeof html;
  readonly svg: typeof svg;
  readonly nothing: typeof nothing;
  readonly render: typeof render;
  readonly repeat: typeof repeat;
  readonly guard: typeof guard;
  readonly elementDirective: typeof elementDirective;
  readonly formatBytes: typeof formatBytes;
  readonly formatMessage: typeof formatMessage;
}

/** What the converter gets from this module, for the same reason. */
export interface ConverterTools extends Pick<InsightTools, "html" | "nothing" | "render"> {
  readonly sentence: typeof sentence;
}

/** Where `dask-gateway-kubernetes.js` shows its dialog, and what it needs there. */
export interface ConverterPlace {
  /** The dialog stands in it, for its looks. */
  readonly root: ShadowRoot;
  readonly strings: Strings;
  /** `Session.optionSpec`. */
  spec(): string | null;
  /** The converter's `convertWorkerTemplate`. */
  convert(text: string, spec: string): Promise<string>;
  readonly readCode: Host["readWorkerCode"];
  /** Fills the form with JSON texts: the options, and how many workers. */
  fill(options: string, workers: string | null): void;
}

/** What `dask-gateway-insight.js` draws: fetched when there is a running cluster to be seen, see `session/insight.ts`. */
export interface InsightPart {
  /** To be adopted beside the view's own. */
  stylesheet(root: Node): CSSStyleSheet;
  /** What a running cluster does, in its card. */
  clusterFigures(
    tools: InsightTools,
    context: Context,
    cluster: ClusterView,
  ): TemplateResult | typeof nothing;
  /** "Logs": at a running cluster, and at one that has ended if they were read. */
  logsButton(
    tools: InsightTools,
    context: Context,
    cluster: { key: string; name: string; status?: string },
  ): TemplateResult | typeof nothing;
}

/** What the part with the dialogs of presets and links gets from this module. */
export interface ChoosingTools {
  readonly html: typeof html;
  readonly nothing: typeof nothing;
  readonly formDialog: typeof formDialog;
  readonly formatMessage: typeof formatMessage;
}

/** The dialogs of `dask-gateway-choosing.js`, fetched at the first of them. */
export interface ChoosingPart {
  presetsDialog(
    tools: ChoosingTools,
    context: Context,
    choosing: Choosing,
    form: FormView,
    presets: PresetsView,
  ): TemplateResult;
  linkDialog(
    tools: ChoosingTools,
    context: Context,
    choosing: Choosing,
    form: FormView,
  ): TemplateResult;
}

/** Which of them is open in a mount. */
export interface Choosing {
  readonly part: ChoosingPart;
  /** Null: none is. */
  readonly dialog: "presets" | "link" | null;
  /** What was typed as the name of a preset. */
  readonly name: string;
}

/** What every template needs besides its part of the view model. */
export interface Context {
  /** Sends what the user did to the core and performs what comes back. */
  send(event: UserEvent): void;
  /** Reads a page of a cluster's scheduler. */
  readPage: Session["readPage"];
  optionSpec: Session["optionSpec"];
  /** Shows what makes options of worker templates, with this text in it. */
  openConverter(text?: string): void;
  strings: Strings;
  mountOptions: MountOptions;
  /** Tells which buttons there are. What they do goes through `send`, for the core has a say in it. */
  host: Host;
  popup: Popup | null;
  folds: Folds;
  /** Changes what of the form is out of sight. */
  fold(change: Partial<Folds>): void;
  /** Only clusters that hold these words are shown. */
  sought: string;
  seek(words: string): void;
  /** Which clusters can be seen. */
  sight: Sight;
  /** The table of one cluster's workers, which is open; null: none is. */
  look: LookView | null;
  /** Null: not there yet. */
  choosing: Choosing | null;
  /** Opens, changes or closes the dialogs of presets and links. */
  choose(choosing: Choosing): void;
  /** Null: not there yet, or not to be had. */
  insight: InsightPart | null;
  /** What stands for each secret that the user sees in this mount: `secretId`s. */
  revealed: ReadonlySet<string>;
  /** Shows a secret, or hides it again. */
  reveal(secretId: string, shown: boolean): void;
  /** Has the texts that change with the time. */
  clock: Clock;
  /**
   * Counts what was done here to a field, by its index, or to a cluster, by its key. What its inputs hold may then differ from
   * what the core has, though the core sees no change: it is drawn anew. "": all clusters together.
   */
  turnOf(part: number | string): number;
  /** Opens, changes or closes the one list of options. */
  setPopup(popup: Popup | null): void;
}
