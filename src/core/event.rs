//! What goes into the core.

use serde::Deserialize;

use super::effect::RequestId;
use super::words::Level;
use crate::gateway::reply::Outcome;

/// Everything that can happen.
#[derive(Clone, Debug)]
pub enum Event {
    /// The user, or a host's command, did something.
    User(UserEvent),
    /// A request was answered. Only the core makes ids, so nobody else can make this up.
    Reply(RequestId, Outcome),
    /// The time asked for by [`super::effect::Effect::Wake`] has come.
    Woke,
}

/// What the user or a host's command did. `cluster` is a cluster's key.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(try_from = "Parts", tag = "type", rename_all = "kebab-case")]
pub enum UserEvent {
    /// Whether any panel can be seen: nothing is asked while none can.
    Visible {
        visible: bool,
    },
    /// Ask everything anew, now.
    Refresh,
    /// Text of an int, float, string, mapping or json control.
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
    /// All fields back to their defaults.
    Reset,
    Launch,
    /// A launch from a command: the JSON text of an object of options, laid over the form's values.
    LaunchWith {
        options: String,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Input {
    Workers,
    Minimum,
    Maximum,
}

/// All that an event can be made of. serde's own code for tagged enums would weigh 50 KB.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Parts {
    r#type: String,
    visible: Option<bool>,
    field: Option<u32>,
    text: Option<String>,
    checked: Option<bool>,
    option: Option<u32>,
    options: Option<String>,
    cluster: Option<String>,
    input: Option<Input>,
    stop: Option<bool>,
    outside: Option<bool>,
    level: Option<Level>,
}

impl TryFrom<Parts> for UserEvent {
    type Error = String;

    fn try_from(parts: Parts) -> Result<UserEvent, String> {
        let Parts {
            r#type: kind,
            visible,
            field,
            text,
            checked,
            option,
            options,
            cluster,
            input,
            stop,
            outside,
            level,
        } = parts;
        let name = kind.clone();
        let event = move || {
            Some(match kind.as_str() {
                "visible" => UserEvent::Visible { visible: visible? },
                "refresh" => UserEvent::Refresh,
                "edit" => UserEvent::Edit { field: field?, text: text? },
                "check" => UserEvent::Check { field: field?, checked: checked? },
                "choose" => UserEvent::Choose { field: field?, option: option? },
                "reset" => UserEvent::Reset,
                "launch" => UserEvent::Launch,
                "launch-with" => UserEvent::LaunchWith { options: options? },
                "copy-python" => UserEvent::CopyPython,
                "edit-cluster" => UserEvent::EditCluster { cluster: cluster?, input: input?, text: text? },
                "scale" => UserEvent::Scale { cluster: cluster? },
                "adapt" => UserEvent::Adapt { cluster: cluster? },
                "ask-stop" => UserEvent::AskStop { cluster: cluster? },
                "answer-stop" => UserEvent::AnswerStop { stop: stop? },
                "insert-code" => UserEvent::InsertCode { cluster: cluster? },
                "copy-code" => UserEvent::CopyCode { cluster: cluster? },
                "open-dashboard" => UserEvent::OpenDashboard { cluster: cluster?, outside: outside? },
                "dismiss" => UserEvent::Dismiss { cluster: cluster? },
                "report" => UserEvent::Report { cluster, level: level?, text: text? },
                _ => return None,
            })
        };
        event().ok_or_else(|| format!("no such event, or it lacks something: {name:?}"))
    }
}
