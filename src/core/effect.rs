//! What comes out of the core, for others to do.

use serde::Serialize;

use super::view::Route;
use crate::gateway::call::Request;

/// Names a request until its reply is in. Made by the core alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(pub(super) u64);

#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send a request by this way and answer with [`super::event::Event::Reply`], whatever happens.
    Send(RequestId, Route, Request),
    /// Read a mapping's text with [`crate::schema::yaml`] and answer with [`super::event::Event::Read`]. The core does not do
    /// it by itself: few people write YAML, and its reader would be a sixth of every panel.
    Read(RequestId, String),
    /// Come back with [`super::event::Event::Woke`] at this time (milliseconds, the clock of `update`). Replaces the
    /// time asked for before.
    Wake(f64),
    /// For the host from which the event came.
    Host(HostAction),
}

/// What only a host can do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum HostAction {
    /// To the clipboard. `cluster` is where the outcome is to be reported; null: the form.
    Copy { text: String, cluster: Option<String> },
    /// Code into the active notebook.
    Insert { code: String, cluster: String },
    /// The dashboard; `url` may be relative to the page's origin.
    Open { url: String, title: String, outside: bool, cluster: String },
}
