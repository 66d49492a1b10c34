//! Whether a cluster adapts by itself, as far as its scheduler's figures show it.
//!
//! Neither the gateway nor the scheduler tells. The scheduler's `desired_workers` is what an adaptive cluster would follow: it is
//! there, and moves with the work, in every cluster. So workers must be seen to follow it, up and down, without a scale from here.

use super::scaling::Adaptive;
use crate::core::timers::Time;

/// Milliseconds after which two looks say nothing of what was between: nobody looked meanwhile.
const LONGEST_GAP: f64 = 30_000.0;
/// Milliseconds for which more workers than desired are no proof that a cluster adapts no more. dask-gateway looks at the last
/// three of its periods, which are 3 s each unless a site says otherwise.
const PATIENCE: f64 = 300_000.0;

/// Milliseconds for which workers may still come that were desired.
const LATE_WORKERS: f64 = 60_000.0;

/// What the scheduler counted at one time.
#[derive(Clone, Copy)]
struct Look {
    at: Time,
    workers: u32,
    desired: u32,
}

#[derive(Default)]
pub struct Adaptivity {
    last: Option<Look>,
    /// The look at which most workers were desired of late.
    peak: Option<Look>,
    /// Workers came while more were desired.
    has_grown: bool,
    /// Workers went while fewer were desired, the last time down to this number.
    shrank_to: Option<u32>,
    /// Since when there are more workers than an adaptive cluster would keep.
    too_many_since: Option<Time>,
}

impl Adaptivity {
    /// Whether workers have been seen to follow what is desired.
    pub fn is_seen(&self) -> bool {
        self.has_grown && self.shrank_to.is_some()
    }

    /// Takes in a look. `is_scaling`: workers are on their way that were asked for from here. `bounds`: those set from here. False:
    /// it does not adapt (any more), whatever was thought.
    pub fn on_counts(
        &mut self,
        workers: u32,
        desired: Option<u32>,
        is_scaling: bool,
        bounds: Option<Adaptive>,
        now: Time,
    ) -> bool {
        let Some(desired) = desired.filter(|_| !is_scaling) else {
            self.last = None;
            return true;
        };
        let look = Look { at: now, workers, desired };
        let last = self.last.replace(look);
        let is_recent = |peak: &Look| (0.0..LATE_WORKERS).contains(&(now - peak.at));
        let peak = self.peak.filter(|peak| is_recent(peak) && peak.desired > desired).unwrap_or(look);
        self.peak = Some(peak);
        let Some(last) = last.filter(|last| (0.0..LONGEST_GAP).contains(&(now - last.at))) else {
            self.too_many_since = None;
            return true;
        };
        if workers > last.workers {
            if workers <= peak.desired {
                self.has_grown = true;
            } else {
                // Somebody asked for more than there is work for.
                self.forget_moves();
            }
        } else if workers < last.workers && last.desired < last.workers {
            self.shrank_to = Some(workers);
        }
        self.is_plausible(workers, desired, bounds, now)
    }

    /// The number of workers was set: what was seen before says nothing any more.
    pub fn forget(&mut self) {
        *self = Adaptivity::default();
    }

    fn forget_moves(&mut self) {
        self.has_grown = false;
        self.shrank_to = None;
    }

    /// Too many workers for too long: adaptive scaling was ended elsewhere.
    fn is_plausible(&mut self, workers: u32, desired: u32, bounds: Option<Adaptive>, now: Time) -> bool {
        let (least, most) = match bounds {
            Some(Adaptive { minimum, maximum }) => (minimum, maximum),
            None => (self.shrank_to.unwrap_or(0), u32::MAX),
        };
        if workers <= desired.max(least).min(most) {
            self.too_many_since = None;
            return true;
        }
        let since = *self.too_many_since.get_or_insert(now);
        let is_plausible = now - since < PATIENCE;
        if !is_plausible {
            self.forget_moves();
        }
        is_plausible
    }
}
