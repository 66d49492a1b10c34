//! What is asked of the gateway without a click, and when: every poll interval and pause; [`super::backoff`] has those after failures.
//!
//! One loop, few requests at a time, none while nobody looks. A browser opens six connections to a host: at most
//! [`MAX_PENDING_READS`] of them are reads, so that a gateway that hangs never holds up what the user does.

use super::requests::Requests;
use super::timers::{AT_ONCE, NEVER, Time, Timer, TimerTable};
use crate::gateway::api_request::ApiRequest;

/// Reads in flight at once, the one `?wait` among them.
pub const MAX_PENDING_READS: usize = 3;

/// Milliseconds between two lists.
pub const LIST_POLL_INTERVAL: f64 = 5_000.0;
/// The same where the gateway asks a JupyterHub at each request: a hub serves many people, and is one process.
pub const LIST_POLL_INTERVAL_WITH_HUB: f64 = 10_000.0;
/// The same while it is not known what came of a create.
pub const LIST_POLL_INTERVAL_IN_DOUBT: f64 = 2_000.0;
/// Between two lists of those that ended, which are long and change little.
pub const ENDED_POLL_INTERVAL: f64 = 600_000.0;
/// The same after one that could not be had.
pub const ENDED_RETRY_INTERVAL: f64 = 60_000.0;
/// Between two looks at single clusters, whatever is answered and however many there are.
pub const CLUSTER_SPACING: f64 = 250.0;
/// Between two `?wait` requests, which some backends answer at once.
pub const WATCH_INTERVAL: f64 = 1_000.0;
/// Between two looks at a cluster that is stopping.
pub const STOPPING_POLL_INTERVAL: f64 = 1_000.0;
/// Between two looks at a cluster that could not be looked at.
pub const CLUSTER_RETRY_INTERVAL: f64 = 5_000.0;
/// Between two looks at a settled cluster's workers.
pub const STATS_POLL_INTERVAL: f64 = 2_000.0;
/// The same while workers are on their way.
pub const STATS_POLL_INTERVAL_SCALING: f64 = 500.0;
/// Between two questions to schedulers, however many clusters run.
pub const STATS_SPACING: f64 = 250.0;
/// Between a question to any scheduler and one to that of a cluster that cannot be seen: those come when there is nothing else.
pub const UNSEEN_STATS_SPACING: f64 = 1_000.0;
/// For which the figures of a cluster that cannot be seen may be older than of one that can.
pub const UNSEEN_STATS_DELAY: f64 = 60_000.0;
/// Between two questions to the Jupyter server which clusters it stops when it ends: other pages may have changed that.
pub const WITH_SERVER_POLL_INTERVAL: f64 = 30_000.0;
/// The same while there is a cluster of which it has said nothing.
pub const WITH_SERVER_POLL_INTERVAL_NEW: f64 = 3_000.0;

/// In tabs that do not poll, how long after its time something is asked for all the same that another tab should have told: what it
/// lacks need not be what the others lack.
pub const FOLLOWER_PATIENCE: f64 = 5_000.0;
/// How long after its time a list must be missing for the tab that polls to be replaced: it is frozen. Longer than any list takes.
pub const LEADER_PATIENCE: f64 = 20_000.0;

/// What is polled once for the whole session.
#[derive(Clone, Copy)]
pub enum Poll {
    /// The gateway's configuration, until it is known.
    Config,
    /// The published options, until they are known.
    Options,
    List,
    Version,
    /// The newest pending cluster, until it is something else.
    Watch,
    /// Any cluster of which the list says too little.
    Info,
    /// The clusters that ended.
    Ended,
    /// Any cluster's scheduler.
    Stats,
    /// That of a cluster that cannot be seen.
    UnseenStats,
    /// When the Jupyter server was asked last which clusters it stops.
    WithServer,
}

impl Timer for Poll {
    const COUNT: usize = Poll::WithServer as usize + 1;

    fn slot(self) -> usize {
        self as usize
    }
}

pub type PollTimers = TimerTable<Poll, 10>;

/// Finds the one request to send next. The machines offer theirs, the most important first.
pub struct NextPoll<'a> {
    now: Time,
    requests: &'a Requests,
    has_room: bool,
    /// This tab polls; else it asks for what is wanted here, and another tab for what repeats.
    is_polling: bool,
    /// The first that is due.
    pub request: Option<ApiRequest>,
    /// When to look again, if none is.
    pub at: Time,
}

impl NextPoll<'_> {
    pub fn new(now: Time, requests: &Requests, is_polling: bool) -> NextPoll<'_> {
        let has_room = requests.reads() < MAX_PENDING_READS;
        NextPoll { now, requests, has_room, is_polling, request: None, at: NEVER }
    }

    /// Offers a request that is due at this time, unless the same is on its way already. A tab that does not poll waits for
    /// `patience` longer: another may ask.
    pub fn offer(&mut self, due: Time, patience: Time, request: impl FnOnce() -> ApiRequest) {
        let due = if self.is_polling || due <= AT_ONCE { due } else { due + patience };
        if due < NEVER && self.has_room && self.request.is_none() {
            self.consider(due, request());
        }
    }

    /// The same for what only a tab that polls asks for.
    pub fn offer_poll(&mut self, due: Time, request: impl FnOnce() -> ApiRequest) {
        if self.is_polling {
            self.offer(due, 0.0, request);
        }
    }

    fn consider(&mut self, due: Time, request: ApiRequest) {
        if self.is_pending(&|pending| *pending == request) {
            return;
        }
        if due <= self.now {
            self.request = Some(request);
        } else {
            self.look_again(due);
        }
    }

    /// Something changes by itself at this time.
    pub fn look_again(&mut self, at: Time) {
        self.at = self.at.min(at);
    }

    pub fn is_pending(&self, wanted: &dyn Fn(&ApiRequest) -> bool) -> bool {
        self.requests.any(wanted)
    }
}
