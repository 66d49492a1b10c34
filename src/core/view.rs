//! The view model: everything a panel draws, as plain data.

use serde::Serialize;

use super::words::{Message, Words};
use crate::gateway::cluster::Status;

/// Which way the gateway is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// The gateway's public address.
    Direct,
    /// The user's Jupyter server.
    PassThrough,
    /// The kernel.
    Relay,
}

impl Route {
    /// By its name in settings; None for "auto".
    pub fn by_name(name: &str) -> Option<Route> {
        match name {
            "direct" => Some(Route::Direct),
            "pass-through" => Some(Route::PassThrough),
            "relay" => Some(Route::Relay),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct View {
    pub connection: Route,
    /// The gateway's address as configured; null until known.
    pub address: Option<String>,
    /// The gateway's version, e.g. "2026.3.0"; null until known.
    pub version: Option<String>,
    /// True until the first answer, good or bad, has arrived.
    pub loading: bool,
    /// Why the gateway cannot be used at the moment; the rest stays as it was.
    pub problem: Option<Message>,
    /// Null until the options have arrived.
    pub form: Option<FormView>,
    /// Newest first; null until the first list has arrived.
    pub clusters: Option<Vec<ClusterView>>,
    /// The key of the cluster that the dialog "Stop this cluster?" asks about.
    pub confirm_stop: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct FormView {
    pub fields: Vec<FieldView>,
    /// False while a field is invalid or a create is in flight.
    pub can_launch: bool,
    pub launching: bool,
    /// Some field differs from its default: a reset is of use.
    pub changed: bool,
    /// The answer to what the user did last in the form.
    pub message: Option<Message>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct FieldView {
    /// The field's place in the spec; names it in events.
    pub index: u32,
    /// The option's name, as in Python.
    pub name: String,
    pub label: String,
    pub control: Control,
    /// Exactly what the user typed, also while invalid.
    pub text: String,
    /// Why the value is refused; null when it is valid.
    pub error: Option<Words>,
    /// A remark that does not stop a launch.
    pub note: Option<Words>,
    pub changed: bool,
}

/// What a field is edited with. Bounds are texts as Python prints them; null: unbounded.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Control {
    Int {
        min: Option<String>,
        max: Option<String>,
    },
    Float {
        min: Option<String>,
        max: Option<String>,
    },
    String,
    Bool {
        checked: bool,
    },
    /// `selected` is null when the value (then in `text`) is none of the options.
    Select {
        options: Vec<String>,
        selected: Option<u32>,
    },
    /// YAML or JSON text, or `rows` while it is edited as a table. `no_switch`: why it cannot be edited the other way now.
    #[serde(rename_all = "camelCase")]
    Mapping {
        rows: Option<Vec<RowView>>,
        no_switch: Option<Words>,
    },
    /// A kind that this version does not know: JSON text.
    Json,
}

/// One name and its text in a mapping edited as a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct RowView {
    pub name: String,
    pub value: String,
    /// What is wrong with the name.
    pub error: Option<Words>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct ClusterView {
    /// First 8 characters of the name, unique in the list: the only name that leaves the core.
    pub key: String,
    pub status: Status,
    /// A request of the user's for this cluster is in flight.
    pub busy: bool,
    /// Seconds since the start; of a finished cluster, how long it lived.
    pub age: u32,
    /// The scheduler's figures; null until, or while not, known. Memory in bytes.
    pub workers: Option<u32>,
    pub threads: Option<u32>,
    pub memory: Option<u64>,
    /// Workers asked for, while another number has arrived.
    pub asked: Option<u32>,
    /// Set when adaptive scaling was switched on from here: the gateway does not tell.
    pub adaptive: Option<Adaptive>,
    pub workers_input: InputView,
    pub minimum_input: InputView,
    pub maximum_input: InputView,
    pub can_scale: bool,
    pub can_adapt: bool,
    pub can_stop: bool,
    pub has_dashboard: bool,
    /// The options it was made with, as [label, value].
    pub options: Vec<(String, String)>,
    pub message: Option<Message>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Adaptive {
    pub minimum: u32,
    pub maximum: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct InputView {
    pub text: String,
    pub error: Option<Words>,
}
