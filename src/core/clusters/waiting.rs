//! What a running cluster waits for, and since when: workers that were asked for, and tasks that no worker may run.

use super::scaling::{Adaptive, Scaling};
use crate::core::timers::Time;
use crate::gateway::scheduler_stats::Counts;

/// Workers that were asked for and have not come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Missing {
    /// When they were asked for, or one of them came last.
    pub since: Time,
    wanted: u32,
    /// How many there are.
    pub workers: u32,
}

/// Tasks that no worker may run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stuck {
    pub since: Time,
    /// There is no worker at all.
    pub is_empty: bool,
}

#[derive(Default)]
pub struct Waiting {
    pub missing: Option<Missing>,
    pub stuck: Option<Stuck>,
    /// One worker came at least.
    pub had_workers: bool,
    /// When the gateway took a wish that no look has seen yet.
    wished_at: Option<Time>,
    /// The answer to the last wish was lost: how many workers there are to be is not known.
    pub is_in_doubt: bool,
}

impl Waiting {
    /// The gateway took another wish for workers.
    pub fn wished(&mut self, now: Time) {
        (self.missing, self.wished_at, self.is_in_doubt) = (None, Some(now), false);
    }

    /// Whether workers are missing, or may be: nobody has looked since they were asked for, or the answer to that was lost.
    pub fn is_for_workers(&self) -> bool {
        self.missing.is_some() || self.wished_at.is_some() || self.is_in_doubt
    }

    /// Takes in a look, with what was asked for from here. `follows`: its workers have been seen to follow the work.
    ///
    /// Nobody tells what was asked for elsewhere, or before the page was loaded. What the scheduler would have for its work counts where workers
    /// follow that; up to which number is not known, so that only their lack tells something.
    pub fn on_counts(&mut self, counts: &Counts, scaling: &Scaling, follows: bool, now: Time) {
        let Counts { workers, desired, unrunnable, .. } = *counts;
        self.had_workers |= workers > 0;
        let followed = |Adaptive { minimum, maximum }| Some(desired?.max(minimum).min(maximum));
        let one = || desired.filter(|desired| follows && *desired > 0).map(|_| 1);
        let wanted = scaling.asked.or_else(|| scaling.adaptive.map_or_else(one, followed));
        let wanted = wanted.filter(|wanted| !self.is_in_doubt && *wanted > workers);
        let is_same = |before: &Missing, wanted| before.wanted == wanted && before.workers >= workers;
        let begins = self.wished_at.take().unwrap_or(now);
        self.missing = wanted.map(|wanted| {
            let before = self.missing.filter(|before| is_same(before, wanted));
            Missing { since: before.map_or(begins, |before| before.since), wanted, workers }
        });
        let is_empty = workers == 0;
        // Without any worker the tasks that each could run are queued, which no figure counts: they make it want one.
        let is_queued = is_empty && desired.is_some_and(|workers| workers > 0);
        let is_stuck = is_queued || unrunnable.is_some_and(|tasks| tasks > 0);
        self.stuck = is_stuck.then(|| {
            let before = self.stuck.filter(|before| before.is_empty == is_empty);
            Stuck { since: before.map_or(now, |before| before.since), is_empty }
        });
    }
}
