//! What every machine of the core is handed with an event.

use super::connection::routes::Route;
use super::effect::{Effect, HostAction, RequestId, Wanted};
use super::polling::{Poll, PollTimers};
use super::requests::Requests;
use super::timers::Time;
use crate::gateway::api_request::ApiRequest;

/// The time, and where effects go.
pub struct Context {
    /// Of the event that is being handled.
    pub now: Time,
    pub timers: PollTimers,
    pub requests: Requests,
    effects: Vec<Effect>,
}

impl Context {
    pub fn new() -> Context {
        Context { now: 0.0, timers: PollTimers::default(), requests: Requests::new(), effects: Vec::new() }
    }

    /// Sends a request, by the route that is taken when the event has been handled.
    pub fn send(&mut self, request: ApiRequest) -> RequestId {
        self.requests.add(request)
    }

    /// Has a mapping's text parsed.
    pub fn parse_mapping(&mut self, text: &str, wanted: Wanted) -> RequestId {
        let id = self.requests.new_id();
        self.effects.push(Effect::ParseMapping(id, text.into(), wanted));
        id
    }

    /// The list is to be asked for now.
    pub fn list_soon(&mut self) {
        self.timers.set(Poll::List, 0.0);
        self.timers.set(Poll::Watch, 0.0);
    }

    /// A create or a stop was answered: what was asked before it is out of date.
    pub fn on_list_changed(&mut self) {
        self.requests.list_changed();
        self.list_soon();
    }

    /// For the host from which the event came.
    pub fn ask_host(&mut self, action: HostAction) {
        self.effects.push(Effect::Host(action));
    }

    pub fn wake_at(&mut self, time: Time) {
        self.effects.push(Effect::Wake(time));
    }

    /// Everything that is to be done. `route`: the one for a request.
    pub fn take_effects(&mut self, route: &dyn Fn(&ApiRequest) -> Route) -> Vec<Effect> {
        self.effects.extend(self.requests.dispatch(route));
        std::mem::take(&mut self.effects)
    }
}
