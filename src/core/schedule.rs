//! When the gateway is asked what: the reads that nobody clicked for.
//!
//! One loop, few requests at a time, none while nobody looks. A browser opens six connections to a host: at most
//! [`MAX_READS`] of them are reads, so that a gateway that hangs never holds up what the user does.

use super::cluster::Cluster;
use crate::gateway::call::Call;
use crate::gateway::cluster::Status;

/// Reads in flight at once, the one `?wait` among them.
pub const MAX_READS: usize = 3;
/// Milliseconds between two lists.
pub const LIST_EVERY: f64 = 5_000.0;
/// The same where the gateway asks a JupyterHub at each request: a hub serves many people, and is one process.
pub const LIST_EVERY_WITH_HUB: f64 = 10_000.0;
/// Longest pause after failures; it doubles from [`LIST_EVERY`] up to this.
pub const MAX_PAUSE: f64 = 60_000.0;
/// Between two `?wait` requests, which some backends answer at once.
const FOLLOW_PAUSE: f64 = 1_000.0;
/// Between two questions to schedulers, however many clusters run.
const LIVE_SPACING: f64 = 250.0;
/// While a cluster is pending, its elapsed time is drawn anew this often.
const TICK: f64 = 1_000.0;

const NEVER: f64 = f64::INFINITY;

/// What to do next.
#[derive(Debug, PartialEq)]
pub enum Read {
    Now(Call),
    /// Nothing until this time.
    At(f64),
    /// Nothing until an event.
    Nothing,
}

/// A read on which the whole panel rests.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Basic {
    Config,
    Options,
    List,
}

pub struct Schedule {
    /// Milliseconds between two lists.
    pub list_every: f64,
    /// Nothing else is asked before the configuration is known.
    configured: bool,
    config: Job,
    options: Job,
    list: Job,
    version_due: f64,
    follow_due: f64,
    live_due: f64,
}

struct Job {
    due: f64,
    /// Failures since the last success.
    failures: u32,
}

impl Job {
    fn due(due: f64) -> Job {
        Job { due, failures: 0 }
    }
}

impl Schedule {
    /// `ask_config`: the connection's settings come from the pass-through.
    pub fn new(ask_config: bool) -> Schedule {
        Schedule {
            list_every: LIST_EVERY,
            configured: !ask_config,
            config: Job::due(if ask_config { 0.0 } else { NEVER }),
            options: Job::due(0.0),
            list: Job::due(0.0),
            version_due: 0.0,
            follow_due: 0.0,
            live_due: 0.0,
        }
    }

    /// Everything is to be asked anew, but for the settings of a connection that has them: those stay.
    pub fn all_now(&mut self) {
        if !self.configured {
            self.config.due = 0.0;
        }
        self.options.due = 0.0;
        self.list.due = 0.0;
        self.version_due = 0.0;
        self.follow_due = 0.0;
        self.live_due = 0.0;
    }

    /// Somebody looks again.
    pub fn shown(&mut self, now: f64) {
        for job in [&mut self.config, &mut self.options, &mut self.list] {
            if job.due < NEVER {
                job.due = job.due.min(now);
            }
        }
    }

    pub fn list_now(&mut self) {
        self.list.due = 0.0;
        self.follow_due = 0.0;
    }

    pub fn succeeded(&mut self, basic: Basic, now: f64) {
        *self.job(basic) = Job::due(if basic == Basic::List { now + self.list_every } else { NEVER });
        self.configured |= basic == Basic::Config;
    }

    pub fn failed(&mut self, basic: Basic, now: f64) {
        let job = self.job(basic);
        job.due = now + (LIST_EVERY * f64::from(1 << job.failures.min(8))).min(MAX_PAUSE);
        job.failures += 1;
    }

    pub fn is_failing(&self) -> bool {
        self.config.failures + self.options.failures + self.list.failures > 0
    }

    pub fn version_done(&mut self) {
        self.version_due = NEVER;
    }

    /// A `?wait` came back.
    pub fn followed(&mut self, now: f64) {
        self.follow_due = now + FOLLOW_PAUSE;
    }

    /// The next thing to do, given what is in flight.
    pub fn next(&mut self, now: f64, in_flight: &[&Call], clusters: &[Cluster]) -> Read {
        let reads = in_flight.iter().filter(|call| is_read(call)).count();
        let mut at = next_drawing(clusters, now);
        if reads < MAX_READS {
            for (due, call) in self.candidates(in_flight, clusters) {
                if due <= now {
                    if let Call::Counts { .. } = call {
                        self.live_due = now + LIVE_SPACING;
                    }
                    return Read::Now(call);
                }
                at = at.min(due);
            }
        }
        if at < NEVER { Read::At(at) } else { Read::Nothing }
    }

    /// What could be asked and when, the most important first; nothing that is in flight already.
    fn candidates(&self, in_flight: &[&Call], clusters: &[Cluster]) -> Vec<(f64, Call)> {
        let flying = |wanted: &Call| in_flight.contains(&wanted);
        let looking =
            |name: &str| in_flight.iter().any(|call| matches!(call, Call::Cluster { name: n, .. } if n == name));
        let mut found = Vec::new();
        let mut add = |due: f64, call: Call| {
            if due < NEVER && !flying(&call) {
                found.push((due, call));
            }
        };
        add(self.config.due, Call::Config);
        if !self.configured {
            return found;
        }
        add(self.options.due, Call::Options);
        add(self.list.due, Call::List);

        let looked_for = clusters.iter().filter(|cluster| cluster.look_due < NEVER && !looking(&cluster.report.name));
        if let Some(cluster) = looked_for.min_by(|a, b| a.look_due.total_cmp(&b.look_due)) {
            add(cluster.look_due, Call::Cluster { name: cluster.report.name.clone(), wait: false });
        }
        // The newest pending cluster is the one that its user waits for; the list tells of the others.
        let pending = clusters.iter().find(|cluster| cluster.report.status == Status::Pending);
        let following = in_flight.iter().any(|call| matches!(call, Call::Cluster { wait: true, .. }));
        if let Some(cluster) = pending.filter(|_| !following) {
            add(self.follow_due, Call::Cluster { name: cluster.report.name.clone(), wait: true });
        }
        let running = clusters.iter().filter(|cluster| cluster.report.status == Status::Running);
        let asking = in_flight.iter().any(|call| matches!(call, Call::Counts { .. } | Call::Identity { .. }));
        if let Some(cluster) = running.min_by(|a, b| a.live_due.total_cmp(&b.live_due)).filter(|_| !asking) {
            add(cluster.live_due.max(self.live_due), Call::Counts { name: cluster.report.name.clone() });
        }
        add(self.version_due, Call::Version);
        found
    }

    fn job(&mut self, basic: Basic) -> &mut Job {
        match basic {
            Basic::Config => &mut self.config,
            Basic::Options => &mut self.options,
            Basic::List => &mut self.list,
        }
    }
}

/// When the picture changes by itself.
fn next_drawing(clusters: &[Cluster], now: f64) -> f64 {
    let ticking = clusters.iter().any(|cluster| cluster.report.status == Status::Pending);
    let hiding = clusters.iter().map(|cluster| cluster.hide_at).fold(NEVER, f64::min);
    hiding.min(if ticking { now + TICK } else { NEVER })
}

/// Not one of the user's actions.
fn is_read(call: &Call) -> bool {
    !matches!(call, Call::Create(_) | Call::Scale { .. } | Call::Adapt { .. } | Call::Stop { .. })
}
