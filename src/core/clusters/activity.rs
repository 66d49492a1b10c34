//! Whether anybody uses a cluster, as far as its scheduler's figures show it: since when nothing runs in it, and who is connected.

use crate::core::timers::Time;
use crate::gateway::scheduler_stats::Counts;

/// Milliseconds after which two looks say nothing of what was between: nobody looked meanwhile.
const LONGEST_GAP: f64 = 120_000.0;
/// Milliseconds up to which the time of a look is the time of what was seen at it.
const SHORT_GAP: f64 = 15_000.0;
/// What `clients` counts at most while nobody is connected: distributed has one of its own, for tasks whose results nobody awaits.
const OWN_CLIENTS: u32 = 1;

/// Nothing runs or waits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Idle {
    /// The first look at which it was so.
    pub since: Time,
    /// The look before it was another: it has not been so for longer.
    pub is_seen: bool,
}

#[derive(Default)]
pub struct Activity {
    idle: Option<Idle>,
    /// When the last look was asked for: it was as it was then at that time or later.
    last_look: Option<Time>,
    tasks: Option<u32>,
    clients: Option<u32>,
    fewest_clients: Option<u32>,
}

impl Activity {
    /// It runs, and did not yet at this time: nothing has happened in it before.
    pub fn started(&mut self, seen_before: Time) {
        self.last_look = Some(seen_before);
    }

    /// Takes in a look that was asked for at `as_of`. Tasks that came and went between two looks are told by how many the scheduler knows.
    pub fn on_counts(&mut self, counts: &Counts, as_of: Time, now: Time) {
        let gap = self.last_look.replace(as_of).map_or(f64::INFINITY, |last| now - last);
        let has_worked = std::mem::replace(&mut self.tasks, counts.tasks) != counts.tasks;
        let is_watched = (0.0..LONGEST_GAP).contains(&gap);
        let before = self.idle.filter(|_| is_watched && !has_worked);
        let begins = Idle { since: now, is_seen: (0.0..=SHORT_GAP).contains(&gap) };
        self.idle = counts.is_idle.then(|| before.unwrap_or(begins));
        self.clients = counts.clients;
        self.fewest_clients = counts.clients.map(|n| n.min(self.fewest_clients.unwrap_or(n))).or(self.fewest_clients);
    }

    /// None: it works, or it is not known.
    pub fn idle(&self) -> Option<Idle> {
        self.idle
    }

    /// How many are connected besides the scheduler's own. None: as many as these have been there since the first look, and may
    /// be the gateway's.
    pub fn clients(&self) -> Option<u32> {
        let own = self.fewest_clients.filter(|fewest| *fewest <= OWN_CLIENTS)?;
        Some(self.clients? - own)
    }
}
