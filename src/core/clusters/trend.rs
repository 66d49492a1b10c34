//! How a figure was in the last ten minutes: a step for each change of it, so that what does not change is not drawn again.

use serde::Serialize;

use crate::core::timers::{NEVER, Time};

/// Milliseconds that are kept.
const WINDOW: f64 = 600_000.0;
/// Milliseconds after which it is not known what a figure was meanwhile that is another now.
const UNSEEN: f64 = 60_000.0;
/// More changes than these leave the picture at its beginning.
const MAX_STEPS: usize = 300;

/// A figure, and from when on it was so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Step {
    /// Milliseconds since 1970.
    pub at: u64,
    /// Null: it was not known.
    pub value: Option<u64>,
}

/// What is known of one figure.
pub struct Trend {
    steps: Vec<Step>,
    seen_at: Time,
    /// Milliseconds between two steps: what changes faster takes no more room.
    least: f64,
}

impl Trend {
    /// `least`: milliseconds between two steps.
    pub fn new(least: f64) -> Trend {
        Trend { steps: Vec::new(), seen_at: 0.0, least }
    }

    /// The figure is this now; None: it is not known any more.
    pub fn look(&mut self, value: Option<u64>, now: Time) {
        let seen_at = std::mem::replace(&mut self.seen_at, now);
        if self.steps.last().is_some_and(|last| last.at as f64 > now) {
            // The clock was set back: nobody can tell when those were.
            self.steps.clear();
        }
        let Some(last) = self.steps.last().copied() else {
            if value.is_some() {
                self.push(value, now);
            }
            return;
        };
        if last.value == value {
            return;
        }
        let is_gap = last.value.is_some() && now - seen_at > UNSEEN;
        if is_gap {
            self.push(None, seen_at);
        }
        let is_known = last.value.is_some() && value.is_some();
        if !is_known || is_gap || now - last.at as f64 >= self.least {
            self.push(value, now);
        }
    }

    /// What was so in the last ten minutes. The first may have begun earlier, and is not known before that.
    pub fn steps(&self, now: Time) -> Vec<Step> {
        self.steps.get(self.outdated(now)..).unwrap_or_default().to_vec()
    }

    /// When that is other by itself, from `now` on.
    pub fn changes_at(&self, now: Time) -> Time {
        let ends = self.steps.iter().map(|step| step.at as f64 + WINDOW);
        ends.filter(|at| *at > now).fold(NEVER, f64::min)
    }

    /// How many steps ended before it.
    fn outdated(&self, now: Time) -> usize {
        let begins_after = |step: &Step| step.at as f64 > now - WINDOW;
        self.steps.iter().skip(1).take_while(|step| !begins_after(step)).count()
    }

    fn push(&mut self, value: Option<u64>, at: Time) {
        self.steps.push(Step { at: at as u64, value });
        let outdated = self.outdated(at).max(self.steps.len().saturating_sub(MAX_STEPS));
        self.steps.drain(..outdated);
    }
}

/// Of one cluster.
pub struct Trends {
    pub workers: Trend,
    /// What results take of the workers' memory, in bytes.
    pub results: Trend,
}

impl Default for Trends {
    fn default() -> Trends {
        Trends { workers: Trend::new(0.0), results: Trend::new(10_000.0) }
    }
}

impl Trends {
    pub fn look(&mut self, workers: Option<u32>, results: Option<u64>, now: Time) {
        self.workers.look(workers.map(u64::from), now);
        self.results.look(results, now);
    }

    pub fn changes_at(&self, now: Time) -> Time {
        self.workers.changes_at(now).min(self.results.changes_at(now))
    }
}
