//! What is asked of the gateway without a click, and when: every poll interval and pause; [`super::backoff`] has those after failures.
//!
//! One loop, few requests at a time, none while nobody looks. A browser opens six connections to a host: at most
//! [`MAX_PENDING_READS`] of them are reads, so that a gateway that hangs never holds up what the user does.

use super::requests::Requests;
use super::timers::{AT_ONCE, NEVER, Time, Timer, TimerTable};
use crate::gateway::api_request::ApiRequest;

/// Reads in flight at once, the one `?wait` among them.
pub const MAX_PENDING_READS: usize = 3;

/// How often something is asked that may change at any time: a tenth of the time since it changed last, or since the user did
/// something, so that nothing is polled for ever that stays as it is.
#[derive(Clone, Copy)]
pub struct Pace {
    /// Milliseconds between two questions just after a change.
    pub least: f64,
    /// The same when nothing has changed for long.
    pub most: f64,
}

impl Pace {
    /// Milliseconds between two questions when it has not changed for so many.
    pub fn interval(self, unchanged: f64) -> f64 {
        // Not `clamp`: what it says of a NaN brings the printing of floats along, 11 KB of each panel, gzipped.
        (unchanged / 10.0).max(self.least).min(self.most)
    }
}

/// Of lists.
pub const LIST_PACE: Pace = Pace { least: 5_000.0, most: 15_000.0 };
/// The same where the gateway asks a JupyterHub at each request: a hub serves many people, and is one process.
pub const LIST_PACE_WITH_HUB: Pace = Pace { least: 10_000.0, most: 20_000.0 };
/// How many times as long both are, and what is between two looks at a scheduler, where a setting of the user's says "seldom".
pub const SELDOM: f64 = 4.0;
/// Between two of them while it is not known what came of a create.
pub const LIST_POLL_INTERVAL_IN_DOUBT: f64 = 2_000.0;
/// Between two lists of those that ended, which are long and change little.
pub const ENDED_POLL_INTERVAL: f64 = 600_000.0;
/// The same while clusters vanish from the list, many at a time.
pub const ENDED_SPACING: f64 = 5_000.0;
/// The same after one that could not be had.
pub const ENDED_RETRY_INTERVAL: f64 = 60_000.0;
/// Between two looks at single clusters, whatever is answered and however many there are.
pub const CLUSTER_SPACING: f64 = 250.0;
/// Of `?wait` requests, from one to the next: some backends answer them at once.
pub const WATCH_PACE: Pace = Pace { least: 1_000.0, most: 10_000.0 };
/// The least pause between them, however long the last one took.
pub const WATCH_PAUSE: f64 = 1_000.0;
/// Of looks at a cluster that is stopping.
pub const STOPPING_PACE: Pace = Pace { least: 1_000.0, most: 10_000.0 };
/// Of looks at a cluster that could not be looked at.
pub const CLUSTER_RETRY_PACE: Pace = Pace { least: 5_000.0, most: 30_000.0 };
/// Of looks at a settled cluster's workers.
pub const STATS_PACE: Pace = Pace { least: 2_000.0, most: 10_000.0 };
/// The same while workers are on their way.
pub const STATS_PACE_SCALING: Pace = Pace { least: 500.0, most: 5_000.0 };
/// Between two questions to schedulers, however many clusters run.
pub const STATS_SPACING: f64 = 250.0;
/// How much more there is before one where nothing changes: 60 questions a minute, whatever runs.
pub const STATS_SPACING_QUIET: f64 = 750.0;
/// The same before one that answers no more while no list comes, either: then all may be silent, and a list tells when that is over.
pub const STATS_SPACING_DOWN: f64 = 30_000.0;
/// Between a question to any scheduler and one to that of a cluster that cannot be seen: those come when there is nothing else.
pub const UNSEEN_STATS_SPACING: f64 = 1_000.0;
/// For which the figures of a cluster that cannot be seen may be older than of one that can.
pub const UNSEEN_STATS_DELAY: f64 = 10_000.0;
/// Between two questions to the Jupyter server which clusters it stops when it ends: other pages may have changed that.
pub const WITH_SERVER_POLL_INTERVAL: f64 = 30_000.0;
/// The same while there is a cluster of which it has said nothing.
pub const WITH_SERVER_POLL_INTERVAL_NEW: f64 = 3_000.0;

/// Between two looks at one cluster's workers, at least, and for each kilobyte that is told of them: that is about one worker.
const WORKERS_INTERVAL: f64 = 2_000.0;
const WORKERS_INTERVAL_EACH: f64 = 2.0;
/// In tabs that do not poll, how much later they look at workers that another may look at as well.
pub const FOLLOWER_LOOK_PATIENCE: f64 = 1_000.0;

/// From the answer to one look, of so many bytes, to the next, in milliseconds.
pub fn workers_interval(bytes: usize) -> f64 {
    workers_pause(bytes).max(WORKERS_INTERVAL)
}

/// The same where a change is worth a question at once: next to nothing after a short answer.
pub fn workers_pause(bytes: usize) -> f64 {
    bytes as f64 / 1_000.0 * WORKERS_INTERVAL_EACH
}

/// In tabs that do not poll, how long after its time something is asked for all the same that another tab should have told: what it
/// lacks need not be what the others lack.
pub const FOLLOWER_PATIENCE: f64 = 5_000.0;
/// How long after its time a list must be missing for the tab that polls to be replaced: it is frozen. Longer than any list takes.
pub const LEADER_PATIENCE: f64 = 20_000.0;
/// Over which the tabs are spread that all miss one leader: the first takes its place, and the others hear of that in time.
pub const LEADER_TURNS: f64 = 5_000.0;

/// Between two notes that the user does something.
pub const ACTIVE_SPACING: f64 = 1_000.0;

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

    /// Whether one that is offered now by [`NextPoll::offer_poll`] is considered.
    pub fn takes_polls(&self) -> bool {
        self.is_polling && self.has_room && self.request.is_none()
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
