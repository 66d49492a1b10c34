/* tslint:disable */
/* eslint-disable */

/** The lock and the channel that all tabs share which show one gateway to one user: see src/core/tabs/mod.rs. */
export interface Tabs {
    /** Waits for the lock. */
    lock(): void;
    /** Gives it back, or waits no more. */
    unlock(): void;
    /** Takes it from whoever holds it. */
    steal(): void;
    post(message: Uint8Array): void;
}
/** What becomes of them. */
export type TabsChange = "joined" | "left" | "granted" | "lost";



/** Where the gateway is, and how a request gets there. */
export type Connection = HttpConnection | RelayConnection;

/** By the browser's fetch. */
export interface HttpConnection {
    /** "pass-through": the core asks `base + "config"` for the gateway's configuration first, also for the other routes. */
    readonly route: "direct" | "pass-through";
    /** What the routes hang below: `base + "api/v1/options"`. Ends with a slash. */
    readonly base: string;
    /** What dashboards hang below when the route is "direct"; `base` by default. May be relative to the page's origin. */
    readonly publicAddress?: string | undefined;
    /** Python that makes the gateway in a kernel, where the route is "direct" from the start: copied code begins so. */
    readonly code?: { readonly imports: string; readonly call: string };
    /** What the site says of its gateway, where the route is "direct" from the start: JSON text as `config` has it in `site`. */
    readonly site?: string | undefined;
    /** Headers of the next request; asked each time, for tokens and XSRF cookies rotate. */
    headers(): Record<string, string>;
    readonly credentials: RequestCredentials;
    /** The answer if the page has asked for this path already, as the core would, and gets one soon; once. Does not reject. */
    begun?(path: string): Promise<Response | undefined>;
    /**
     * Another route to the same gateway, asked for at each request that is to go there; null: there is none from this page.
     * `publicAddress` is as the configuration has it. "public": that address as anybody may ask it, for figures alone.
     */
    other?(route: "direct" | "relay" | "public", publicAddress: string): Connection | null;
}

/** By another program, which serves the same paths as the pass-through: `config`, `api/…`, `clusters/…`. */
export interface RelayConnection {
    readonly route: "relay";
    /** Names the program's gateway: connections with the same base share a session. */
    readonly base: string;
    /** The page itself answers, and whoever comes sees the same: the browser keeps neither launches nor clusters. */
    readonly isOffline?: boolean;
    /** Performs one request, with a time limit of its own; rejects when no answer can come any more. */
    send(method: string, path: string, body?: string): Promise<Response>;
}


/**
 * "Stop these clusters?"
 */
export interface StopAllView {
    rows: StopRow[];
    /**
     * Something is ticked that is not being stopped yet.
     */
    canStop: boolean;
    /**
     * Stops are on their way, or wait for it.
     */
    stopping: boolean;
}

/**
 * A cluster that ended in the last day.
 */
export interface RecentView {
    key: string;
    /**
     * What it is called: the user's alias, or the key.
     */
    name: string;
    status: Status;
    ended: Ended;
    /**
     * How it ended, in a sentence with the time.
     */
    message: Message;
    /**
     * Seconds; null: not known.
     */
    lived: number | null;
    /**
     * It ended while nobody here had asked for that, and the user has not said yet to have seen it.
     */
    news: boolean;
    /**
     * What it cost; null: not known.
     */
    spent: Money | null;
    /**
     * The options that it was made with; null: the gateway has no record of it any more. Without one it cannot run again.
     */
    options: OptionView[] | null;
}

/**
 * A cluster's state, as the gateway names it, in the order of its life.
 */
export type Status = "PENDING" | "RUNNING" | "STOPPING" | "STOPPED" | "FAILED" | "UNKNOWN";

/**
 * A figure, and from when on it was so.
 */
export interface Step {
    /**
     * Milliseconds since 1970.
     */
    at: number;
    /**
     * Null: it was not known.
     */
    value: number | null;
}

/**
 * A sentence as an id with its arguments.
 */
export type Message = { id: "said"; text: string } | ({ id: "invalid" } & InvalidValue) | { id: "no-answer" } | { id: "no-answer-yet"; seconds: number } | { id: "timed-out" } | { id: "not-offered" } | { id: "too-large" } | { id: "not-json"; status: number } | { id: "not-configured"; text: string } | { id: "login-needed" } | { id: "forbidden"; text: string } | { id: "asked-to-wait"; seconds: number } | { id: "no-scheduler" } | { id: "no-page" } | { id: "no-worker" } | { id: "nothing-there" } | { id: "no-extension" } | { id: "no-server" } | { id: "not-there-now"; status: number } | { id: "http"; status: number } | { id: "options-broken" } | { id: "bare"; text: string } | { id: "unexpected"; detail: string } | { id: "launched"; cluster: string } | { id: "launch-too-early" } | { id: "launch-unknown" } | { id: "launch-again" } | { id: "launched-elsewhere" } | { id: "launch-found"; cluster: string } | { id: "launch-recalled"; cluster: string } | { id: "launch-not-found"; reloaded: boolean } | { id: "launch-several"; clusters: string[]; more: number } | { id: "scale-unknown"; workers: number } | { id: "adapt-unknown"; minimum: number; maximum: number } | { id: "stop-unknown" } | { id: "stop-not-done" } | { id: "not-done" } | { id: "options-of"; cluster: string; leftOut: string } | { id: "filled"; source: Source; name: string; changed: number; workers: boolean; leftOut: string; invalid: string } | { id: "not-filled"; source: Source } | { id: "preset-saved"; name: string } | { id: "preset-removed"; name: string } | { id: "presets-imported"; added: number; replaced: number } | { id: "no-preset"; name: string; known: string } | { id: "preset-refused"; why: PresetProblem } | { id: "link-copied" } | { id: "link-refused"; why: LinkProblem } | { id: "invalid-first"; label: string } | { id: "invalid-workers-first" } | { id: "not-workers" } | { id: "reading-first"; label: string } | { id: "scaling"; workers: number; endedAdapting: boolean } | { id: "adapting"; minimum: number; maximum: number } | { id: "limited"; text: string } | { id: "stopping" } | { id: "broken-site" } | { id: "over-clusters"; limit: number } | { id: "over-workers"; limit: number } | { id: "over-cores"; limit: number; most: number } | { id: "over-memory"; limit: number; most: number } | { id: "ended-by-you"; at: number; otherTab: boolean } | { id: "ended-idle"; at: number } | { id: "ended-failed"; at: number } | { id: "ended-gone"; at: number } | { id: "ended-elsewhere"; at: number; idle: boolean } | { id: "no-figures" } | { id: "no-figures-now" } | { id: "scheduler-silent"; since: number } | { id: "connected"; clients: number } | { id: "idle"; since: number; isLonger: boolean; isLong: boolean } | { id: "stops-when-idle"; seconds: number; from: number | null; to: number | null } | { id: "failed" } | { id: "unknown-status"; word: string } | { id: "not-listed" } | { id: "nameless"; count: number } | { id: "adapt-needs-maximum" } | { id: "minimum-above-maximum" } | { id: "not-a-count"; text: string } | { id: "unknown-kind"; kind: string } | { id: "from-python"; kept: boolean; text: string } | { id: "unreadable"; line: number; column: number; detail: string } | { id: "reading" } | { id: "no-reader"; detail: string } | { id: "no-table" } | { id: "name-missing" } | { id: "name-taken"; row: number } | { id: "not-a-name" } | { id: "pasted"; variables: number; others: number; comments: boolean } | { id: "not-texts"; values: NotText[]; more: number } | { id: "unknown-defaults"; names: string } | { id: "misspelt-default"; set: string; published: string } | { id: "refused-default" } | { id: "unusable-default"; problem: string } | { id: "other-image"; image: string } | { id: "other-environment"; environment: string } | { id: "choose-environment" } | { id: "copied" } | { id: "inserted" } | { id: "no-dashboard" };

/**
 * A text with links behind it.
 */
export interface Advice {
    /**
     * Empty: only links.
     */
    text: string;
    links: Link[];
}

/**
 * A value that is to be a text.
 */
export interface NotText {
    name: string;
    /**
     * `null`, `bool`, `number`, `list` or `mapping`.
     */
    kind: string;
    /**
     * As JSON has it; empty for a list or mapping.
     */
    value: string;
}

/**
 * How a cluster ended, as far as that is known here.
 */
export type Ended = "by-you" | "idle" | "failed" | "gone" | "unknown";

/**
 * How far the work is: all tasks that the scheduler knows, and each of them in one state. It forgets those whose results nobody
 * wants any more.
 */
export interface TaskCounts {
    all: number;
    /**
     * Done, and their results not needed any more.
     */
    released: number;
    /**
     * Done, and their results in the workers' memory.
     */
    memory: number;
    processing: number;
    /**
     * For other tasks, for a worker that is free, or for one that may run them.
     */
    waiting: number;
    /**
     * They failed, or depend on one that did.
     */
    erred: number;
}

/**
 * How requests reach the gateway.
 */
export type Route = "direct" | "pass-through" | "relay";

/**
 * One input for a number of workers.
 */
export interface InputView {
    /**
     * As it was typed.
     */
    text: string;
    error: Message | null;
}

/**
 * One name and its text in a mapping edited as a table.
 */
export interface RowView {
    name: string;
    value: string;
    /**
     * What is wrong with the name.
     */
    error: Message | null;
}

/**
 * One of a cluster's number inputs.
 */
export type ScalingInput = "workers" | "minimum" | "maximum";

/**
 * One of its inputs is wrong at a time.
 */
export interface WorkersAtStartView {
    count: InputView;
    upTo: InputView;
    /**
     * They differ from the site's.
     */
    changed: boolean;
}

/**
 * One thing that explains.
 */
export interface Reason {
    message: Because;
    /**
     * It may be why. Else it is so, or is what to do.
     */
    likely: boolean;
}

/**
 * Tells the outcome of something, at the place where the user did it.
 */
export interface Notice {
    level: Level;
    message: Message;
}

/**
 * The bounds of adaptive scaling.
 */
export interface Adaptive {
    minimum: number;
    maximum: number;
}

/**
 * The first field without a valid value, or the workers at start.
 */
export interface Obstacle {
    /**
     * The field's index; null: it is the workers at start.
     */
    field: number | null;
    /**
     * Names it, and says what is to be done or waited for.
     */
    message: Message;
}

/**
 * The table of one cluster, which is open.
 */
export interface LookView {
    /**
     * Its key.
     */
    cluster: string;
    /**
     * How often its workers were told: [`crate::core::Core::take_workers`] has the last.
     */
    answers: number;
    /**
     * Why there are no figures, or none that are of now.
     */
    problem: Message | null;
}

/**
 * Those of which the form can be filled.
 */
export interface PresetsView {
    /**
     * The site's, the user's own by their names, and the last launches, the latest first.
     */
    items: PresetView[];
    /**
     * The place of the one that the form was filled from, while nothing has been changed since.
     */
    chosen: number | null;
    /**
     * The names of those that an import would replace, while the user is asked whether it may; empty: he is not.
     */
    conflicts: string[];
}

/**
 * What a cluster costs.
 */
export interface SpendingView {
    /**
     * Until this time, milliseconds since 1970.
     */
    spent: Money;
    at: number;
    /**
     * From then on, an hour.
     */
    rate: Money;
}

/**
 * What a field is edited with. Bounds are texts as Python prints them; null: unbounded.
 */
export type Control = { kind: "int"; min: string | null; max: string | null } | { kind: "float"; min: string | null; max: string | null } | { kind: "string" } | { kind: "secret" } | { kind: "bool"; checked: boolean } | { kind: "select"; options: string[]; selected: number | null } | { kind: "mapping"; rows: RowView[] | null; noSwitch: Message | null; offer: Offer | null; entries: number | null } | { kind: "json" };

/**
 * What a page or its user says of the routes.
 */
export type ConnectionEvent = { type: "prefer"; connection: string } | { type: "offer-relay"; offered: boolean };

/**
 * What becomes of presets whose names are taken.
 */
export type ImportAnswer = "replace" | "keep" | "cancel";

/**
 * What came of a wish for a page: its text or why there is none.
 */
export interface PageAnswer {
    /**
     * As the event `read-page` had it.
     */
    asker: number;
    /**
     * HTML, or JSON for the plots: not to be shown as it is. Without its end where it was too long, and without the cluster's name.
     */
    text: string | null;
    problem: Message | null;
}

/**
 * What can be done about a mapping's text with one press.
 */
export type Offer = "rows" | "quotes";

/**
 * What concerns all machines.
 */
export type SessionEvent = { type: "visible"; visible: boolean } | { type: "back" } | { type: "refresh" } | { type: "report"; cluster: string | null; level: Level; text: string };

/**
 * What is laid over the view model that was there before. At first there was none.
 */
export interface ViewChanges {
    /**
     * All but the form and the clusters, which are null or empty in it; null: as it was.
     */
    rest: View | null;
    /**
     * The form, with those of its fields that have changed; null: as it was.
     */
    form: FormView | null;
    /**
     * How many fields the form has now.
     */
    fieldCount: number;
    /**
     * Those that have changed.
     */
    clusters: ClusterView[];
    /**
     * The clusters that ended in the last day; null: as they were.
     */
    recent: RecentView[] | null;
    /**
     * The keys of all clusters, in the order in which they are shown; null: as it was.
     */
    order: string[] | null;
}

/**
 * What is shown of it while the cluster is pending.
 */
export interface AtStartView {
    /**
     * Null: a fixed number, the maximum.
     */
    minimum: number | null;
    maximum: number;
}

/**
 * What is to be kept, by whom ever.
 */
export interface PresetMemory {
    /**
     * The gateway's address: each has texts of its own.
     */
    gateway: string;
    /**
     * The user's own presets; empty: there have never been any.
     */
    own: string;
    launches: string;
}

/**
 * What is to be kept.
 */
export interface Memory {
    /**
     * The gateway's address: each has a text of its own.
     */
    gateway: string;
    text: string;
}

/**
 * What only a host can do.
 */
export type HostAction = { type: "copy"; text: string; cluster: string | null } | { type: "copy-link"; link: string; cluster: string | null } | { type: "download"; name: string; text: string; cluster: string | null } | { type: "insert"; code: string; cluster: string } | { type: "connect"; code: string; cluster: string } | { type: "drag"; code: string; cluster: string } | { type: "open"; url: string; outside: boolean; cluster: string } | { type: "open-plots"; below: string; plots: string; outside: boolean; cluster: string };

/**
 * What the user or a host's command did, by the machine of the core that it concerns.
 */
export type UserEvent = SessionEvent | ConnectionEvent | FormEvent | PresetEvent | ClusterEvent;

/**
 * What will stop a cluster, if nobody does.
 */
export type Ends = "idle" | "with-server" | "unknown";

/**
 * Where the options come from.
 */
export type Source = "preset" | "link" | "kubernetes" | "python";

/**
 * Which of the checks a value, or all of a request, did not pass.
 */
export type Why = "at-least" | "at-most" | "not-whole" | "not-number" | "not-text" | "not-bool" | "not-mapping" | "no-choice" | "too-large" | "unknown";

/**
 * Whose presets.
 */
export type Kind = "site" | "own" | "launch" | "any";

/**
 * Why presets are not saved or imported.
 */
export type PresetProblem = "no-name" | "taken" | "too-many" | "too-large" | "damaged" | "newer" | "empty";

/**
 * `cluster` is a cluster's key.
 */
export type ClusterEvent = { type: "edit-cluster"; cluster: string; input: ScalingInput; text: string } | { type: "scale"; cluster: string } | { type: "adapt"; cluster: string } | { type: "recall-bounds"; cluster: string; minimum: number; maximum: number } | { type: "in-view"; clusters: string } | { type: "recall-launches"; kept: string; reloaded: boolean } | { type: "ask-stop"; cluster: string } | { type: "ask-stop-all" } | { type: "tick-stop"; cluster: string; ticked: boolean } | { type: "answer-stop"; stop: boolean } | { type: "cancel-stops" } | { type: "look-at-workers"; cluster: string | null } | { type: "show-workers"; shown: boolean } | { type: "insert-code"; cluster: string } | { type: "copy-code"; cluster: string } | { type: "connect"; cluster: string } | { type: "drag-code"; cluster: string } | { type: "open-dashboard"; cluster: string; outside: boolean } | { type: "open-plots"; cluster: string; plots: string; outside: boolean } | { type: "stop-with-server"; cluster: string; on: boolean } | { type: "prefer-stop-with-server"; on: boolean } | { type: "prefer-seldom"; on: boolean } | { type: "dismiss"; cluster: string } | { type: "rename"; cluster: string; name: string } | { type: "run-again"; cluster: string; launch: boolean } | { type: "read-page"; cluster: string; page: string; worker: string | null; asker: number } | { type: "recall"; memory: string; live: boolean };

/**
 * `field` is a field's place in the spec, `row` a row's in a field's table.
 */
export type FormEvent = { type: "edit"; field: number; text: string } | { type: "check"; field: number; checked: boolean } | { type: "choose"; field: number; option: number } | { type: "as-table"; field: number; table: boolean } | { type: "edit-name"; field: number; row: number; text: string } | { type: "paste-name"; field: number; row: number; pasted: string; text: string } | { type: "edit-value"; field: number; row: number; text: string } | { type: "add-row"; field: number } | { type: "remove-row"; field: number; row: number } | { type: "take-lines"; field: number } | { type: "quote-values"; field: number } | { type: "reset-field"; field: number } | { type: "edit-workers"; text: string } | { type: "edit-up-to"; text: string } | { type: "reset" } | { type: "put-back" } | { type: "launch" } | { type: "launch-with"; options: string; workers: string | null } | { type: "set-options"; options: string; unseen: boolean } | { type: "fill-form"; source: Source; name: string; options: string; workers: string | null } | { type: "copy-python" };

export interface ClusterView {
    /**
     * First 8 characters of the name, unique in the list: the only name that leaves the core.
     */
    key: string;
    /**
     * What it is called: the user's alias, with the key where another has the same; else the key.
     */
    name: string;
    /**
     * The alias as the user gave it; empty: none.
     */
    alias: string;
    status: Status;
    /**
     * A request of the user's for this cluster is in flight.
     */
    busy: boolean;
    /**
     * When it started, and when it ended: milliseconds since 1970, by this browser's clock as far as it is known how far the gateway's is
     * ahead. Null: it has not ended, or the gateway does not tell when.
     */
    start: number;
    end: number | null;
    /**
     * The scheduler's figures; null until, or while not, known. Memory in bytes.
     */
    workers: number | null;
    threads: number | null;
    memory: number | null;
    tasks: TaskCounts | null;
    /**
     * What the results that the workers keep take of their memory, in bytes.
     */
    results: number | null;
    /**
     * How many workers there were in the last ten minutes, and what results took of their memory: as far as it was seen.
     */
    workersTrend: Step[];
    memoryTrend: Step[];
    /**
     * Why there are no figures, or since when they are not of now; once that is certain.
     */
    noFigures: Message | null;
    /**
     * Why it is not running, or its workers do not come: what is so, what may be why, what to do. Empty: there is nothing to
     * explain.
     */
    explanation: Reason[];
    /**
     * Of a running cluster.
     */
    ending: EndingView | null;
    /**
     * Of a pending one: the workers that are asked for when it runs.
     */
    atStart: AtStartView | null;
    /**
     * Workers asked for, while another number has arrived.
     */
    asked: number | null;
    /**
     * Set when adaptive scaling was switched on from this browser: the gateway does not tell.
     */
    adaptive: Adaptive | null;
    /**
     * Its workers have been seen to follow the work, and not because of bounds that were set from here.
     */
    seemsAdaptive: boolean;
    workersInput: InputView;
    minimumInput: InputView;
    maximumInput: InputView;
    /**
     * What the workers come to that Scale asks for, and Adapt; null: nobody can tell.
     */
    scaleFootprint: FootprintView | null;
    adaptFootprint: FootprintView | null;
    /**
     * Of a running cluster; null: not known.
     */
    spending: SpendingView | null;
    canScale: boolean;
    canAdapt: boolean;
    canStop: boolean;
    hasDashboard: boolean;
    /**
     * The options it was made with.
     */
    options: OptionView[];
    /**
     * The user's Jupyter server stops it when it ends in order; null: that is not known, or not to be had.
     */
    stopsWithServer: boolean | null;
    message: Notice | null;
    /**
     * What the site says to that, where the gateway has refused workers.
     */
    advice: Advice | null;
}

export interface EndingView {
    /**
     * What will stop it, whichever comes first; never empty.
     */
    ends: Ends[];
    /**
     * Of its idle timeout; null where that is not known.
     */
    message: Message | null;
    /**
     * Who is connected, and since when nothing runs; as far as that is certain and worth a word.
     */
    activity: Message[];
    /**
     * Nothing has run for long.
     */
    isIdleLong: boolean;
}

export interface FieldView {
    /**
     * The field's place in the spec; names it in events.
     */
    index: number;
    /**
     * The option's name, as in Python.
     */
    name: string;
    label: string;
    control: Control;
    /**
     * Exactly what the user typed, also while invalid.
     */
    text: string;
    /**
     * Why the value is refused; null when it is valid.
     */
    error: Message | null;
    /**
     * A remark that does not stop a launch.
     */
    note: Message | null;
    changed: boolean;
    /**
     * It was filled in from elsewhere, and showed this before; empty: that is not shown. Null: it was not.
     */
    before: string | null;
    /**
     * For a number that is bytes: the number that the text stands for, as Python prints it; empty while it is not valid.
     */
    bytes: string | null;
}

export interface FootprintView {
    /**
     * Of so many workers; null: of each one.
     */
    workers: number | null;
    /**
     * Of so many at most.
     */
    upTo: boolean;
    /**
     * Null: not known, as all of these. Thousandths of a core, bytes, thousandths of a GPU.
     */
    cores: number | null;
    memory: number | null;
    gpus: number | null;
    /**
     * Of an hour.
     */
    price: Money | null;
    /**
     * Which limit of clusters and which one of a cluster's it is over.
     */
    over: Message[];
}

export interface FormView {
    fields: FieldView[];
    workers: WorkersAtStartView;
    /**
     * False while a field is invalid or a create is in flight.
     */
    canLaunch: boolean;
    launching: boolean;
    /**
     * The key of the cluster that the last launch made; null: none yet, or it made none.
     */
    launched: string | null;
    /**
     * What a launch and a copy wait for; null: nothing in the form.
     */
    obstacle: Obstacle | null;
    /**
     * Some field, or the workers at start, differ from their default: a reset is of use.
     */
    changed: boolean;
    /**
     * What was typed before the form got the options of an earlier cluster can be had back.
     */
    canPutBack: boolean;
    /**
     * What is to be said of dask's options of every cluster: it stays.
     */
    remarks: Message[];
    /**
     * What the cluster comes to that a launch would make; null: nobody can tell.
     */
    footprint: FootprintView | null;
    /**
     * The answer to what the user did last in the form.
     */
    message: Notice | null;
    /**
     * What the site says to that, where the gateway has refused a launch.
     */
    advice: Advice | null;
    /**
     * What the site says to those who fill it in.
     */
    help: Advice | null;
}

export interface InvalidValue {
    /**
     * What the option is called, where it does not stand beside it; else empty.
     */
    label: string;
    why: Why;
    /**
     * The number that it is beyond, as Python prints it; else empty.
     */
    bound: string;
    isBytes: boolean;
    /**
     * In the gateway's words.
     */
    text: string;
}

export interface Link {
    text: string;
    url: string;
}

export interface Money {
    /**
     * Millionths.
     */
    micros: number;
    /**
     * As the site calls it.
     */
    currency: string;
}

export interface OptionView {
    label: string;
    /**
     * As the form shows such a value: a mapping in lines of YAML.
     */
    value: string;
    /**
     * It is a number that is bytes.
     */
    isBytes: boolean;
    /**
     * The value is a secret, or may be one: it is hidden until the user wants to see it.
     */
    secret: boolean;
}

export interface PresetView {
    kind: Kind;
    /**
     * Of a launch: when it was, in milliseconds since 1970.
     */
    name: string;
    /**
     * Of a launch: what differed from the defaults, and the workers at start.
     */
    description: string;
}

export interface StopRow {
    /**
     * The cluster's key.
     */
    key: string;
    name: string;
    ticked: boolean;
    /**
     * null: nothing was done yet.
     */
    state: StopState | null;
    /**
     * Why the stop was refused, or what is not known of it.
     */
    message: Message | null;
}

export interface View {
    connection: Route;
    /**
     * The gateway's address as configured; null until known.
     */
    address: string | null;
    /**
     * The gateway's version, e.g. "2026.3.0"; null until known.
     */
    version: string | null;
    /**
     * True until the first answer, good or bad, has arrived.
     */
    loading: boolean;
    /**
     * Why the gateway cannot be used at the moment; the rest stays as it was.
     */
    problem: Notice | null;
    /**
     * What there is to say while an answer that somebody waits for does not come; null: nothing yet.
     */
    slow: Message | null;
    /**
     * What cannot be used of dask's configuration, or of the list, though the gateway can.
     */
    remarks: Message[];
    /**
     * Null until the options have arrived.
     */
    form: FormView | null;
    /**
     * Those that are active, and those that failed here: newest first; null until the first list has arrived.
     */
    clusters: ClusterView[] | null;
    /**
     * Those that ended in the last day, the latest first.
     */
    recent: RecentView[];
    /**
     * What the form can be filled from.
     */
    presets: PresetsView;
    /**
     * The table of the workers of one cluster; null: none is open.
     */
    workers: LookView | null;
    /**
     * The key of the cluster that the dialog "Stop this cluster?" asks about.
     */
    confirmStop: string | null;
    /**
     * The dialog "Stop these clusters?".
     */
    stopAll: StopAllView | null;
    /**
     * What is to be kept outside of launches that are not settled, for a core that follows on this one; null: all are. No secret
     * is in it.
     */
    unsettled: string | null;
}

export type Because = { id: "starts-late"; seconds: number } | { id: "waits-for-machine" } | { id: "image-late"; label: string } | { id: "texts-needed"; label: string } | { id: "ended-at-once"; label: string | null } | { id: "bad-environment"; label: string } | { id: "start-timed-out"; seconds: number } | { id: "scheduler-lost"; since: number | null } | { id: "silent-busy" } | { id: "silent-memory"; label: string | null } | { id: "silent-machine" } | { id: "silent-network" } | { id: "silent-wait" } | { id: "silent-still" } | { id: "workers-failed" } | { id: "workers-late"; since: number; some: boolean } | { id: "quota-reached" } | { id: "workers-unfit"; label: string } | { id: "workers-large"; label: string } | { id: "tasks-without-workers" } | { id: "tasks-unrunnable" } | { id: "tasks-restricted" } | { id: "ask-administrator"; cluster: string; at: number };

export type Level = "info" | "error";

export type LinkProblem = "too-long" | "damaged" | "newer";

export type PresetEvent = { type: "choose-preset"; kind: Kind; name: string } | { type: "save-preset"; name: string; mappings: string; replace: boolean } | { type: "remove-preset"; name: string } | { type: "import-presets"; text: string } | { type: "answer-import"; answer: ImportAnswer } | { type: "export-presets" } | { type: "copy-link"; mappings: string } | { type: "open-link"; link: string } | { type: "recall-presets"; own: string | null; launches: string | null };

export type StopState = "waiting" | "stopping" | "stopped" | "refused" | "unknown";


/**
 * A core at work. `free()` ends its requests and timers.
 */
export class Session {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * What has changed of the view model since this was asked last; undefined: nothing. `whole`: as if it had never been asked.
     */
    changes(whole: boolean): ViewChanges | undefined;
    /**
     * The full name of the cluster with this key, for a program of the user's: never to be shown or kept.
     */
    clusterName(key: string): string | undefined;
    /**
     * Takes in what the user did. Returns what only the host can do.
     */
    dispatch(event: UserEvent): HostAction[];
    /**
     * What is in the form, as the body of a create ("shown-request": without secrets, in lines), as Python, or as what a link carries.
     * Undefined: nothing is published yet, something is not valid, or the link would be too long.
     */
    formText(wanted: "request" | "shown-request" | "python" | "link"): string | undefined;
    /**
     * Takes in what another tab posted.
     */
    hear(message: Uint8Array | number[]): void;
    /**
     * From now on other tabs may poll for this one. What becomes of that is told by `onTabs` and `hear`.
     */
    join(tabs: Tabs): void;
    /**
     * What the browser is to keep of clusters, if that has changed since it was last asked for. What it has is to come first, by
     * the event `recall`: other tabs write there, too.
     */
    memory(): Memory | undefined;
    onTabs(change: TabsChange): void;
    /**
     * The options that the gateway publishes, with the defaults that the form has, and the site's settings, as JSON text; undefined
     * before they are known.
     */
    optionSpec(): string | undefined;
    /**
     * The options that are valid in the form now: JSON text as Python writes it.
     */
    options(): string;
    /**
     * What came of the events `read-page` since this was asked last.
     */
    pageAnswers(): PageAnswer[];
    /**
     * What is to be kept of presets and of the last launches, if that has changed since it was last asked for. What is kept is to come
     * first, by the event `recall-presets`: others write there, too.
     */
    presetMemory(): PresetMemory | undefined;
    /**
     * The site's presets and the user's own: JSON text as Python writes it, a list of what a file of presets has.
     */
    presets(): string;
    /**
     * What a scheduler told of its workers last, if that has not been taken yet: JSON text as Python writes it.
     */
    workers(): string | undefined;
}

/**
 * Opens a session with a gateway. `onchange` is called without arguments, in a microtask, after one or more changes.
 * `readMapping` calls a function of the other module with a text. `whole` resolves when all of this module is there, where it comes
 * in halves: until then nothing is taken in but what `dispatch` is told, the configuration and the options.
 */
export function open(connection: Connection, onchange: Function, readMapping: (name: "parseMapping" | "quoteMapping" | "readVariables", text: string) => Promise<string>, whole?: Promise<any> | null): Session;

