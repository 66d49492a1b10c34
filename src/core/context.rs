//! What every machine of the core is handed with an event.

use super::connection::routes::Route;
use super::effect::{Effect, HostAction, RequestId, TabsEffect, Wanted};
use super::polling::{ACTIVE_SPACING, Poll, PollTimers};
use super::requests::Requests;
use super::tabs::message::TabMessage;
use super::timers::{AT_ONCE, Time};
use crate::gateway::api_request::{ApiRequest, ClusterRequest};

/// The time, and where effects go.
pub struct Context {
    /// Of the event that is being handled.
    pub now: Time,
    /// What is taken in now was so at this time: when a read was asked for, when something else was answered.
    pub as_of: Time,
    /// When the user did something last, or a cluster came, went or took another state.
    pub changed_at: Time,
    /// How many times as long as usual it is from one list to the next, and from one look at a scheduler: the user wants to spare the gateway.
    pub slower: f64,
    pub timers: PollTimers,
    pub requests: Requests,
    /// Other tabs were heard: what happens here is to be told.
    pub has_others: bool,
    /// Nothing is asked by itself before: the gateway, or what stands in front of it, has asked to wait.
    pub wait_until: Time,
    /// When somebody asked for everything last: who clicks may try, whatever is to be waited for.
    pub asked_at: Time,
    effects: Vec<Effect>,
}

impl Context {
    pub fn new() -> Context {
        Context {
            now: 0.0,
            as_of: 0.0,
            changed_at: 0.0,
            slower: 1.0,
            timers: PollTimers::default(),
            requests: Requests::new(),
            has_others: false,
            wait_until: 0.0,
            asked_at: 0.0,
            effects: Vec::new(),
        }
    }

    /// The time of the event that comes now. True: the clock was set back.
    pub fn set_time(&mut self, now: Time) -> bool {
        let is_set_back = now < self.now;
        if is_set_back {
            self.wait_until = 0.0;
            self.changed_at = self.changed_at.min(now);
        }
        self.now = now;
        is_set_back
    }

    /// Sends a request, by the route that is taken when the event has been handled.
    pub fn send(&mut self, request: ApiRequest) -> RequestId {
        self.requests.add(request, self.now)
    }

    /// Has a mapping's text parsed.
    pub fn parse_mapping(&mut self, text: &str, wanted: Wanted) -> RequestId {
        let id = self.requests.new_id();
        self.effects.push(Effect::ParseMapping(id, text.into(), wanted));
        id
    }

    /// The list is to be asked for now.
    pub fn list_soon(&mut self) {
        self.timers.set(Poll::List, AT_ONCE);
        self.timers.set(Poll::Watch, AT_ONCE);
    }

    /// A create or a stop was answered: what was asked before it is out of date.
    pub fn on_list_changed(&mut self) {
        self.requests.list_changed(self.now);
        self.list_soon();
    }

    /// Somebody looks, or did something: what is asked from now on is asked often, by whichever tab.
    pub fn on_active(&mut self) {
        if self.now - self.changed_at >= ACTIVE_SPACING || self.now < self.changed_at {
            self.changed_at = self.now;
            self.post(TabMessage::Active);
        }
    }

    /// Tells all other tabs, if there are any.
    pub fn post(&mut self, message: TabMessage) {
        if self.has_others {
            self.tabs(TabsEffect::Post(message));
        }
    }

    pub fn tabs(&mut self, effect: TabsEffect) {
        self.effects.push(Effect::Tabs(effect));
    }

    /// There is one `?wait` at a time in all tabs together.
    pub fn cancel_watch(&mut self) {
        let is_watch = |request: &ApiRequest| matches!(request, ApiRequest::Cluster(_, ClusterRequest::Watch));
        if let Some(id) = self.requests.drop_one(&is_watch) {
            self.effects.push(Effect::Cancel(id));
        }
    }

    /// For the host from which the event came.
    pub fn ask_host(&mut self, action: HostAction) {
        self.effects.push(Effect::Host(action));
    }

    pub fn wake_at(&mut self, time: Time) {
        self.effects.push(Effect::Wake(time));
    }

    /// A request was answered, perhaps so that nothing is to be asked for some seconds. What somebody tried meanwhile makes that neither shorter nor
    /// longer.
    pub fn wait(&mut self, answered: &ApiRequest, seconds: Option<u32>) {
        if let Some(seconds) = seconds.filter(|_| !self.is_waiting() && !answered.is_mutation()) {
            self.wait_until = self.now + f64::from(seconds) * 1_000.0;
        }
    }

    /// Whether nothing is to be asked by itself for now.
    pub fn is_waiting(&self) -> bool {
        self.now < self.wait_until
    }

    /// Whether something may be asked now: nothing is to be waited for, or somebody has just asked for everything.
    pub fn may_poll(&self) -> bool {
        !self.is_waiting() || self.now == self.asked_at
    }

    /// Everything that is to be done. `route`: the one for a request.
    pub fn take_effects(&mut self, route: &dyn Fn(&ApiRequest) -> Route) -> Vec<Effect> {
        self.effects.extend(self.requests.dispatch(route));
        std::mem::take(&mut self.effects)
    }
}
