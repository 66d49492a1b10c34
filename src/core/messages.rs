//! What the core has to say: ids with arguments, never sentences. `js/view/strings/` holds the sentence of each id.

use serde::Serialize;

use super::form::invalid::InvalidValue;
use super::form::preset::{LinkProblem, PresetProblem};
use super::form::source::Source;
pub use super::not_text::NotText;

/// A sentence as an id with its arguments.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(tag = "id", rename_all = "kebab-case")]
pub enum Message {
    /// The gateway's or the Jupyter server's own words, shown as they are.
    Said {
        text: String,
    },
    /// The gateway refuses a value, or would.
    Invalid(InvalidValue),
    /// The browser got no answer at all.
    NoAnswer,
    /// What somebody waits for has not been answered for so many seconds, and still may be.
    NoAnswerYet {
        seconds: u32,
    },
    /// No answer in the time allowed.
    TimedOut,
    /// The page does not offer the route that the settings demand, or no route is left.
    NotOffered,
    /// The answer was larger than the browser takes.
    TooLarge,
    /// A login page or another document as a success instead of JSON.
    NotJson {
        status: u16,
    },
    /// There is no gateway to ask. `text`: what to do, in the words of the program that should know of one.
    NotConfigured {
        text: String,
    },
    /// The Jupyter server, or a gateway that is asked directly, wants a login.
    LoginNeeded,
    /// It is not allowed, and nothing tells that a login would help. `text`: why, in others' words, or nothing.
    Forbidden {
        text: String,
    },
    /// The gateway, or what stands in front of it, has too many requests. `seconds`: how long it asks to wait; 0 if it does not say.
    AskedToWait {
        seconds: u32,
    },
    /// A page of its scheduler is wanted of a cluster that does not run.
    NoScheduler,
    /// Its scheduler has no such page, as old versions of distributed.
    NoPage,
    /// A log is wanted of a worker that is not there, or can be none.
    NoWorker,
    /// Nothing is there under the gateway's address.
    NothingThere,
    /// The Jupyter server does not know what is asked of it: our extension does not run there.
    NoExtension,
    /// The Jupyter server that would ask the gateway does not run: so a hub answers in its place.
    NoServer,
    /// What stands in front of the gateway cannot reach it just now.
    NotThereNow {
        status: u16,
    },
    /// An error without words, by its HTTP status.
    Http {
        status: u16,
    },
    /// The gateway fails when it is asked for its options, and lists clusters all the same.
    OptionsBroken,
    /// The gateway refused a launch in words that make no sentence, such as those of Python's `KeyError`; or in none.
    Bare {
        text: String,
    },
    /// A success that is not of the shape the gateway's API promises.
    Unexpected {
        detail: String,
    },
    /// A create went through.
    Launched {
        cluster: String,
    },
    /// A launch was asked for before the options were there: it was not done.
    LaunchTooEarly,
    /// The answer to a create was lost: the cluster may or may not exist, the list will tell.
    LaunchUnknown,
    /// A launch was asked for while it is not known what came of the last one: a further press is another cluster.
    LaunchAgain,
    /// Another tab has only just launched a cluster with the same options: a further press is another cluster.
    LaunchedElsewhere,
    /// The answer to a create was lost, and the list holds what it made.
    LaunchFound {
        cluster: String,
    },
    /// The page was reloaded before a create was answered, and the list holds what it made.
    LaunchRecalled {
        cluster: String,
    },
    /// What a create without an answer would have made has not appeared. `reloaded`: the page was reloaded before the answer.
    LaunchNotFound {
        reloaded: bool,
    },
    /// Each of these may be what a create without an answer made. `more`: how many more there are.
    LaunchSeveral {
        clusters: Vec<String>,
        more: u32,
    },
    /// The answer to a scale was lost, and the workers do not tell (yet) whether it was done.
    ScaleUnknown {
        workers: u32,
    },
    /// The same of bounds.
    AdaptUnknown {
        minimum: u32,
        maximum: u32,
    },
    /// The answer to a stop was lost: what the gateway says of the cluster next will tell.
    StopUnknown,
    /// The same, and the cluster still runs.
    StopNotDone,
    /// The gateway could not be reached when something was asked for; now it can.
    NotDone,
    /// The form got the options of an earlier cluster. `left_out`: the names of those that the gateway no longer publishes, or nothing.
    #[serde(rename_all = "camelCase")]
    OptionsOf {
        cluster: String,
        left_out: String,
    },
    /// Options from elsewhere came into the form. `name`: of a preset, or nothing; `changed`: how many fields have another value now, and `workers`
    /// whether the workers at start; `left_out`: options that the gateway does not publish; `invalid`: what the fields are called that do not take their value.
    #[serde(rename_all = "camelCase")]
    Filled {
        source: Source,
        name: String,
        changed: u32,
        workers: bool,
        left_out: String,
        invalid: String,
    },
    /// What was to come into the form is damaged, or too much.
    NotFilled {
        source: Source,
    },
    PresetSaved {
        name: String,
    },
    PresetRemoved {
        name: String,
    },
    /// `replaced`: how many took the place of presets of the user's.
    PresetsImported {
        added: u32,
        replaced: u32,
    },
    /// A preset is wanted that is not there. `known`: the names of those that are, or nothing.
    NoPreset {
        name: String,
        known: String,
    },
    /// Presets were not saved or imported.
    PresetRefused {
        why: PresetProblem,
    },
    LinkCopied,
    /// No link can be made of what is in the form, or nothing can be done with one.
    LinkRefused {
        why: LinkProblem,
    },
    /// What a launch or a copy waits for: the value of this field is not valid.
    InvalidFirst {
        label: String,
    },
    /// The same: how many workers it is to start with.
    InvalidWorkersFirst,
    /// What a command said of workers is neither a number nor a pair of bounds.
    NotWorkers,
    /// The same as [`Message::InvalidFirst`], while the text of this field is still being read.
    ReadingFirst {
        label: String,
    },
    /// `ended_adapting`: the cluster adapted until then, or seemed to.
    #[serde(rename_all = "camelCase")]
    Scaling {
        workers: u32,
        ended_adapting: bool,
    },
    Adapting {
        minimum: u32,
        maximum: u32,
    },
    /// The gateway's own words on what it does instead of what was asked for.
    Limited {
        text: String,
    },
    Stopping,
    BrokenSite,
    /// As many clusters as the site allows one user are there, or a cluster is to have more workers than it allows.
    OverClusters {
        limit: u32,
    },
    OverWorkers {
        limit: u32,
    },
    /// All of a cluster takes more than the site allows: thousandths of cores, bytes of memory. `most`: how many such workers fit.
    OverCores {
        limit: u64,
        most: u32,
    },
    OverMemory {
        limit: u64,
        most: u32,
    },
    /// A cluster was stopped from this browser. Times of ends are milliseconds since 1970.
    #[serde(rename_all = "camelCase")]
    EndedByYou {
        at: u64,
        other_tab: bool,
    },
    /// Its idle timeout stopped it.
    EndedIdle {
        at: u64,
    },
    EndedFailed {
        at: u64,
    },
    /// The gateway no longer knows it, which was last seen then.
    EndedGone {
        at: u64,
    },
    /// It stopped, and no stop was sent from here. `idle`: as far as was seen it had nothing to do, so that an idle timeout may be why.
    EndedElsewhere {
        at: u64,
        idle: bool,
    },
    /// Nothing that this page reaches answers with a cluster's figures: the gateway's address may serve its API alone.
    NoFigures,
    /// What should answer with them does not, for now.
    NoFiguresNow,
    /// The cluster's scheduler has answered before, and does no more. `since`: milliseconds since 1970.
    SchedulerSilent {
        since: u64,
    },
    /// How many are connected to the cluster.
    Connected {
        clients: u32,
    },
    /// Nothing runs in the cluster. `since`: milliseconds since 1970; `is_longer`: or before; `is_long`: so long that it may be forgotten.
    #[serde(rename_all = "camelCase")]
    Idle {
        since: u64,
        is_longer: bool,
        is_long: bool,
    },
    /// The cluster's idle timeout, and between which times it comes, milliseconds since 1970; null while something runs, or if not known.
    StopsWhenIdle {
        seconds: u32,
        from: Option<u64>,
        to: Option<u64>,
    },
    /// The cluster went to FAILED; the gateway's API gives no reason.
    Failed,
    /// The gateway calls the cluster's status by a word that is not known here; empty: it could not be read.
    UnknownStatus {
        word: String,
    },
    /// The gateway's list does not hold the cluster any more, and what became of it is being asked.
    NotListed,
    /// The gateway lists clusters whose names cannot be names, so that nothing can be done with them.
    Nameless {
        count: u32,
    },
    /// Adaptive scaling without an upper bound is never sent.
    AdaptNeedsMaximum,
    MinimumAboveMaximum,
    /// What stands where a number of workers is due is not a whole number from 0 up.
    NotACount {
        text: String,
    },
    /// An option of a kind that this version does not know: edited as JSON.
    UnknownKind {
        kind: String,
    },
    /// Python set a value that the user was just changing, or whose text was refused. `text`: what was lost, `kept`: that is Python's value.
    FromPython {
        kept: bool,
        text: String,
    },
    /// A text is not the YAML or JSON that it has to be.
    Unreadable {
        line: u32,
        column: u32,
        detail: String,
    },
    Reading,
    /// What reads YAML could not be loaded.
    NoReader {
        detail: String,
    },
    /// A mapping holds more than names and texts.
    NoTable,
    NameMissing,
    /// A name in a table stands in an earlier row, too; rows count from 1.
    NameTaken {
        row: u32,
    },
    /// A name in a table of environment variables that none can have.
    NotAName,
    /// A text was pasted into a table. `others`: lines without a variable; `comments`: there were some, which are kept in the text.
    Pasted {
        variables: u32,
        others: u32,
        comments: bool,
    },
    /// Values that are to be texts, as all environment variables are, and mean something else. `more`: how many more there are.
    NotTexts {
        values: Vec<NotText>,
        more: u32,
    },
    /// dask's configuration sets options that the gateway does not publish.
    UnknownDefaults {
        names: String,
    },
    /// dask's configuration sets an option that the gateway publishes by a name that is only spelt otherwise.
    MisspeltDefault {
        set: String,
        published: String,
    },
    /// dask's configuration sets what the option does not take.
    RefusedDefault,
    /// What dask's configuration sets cannot be used, so that this is the gateway's default.
    UnusableDefault {
        problem: String,
    },
    /// Workers would run in another image than the notebook server does.
    OtherImage {
        image: String,
    },
    /// Workers would run in another environment than the kernel does.
    OtherEnvironment {
        environment: String,
    },
    /// Workers run in the environment that is chosen; which one the kernel runs in is not known.
    ChooseEnvironment,
    Copied,
    Inserted,
    /// The cluster has no dashboard to open (yet).
    NoDashboard,
}
