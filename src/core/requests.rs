//! The requests that are on their way, and which of their replies come too late.

use super::connection::routes::Route;
use super::effect::{Effect, RequestId};
use super::timers::Time;
use crate::gateway::api_request::ApiRequest;

/// Counts the creates and stops that were answered: what was asked before one tells of an older list.
#[derive(Clone, Copy, PartialEq, Eq)]
struct ListVersion(u64);

/// When what counts was asked for or done.
#[derive(Default)]
struct Newest {
    /// The newest list that was taken.
    list: Time,
    /// The last create or stop from here that was answered.
    change: Time,
}

/// A request without a reply.
pub struct PendingRequest {
    pub id: RequestId,
    pub request: ApiRequest,
    /// The route that it took; None until it is handed to the driver.
    pub route: Option<Route>,
    pub asked_at: Time,
    version: ListVersion,
}

pub struct Requests {
    last_id: u64,
    list_version: ListVersion,
    pending: Vec<PendingRequest>,
    newest: Newest,
}

impl Requests {
    pub fn new() -> Requests {
        Requests { last_id: 0, list_version: ListVersion(0), pending: Vec::new(), newest: Newest::default() }
    }

    /// An id that no other request or question has.
    pub fn new_id(&mut self) -> RequestId {
        self.last_id += 1;
        RequestId(self.last_id)
    }

    pub fn add(&mut self, request: ApiRequest, now: Time) -> RequestId {
        let id = self.new_id();
        self.pending.push(PendingRequest { id, request, route: None, asked_at: now, version: self.list_version });
        id
    }

    /// Once more, as the same request: whoever waits for its reply goes on waiting.
    pub fn send_again(&mut self, pending: PendingRequest, now: Time) {
        self.pending.push(PendingRequest { route: None, asked_at: now, version: self.list_version, ..pending });
    }

    /// Hands out what has not been sent yet, each to be sent by its route.
    pub fn dispatch(&mut self, route: &dyn Fn(&ApiRequest) -> Route) -> impl Iterator<Item = Effect> {
        self.pending.iter_mut().filter(|pending| pending.route.is_none()).map(|pending| {
            let route = route(&pending.request);
            pending.route = Some(route);
            Effect::Send(pending.id, route, pending.request.to_http())
        })
    }

    /// The request that is answered now. None: nobody waits for it.
    pub fn take(&mut self, id: RequestId) -> Option<PendingRequest> {
        let index = self.pending.iter().position(|pending| pending.id == id)?;
        Some(self.pending.swap_remove(index))
    }

    pub fn any(&self, wanted: &dyn Fn(&ApiRequest) -> bool) -> bool {
        self.pending.iter().any(|pending| wanted(&pending.request))
    }

    /// Takes back one such request. None: there is none.
    pub fn drop_one(&mut self, wanted: &dyn Fn(&ApiRequest) -> bool) -> Option<RequestId> {
        let index = self.pending.iter().position(|pending| wanted(&pending.request))?;
        Some(self.pending.swap_remove(index).id)
    }

    /// When the oldest was sent whose answer somebody waits for. `reads`: also of those that change nothing.
    pub fn awaited_since(&self, reads: bool) -> Option<Time> {
        let is_awaited = |request: &ApiRequest| request.is_awaited() && (reads || request.is_mutation());
        let awaited = self.pending.iter().filter(|pending| is_awaited(&pending.request));
        awaited.map(|pending| pending.asked_at).reduce(f64::min)
    }

    /// How many change nothing, but for pages: those have places of their own.
    pub fn reads(&self) -> usize {
        self.pending.iter().filter(|pending| !pending.request.is_mutation() && !pending.request.is_page()).count()
    }

    /// A create or a stop was answered: replies to what was asked before it are out of date.
    pub fn list_changed(&mut self, now: Time) {
        self.list_version.0 += 1;
        self.newest.change = now;
    }

    pub fn is_outdated(&self, pending: &PendingRequest) -> bool {
        pending.version != self.list_version
    }

    /// Whether a list tells something new: it was asked for after all that were taken before. Notes that it was.
    pub fn take_list(&mut self, asked_at: Time) -> bool {
        let is_new = asked_at >= self.newest.list;
        self.newest.list = self.newest.list.max(asked_at);
        is_new
    }

    /// Whether what another tab asked for then may still be so: nothing was done from here since, and that time has been.
    pub fn may_be_so(&self, asked_at: Time, now: Time) -> bool {
        // The two may differ by a moment.
        (self.newest.change..=now + 1_000.0).contains(&asked_at)
    }

    /// The clock was set back: times that it has told before say nothing.
    pub fn forget_times(&mut self, now: Time) {
        self.newest = Newest::default();
        for pending in &mut self.pending {
            pending.asked_at = pending.asked_at.min(now);
        }
    }
}
