//! The requests that are on their way, and which of their replies come too late.

use super::connection::routes::Route;
use super::effect::{Effect, RequestId};
use crate::gateway::api_request::ApiRequest;

/// Counts the creates and stops that were answered: what was asked before one tells of an older list.
#[derive(Clone, Copy, PartialEq, Eq)]
struct ListVersion(u64);

/// A request without a reply.
pub struct PendingRequest {
    pub id: RequestId,
    pub request: ApiRequest,
    /// The route that it took; None until it is handed to the driver.
    pub route: Option<Route>,
    asked_at: ListVersion,
}

pub struct Requests {
    last_id: u64,
    list_version: ListVersion,
    pending: Vec<PendingRequest>,
}

impl Requests {
    pub fn new() -> Requests {
        Requests { last_id: 0, list_version: ListVersion(0), pending: Vec::new() }
    }

    /// An id that no other request or question has.
    pub fn new_id(&mut self) -> RequestId {
        self.last_id += 1;
        RequestId(self.last_id)
    }

    pub fn add(&mut self, request: ApiRequest) -> RequestId {
        let id = self.new_id();
        self.pending.push(PendingRequest { id, request, route: None, asked_at: self.list_version });
        id
    }

    /// Once more, as the same request: whoever waits for its reply goes on waiting.
    pub fn send_again(&mut self, pending: PendingRequest) {
        self.pending.push(PendingRequest { route: None, asked_at: self.list_version, ..pending });
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

    /// How many change nothing.
    pub fn reads(&self) -> usize {
        self.pending.iter().filter(|pending| !pending.request.is_mutation()).count()
    }

    /// A create or a stop was answered: replies to what was asked before it are out of date.
    pub fn list_changed(&mut self) {
        self.list_version.0 += 1;
    }

    pub fn is_outdated(&self, pending: &PendingRequest) -> bool {
        pending.asked_at != self.list_version
    }
}
