//! What comes out of the core, for others to do.

use serde::Serialize;

use super::connection::routes::Route;
use super::tabs::message::TabMessage;
use crate::gateway::api_request::HttpRequest;

/// Names a request until its reply is in. Made by the core alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(pub(super) u64);

#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send a request by this route and answer with [`super::event::Event::Reply`], whatever happens.
    Send(RequestId, Route, HttpRequest),
    /// Parse a mapping's text with [`crate::schema::yaml`] and answer with [`super::event::Event::MappingParsed`]. The core
    /// does not do it by itself: few people write YAML, and its parser would be a sixth of every panel.
    ParseMapping(RequestId, String, Wanted),
    /// Come back with [`super::event::Event::Woke`] at this time (milliseconds, the clock of `update`). Replaces the
    /// time asked for before.
    Wake(f64),
    /// Nobody waits for the reply to this request any more.
    Cancel(RequestId),
    /// For the host from which the event came.
    Host(HostAction),
    /// For the other tabs, or their lock.
    Tabs(TabsEffect),
}

/// What the driver is to do with lock and channel.
#[derive(Clone, Debug, PartialEq)]
pub enum TabsEffect {
    /// Wait for the lock.
    Lock,
    /// Give it back, or wait no more.
    Unlock,
    /// Take it from whoever holds it.
    Steal,
    /// Hand this to all other tabs.
    Post(TabMessage),
}

/// What a mapping's text is parsed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// What it means, as JSON text.
    Meaning,
    /// The same text with its values in quotes, see [`crate::schema::yaml::quote`].
    Quoted,
    /// The variables in it, see [`crate::schema::variables`].
    Variables,
}

/// What only a host can do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum HostAction {
    /// To the clipboard. `cluster` is where the outcome is to be reported; null: the form.
    Copy { text: String, cluster: Option<String> },
    /// A link that carries these options, to the clipboard: the host knows the address.
    CopyLink { link: String, cluster: Option<String> },
    /// A text as a file of this name.
    Download { name: String, text: String, cluster: Option<String> },
    /// Code to where the user works: into a notebook or console.
    Insert { code: String, cluster: String },
    /// The same, and there it may be run at once, as the user's settings say.
    Connect { code: String, cluster: String },
    /// The user drags code, to drop it somewhere.
    Drag { code: String, cluster: String },
    /// The cluster's dashboard; `url` may be relative to the page's origin.
    Open { url: String, outside: bool, cluster: String },
    /// Single plots of it; several at once are a layout. `plots`: their paths below the address `below`, with blanks between: what
    /// they are called, whatever the cluster.
    OpenPlots { below: String, plots: String, outside: bool, cluster: String },
}
