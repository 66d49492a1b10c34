//! How much a cluster has worked, for what that costs: the workers it had, over time.
//!
//! Between two looks it had those that were counted last; before the first look, those of that look, since it started.

use serde::Serialize;

use crate::core::site::Site;
use crate::core::site::footprint::Money;
use crate::core::site::resources::Sizes;
use crate::core::timers::Time;

const HOUR_MS: f64 = 3_600_000.0;
/// Milliseconds of workers; more no cluster has had.
const MOST_MS: f64 = 1e16;

/// What is known of one cluster's workers.
#[derive(Clone, Copy, Debug)]
pub struct Spent {
    /// Milliseconds of all workers together, until `since`.
    pub worker_ms: f64,
    /// Since when they are so many.
    pub since: Time,
    pub count: u32,
    /// What of it was before the first look of this page, and when that was. None: it is known better.
    guessed: Option<(f64, Time)>,
}

/// What a cluster costs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SpendingView {
    /// Until this time, milliseconds since 1970.
    pub spent: Money,
    pub at: u64,
    /// From then on, an hour.
    pub rate: Money,
}

/// Of what is kept.
impl PartialEq for Spent {
    fn eq(&self, other: &Spent) -> bool {
        (self.worker_ms, self.since, self.count) == (other.worker_ms, other.since, other.count)
    }
}

impl Spent {
    /// As it was kept.
    pub fn kept(worker_ms: f64, since: Time, count: u32) -> Spent {
        Spent { worker_ms: worker_ms.min(MOST_MS), since, count, guessed: None }
    }

    /// So many workers were counted, of a cluster that started then; 0: that is not known.
    pub fn look(spent: &mut Option<Spent>, count: u32, started: Time, now: Time) {
        match spent {
            None => {
                let age = if started > 0.0 { (now - started).max(0.0) } else { 0.0 };
                let worker_ms = f64::from(count) * age;
                *spent = Some(Spent { worker_ms, since: now, count, guessed: Some((worker_ms, now)) });
            }
            Some(spent) if spent.count != count => {
                (spent.worker_ms, spent.since, spent.count) = (spent.worker_ms(now), now, count);
            }
            Some(_) => {}
        }
    }

    /// Milliseconds of workers until this time.
    fn worker_ms(&self, at: Time) -> f64 {
        (self.worker_ms + f64::from(self.count) * (at - self.since).max(0.0)).min(MOST_MS)
    }

    /// Takes in what this browser has kept of it: what was seen goes over what was guessed, and the latest look over earlier ones.
    pub fn join(spent: &mut Option<Spent>, other: Option<Spent>) {
        let Some(other) = other else { return };
        match spent {
            None => *spent = Some(other),
            Some(spent) if other.since > spent.since => *spent = other,
            Some(spent) => {
                if let Some((guessed, first)) = spent.guessed.take() {
                    spent.worker_ms = (spent.worker_ms - guessed + other.worker_ms(first)).max(0.0);
                }
            }
        }
    }

    /// The clock was set back; by the old one it was counted last at `seen`.
    pub fn set_back(&mut self, seen: Time, now: Time) {
        self.worker_ms = self.worker_ms(seen);
        self.since = now;
    }

    /// Of a cluster that runs. None: something that it costs is not known.
    pub fn view(&self, site: &Site, sizes: &Sizes, started: Time) -> Option<SpendingView> {
        let (worker, scheduler) = (sizes.worker_price?, sizes.scheduler_price?);
        let age = if started > 0.0 { (self.since - started).max(0.0) } else { 0.0 };
        Some(SpendingView {
            spent: site.money((worker * self.worker_ms + scheduler * age) / HOUR_MS),
            at: self.since as u64,
            rate: site.money(worker * f64::from(self.count) + scheduler),
        })
    }

    /// Of one that ended then and had lived for so many seconds.
    pub fn sum(&self, site: &Site, sizes: &Sizes, end: Time, lived: Option<u32>) -> Option<Money> {
        let (worker, scheduler) = (sizes.worker_price?, sizes.scheduler_price?);
        let scheduler = scheduler * f64::from(lived.unwrap_or(0)) * 1_000.0;
        Some(site.money((worker * self.worker_ms(end) + scheduler) / HOUR_MS))
    }
}
