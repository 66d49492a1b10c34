//! What goes into the core.

use super::effect::RequestId;
use super::words::{Level, Unread};
use crate::gateway::reply::Outcome;

/// Everything that can happen.
#[derive(Clone, Debug)]
pub enum Event {
    /// The user, or a host's command, did something.
    User(UserEvent),
    /// A request was answered. Only the core makes ids, so nobody else can make this up.
    Reply(RequestId, Outcome),
    /// What the text of an [`super::effect::Effect::Read`] means, as JSON text, or why it means nothing.
    Read(RequestId, Result<String, Unread>),
    /// The time asked for by [`super::effect::Effect::Wake`] has come.
    Woke,
}

/// What the user or a host's command did. `cluster` is a cluster's key. `crate::web::event` reads it from JavaScript.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[cfg_attr(target_arch = "wasm32", serde(tag = "type", rename_all = "kebab-case"))]
pub enum UserEvent {
    /// Whether any panel can be seen: nothing is asked while none can.
    Visible {
        visible: bool,
    },
    /// Ask everything anew, now, by the best way.
    Refresh,
    /// The only way to use, by its name, as a setting of the user's says; "auto": whichever works.
    Prefer {
        connection: String,
    },
    /// A kernel could carry requests too, or can no more.
    OfferRelay {
        offered: bool,
    },
    /// Text of any control but a bool's.
    Edit {
        field: u32,
        text: String,
    },
    Check {
        field: u32,
        checked: bool,
    },
    Choose {
        field: u32,
        option: u32,
    },
    /// A mapping is to be edited as a table of names and texts, or as text again.
    AsTable {
        field: u32,
        table: bool,
    },
    /// Text of a name in a table. Several lines are pasted ones, each a `NAME=value`.
    EditName {
        field: u32,
        row: u32,
        text: String,
    },
    EditValue {
        field: u32,
        row: u32,
        text: String,
    },
    AddRow {
        field: u32,
    },
    RemoveRow {
        field: u32,
        row: u32,
    },
    /// All fields back to their defaults.
    Reset,
    Launch,
    /// A launch from a command: the JSON text of an object of options, laid over the form's values.
    LaunchWith {
        options: String,
    },
    /// Options from elsewhere than the form, as from Python: the JSON text of an object, laid over the form's values.
    /// `unseen`: set without knowing what the user typed last, which then stays.
    SetOptions {
        options: String,
        unseen: bool,
    },
    /// The Python call for the options chosen.
    CopyPython,
    EditCluster {
        cluster: String,
        input: Input,
        text: String,
    },
    Scale {
        cluster: String,
    },
    Adapt {
        cluster: String,
    },
    /// Opens the dialog "Stop this cluster?".
    AskStop {
        cluster: String,
    },
    /// The dialog's answer.
    AnswerStop {
        stop: bool,
    },
    InsertCode {
        cluster: String,
    },
    CopyCode {
        cluster: String,
    },
    /// `outside`: in a browser tab of its own instead of in the host.
    OpenDashboard {
        cluster: String,
        outside: bool,
    },
    /// Takes a finished cluster off the list.
    Dismiss {
        cluster: String,
    },
    /// What a host has to say of an action of its own, e.g. that no notebook is open.
    Report {
        cluster: Option<String>,
        level: Level,
        text: String,
    },
}

/// One of a cluster's number inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "lowercase"))]
pub enum Input {
    Workers,
    Minimum,
    Maximum,
}
