//! What goes into the core.

use super::clusters::actions::ClusterEvent;
use super::connection::state::ConnectionEvent;
use super::effect::RequestId;
use super::form::events::FormEvent;
use super::form::preset_events::PresetEvent;
use super::notice::Level;
use super::record::{Record, events};
use super::tabs::message::TabMessage;
use super::unreadable::MappingError;
use crate::gateway::reply::Outcome;

/// Everything that can happen.
#[derive(Clone, Debug)]
pub enum Event {
    /// The user, or a host's command, did something.
    User(UserEvent),
    /// A request was answered. Only the core makes ids, so nobody else can make this up.
    Reply(RequestId, Outcome),
    /// What was wanted of the text of an [`super::effect::Effect::ParseMapping`], or why it means nothing.
    MappingParsed(RequestId, Result<String, MappingError>),
    /// Of the other tabs, or their lock.
    Tabs(TabsEvent),
    /// The time asked for by [`super::effect::Effect::Wake`] has come.
    Woke,
}

/// What the driver tells of the other tabs.
#[derive(Clone, Debug, PartialEq)]
pub enum TabsEvent {
    /// There are a lock and a channel for this gateway and user.
    Joined,
    /// There are none any more.
    Left,
    /// This tab holds the lock.
    Granted,
    /// Another tab took the lock.
    Lost,
    /// Another tab posted this.
    Heard(TabMessage),
}

/// What the user or a host's command did, by the machine of the core that it concerns.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", serde(untagged))]
pub enum UserEvent {
    Session(SessionEvent),
    Connection(ConnectionEvent),
    Form(FormEvent),
    Preset(PresetEvent),
    Cluster(ClusterEvent),
}

events! {
    /// What concerns all machines.
    pub enum SessionEvent {
        /// Whether any panel can be seen: nothing is asked while none can.
        "visible" => Visible { visible: bool },
        /// The computer is online again, or awake: nothing waits for its back-off.
        "back" => Back,
        /// Ask everything anew, now, by the best route.
        "refresh" => Refresh,
        /// What a host has to say of an action of its own, e.g. that no notebook is open. `cluster`: its key; null: the form.
        "report" => Report { cluster: Option<String>, level: Level, text: String },
    }
}

impl UserEvent {
    /// The event that a record stands for. None: there is no such event, or it lacks a member.
    pub fn read(record: &dyn Record) -> Option<UserEvent> {
        SessionEvent::read(record)
            .map(Into::into)
            .or_else(|| ConnectionEvent::read(record).map(Into::into))
            .or_else(|| FormEvent::read(record).map(Into::into))
            .or_else(|| PresetEvent::read(record).map(Into::into))
            .or_else(|| ClusterEvent::read(record).map(Into::into))
    }
}

impl From<SessionEvent> for UserEvent {
    fn from(event: SessionEvent) -> UserEvent {
        UserEvent::Session(event)
    }
}

impl From<ConnectionEvent> for UserEvent {
    fn from(event: ConnectionEvent) -> UserEvent {
        UserEvent::Connection(event)
    }
}

impl From<FormEvent> for UserEvent {
    fn from(event: FormEvent) -> UserEvent {
        UserEvent::Form(event)
    }
}

impl From<PresetEvent> for UserEvent {
    fn from(event: PresetEvent) -> UserEvent {
        UserEvent::Preset(event)
    }
}

impl From<ClusterEvent> for UserEvent {
    fn from(event: ClusterEvent) -> UserEvent {
        UserEvent::Cluster(event)
    }
}
