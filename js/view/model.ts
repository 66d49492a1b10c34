/**
 * What crosses between the core and the view: plain data, one way each. The types come from the core itself.
 */
import type {
  Session as Core,
  View as CoreView,
  HostAction,
  LookView as Look,
  Message,
  UserEvent,
} from "#session";

export type {
  Advice,
  Because,
  ClusterView,
  Control,
  EndingView,
  FieldView,
  FootprintView,
  FormView,
  HostAction,
  InputView,
  Message,
  Money,
  Notice,
  NotText,
  OptionView,
  PresetsView,
  PresetView,
  Reason,
  RecentView,
  Route,
  RowView,
  ScalingInput,
  SpendingView,
  Status,
  StopAllView,
  StopRow,
  UserEvent,
  ViewChanges,
} from "#session";

/** What a scheduler told of its workers: JSON text as Python writes it, which is others' text. `at`: when it came, by `Date.now`. */
export interface WorkersTold {
  readonly text: string;
  readonly at: number;
}

/** The table of one cluster's workers, which is open. */
export interface LookView extends Look {
  /** The last answer, the same object for all who draw it; null: there is none yet. */
  told: WorkersTold | null;
}

export interface View extends CoreView {
  workers: LookView | null;
}

/** A core shared by every panel and widget of the page that shows the same gateway. */
export interface Session {
  /** What to draw: the same object while nothing has changed. So is each field and each cluster in it that has not. */
  view(): View;
  /** `dispatch`, as soon as the event can be taken in; null: do it now. What is dispatched before that waits by itself, but returns nothing. */
  later?(event: UserEvent): Promise<HostAction[]> | null;
  /** Takes in what the user did. Returns what only a host can do, for the one who dispatched. */
  dispatch(event: UserEvent): HostAction[];
  /** JSON text: the gateway's options, with the defaults that this form has, and the site's settings; null before they are known. */
  optionSpec(): string | null;
  /** Reads a page of a cluster's scheduler. Never rejects: what keeps it from coming is in the answer. */
  readPage(wanted: WantedPage): Promise<PageText>;
  /** Calls `listener` after each change, coalesced, until the signal aborts. */
  subscribe(listener: () => void, signal: AbortSignal): void;
}

/** A page of the scheduler of the cluster with this key. `worker`: the address of the worker whose log it is. */
export type WantedPage = { cluster: string } & (
  | { page: "plots" | "scheduler-log" | "exceptions" }
  | { page: "worker-log"; worker: string }
);

/** HTML, or JSON for the plots: others' text, never to be shown as markup, nor kept. Or why there is none. */
export type PageText = { text: string; problem: null } | { text: null; problem: Message };

/** What is in the form, as a text: the core's `form/text.rs` says what each has. */
export type FormText = Parameters<Core["formText"]>[0];

/** What programs of the user's need besides: JSON text of the options that are valid now, and full names. */
export interface OpenSession extends Session {
  options(): string;
  /** Null: nothing is published yet, something is not valid, or the link would be too long. */
  formText(wanted: FormText): string | null;
  /** A secret: never to be shown or kept. */
  clusterName(key: string): string | undefined;
  /** The site's presets and the user's own: JSON text of a list, as Python writes it. */
  presets(): string;
  /** From now on the user's own presets are kept there, and not in the browser. */
  keepPresets(store: PresetStore): void;
  /** Ends it for good, once no mount shows it any more: the next `connect` opens another. */
  close(): void;
}

/** Where presets are kept: a text of the core's for each gateway, by its address. */
export interface PresetStore {
  /** What is there now; undefined: nothing. */
  read(gateway: string): Promise<string | undefined>;
  write(gateway: string, text: string): Promise<void>;
  /** Calls `listener` when others have written there, until the signal aborts. */
  subscribe(listener: () => void, signal: AbortSignal): void;
}

/** Something of ours that a host can show by itself. */
export interface Pane {
  readonly title: string;
  readonly element: HTMLElement;
  /** What clusters are called now; its title may be another then. */
  name(clusters: readonly { readonly key: string; readonly name: string }[]): void;
  setVisible(visible: boolean): void;
  dispose(): void;
}

/** One plot of a cluster's dashboard. */
export interface PlotAddress {
  /** Its path below the dashboard's address: what it is called, whatever the cluster. */
  readonly plot: string;
  readonly url: string;
}

/** A document that uses a cluster, as far as the host knows. */
export interface ClusterUser {
  /** How it uses it: what stands before the name. */
  readonly how: string;
  readonly name: string;
  /** More of it. */
  readonly title: string;
  /** Brings it into view. */
  show(): void;
}

export interface ClusterUsers {
  /** Those of the cluster with this key. The same array while nothing of it has changed. */
  of(cluster: string): readonly ClusterUser[];
  /** Counts the changes. */
  readonly version: number;
  /** Calls `listener` after each change, until the signal aborts. */
  subscribe(listener: () => void, signal: AbortSignal): void;
}

/** What a host offers. An action that is missing has no button. One that fails rejects with an Error whose message is shown. */
export interface Host {
  /** Whose Jupyter server it is, and so whose clusters, where somebody else looks; absent where it is the user's own. */
  readonly sharedBy?: string | undefined;
  copy(text: string): Promise<void>;
  /** The address that opens such a page with a form, and brings this link with options to it. */
  linkTo?(link: string): string;
  insert?(code: string, cluster: string): Promise<void>;
  /**
   * Connects what the user works in to the cluster with this key, by this code. Gives what is to be said of that; nothing where it
   * is to be seen.
   */
  connect?(code: string, cluster: string): Promise<string | undefined>;
  /** The user has pressed on what stands for a cluster. `begin`: it is moved from there, and `drag` is to follow. */
  grab?(event: PointerEvent, begin: () => void): void;
  /** Lets the user drop this code somewhere. It connects to the cluster with this key. */
  drag?(code: string, cluster: string): void;
  readonly users?: ClusterUsers;
  /** Shows the dashboard of the cluster with this key. */
  open?(url: string, cluster: string): Promise<void>;
  /** Shows a pane beside the user's notebooks: the one that has this key, or else what `make` makes. Gives it. */
  openPane?<Shown extends Pane>(key: string, make: () => Shown): Promise<Shown>;
  /** Shows plots of that cluster's dashboard, each by itself; several at once are a layout. */
  openPlots?(plots: readonly PlotAddress[], cluster: string): Promise<void>;
  /** Has Python code for dask-kubernetes read, without running it. Gives a worker template for the converter. */
  readWorkerCode?(code: string): Promise<string>;
  /** Shows what is wrong with the connection, step by step. */
  checkConnection?(): void;
  /** A kernel hears at once of what is edited here. */
  readonly tellsPython?: boolean;
  /** The user did this here, and not in another mount of the session. `before`: what there was to see. */
  onEvent?: ((event: UserEvent, before: View) => void) | undefined;
  /** This is what the mount shows now. */
  onDraw?(view: View): void;
}
