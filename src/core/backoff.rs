//! The growing pause before what failed is tried again.

use super::timers::Time;

/// The pause after the first failure, in milliseconds; it doubles with each further one.
pub const FIRST_BACKOFF: f64 = 1_000.0;
/// The longest of all, in milliseconds.
pub const MAX_BACKOFF: f64 = 60_000.0;
/// The part of a pause that is left to chance, so that not all who saw one failure come back at one moment.
const JITTER: f64 = 0.25;

/// When one thing is to be tried again.
#[derive(Default)]
pub struct Backoff {
    /// In a row, since the last success. A try ahead of its time that failed as well is none of them.
    failures: u32,
    /// When it failed last.
    failed_at: Time,
    /// When it is tried again by itself.
    due: Time,
    /// It was tried again at once since the last success, because something else was answered.
    is_hastened: bool,
}

impl Backoff {
    pub fn succeeded(&mut self) {
        *self = Backoff::default();
    }

    /// It failed: when to try again, after `most` milliseconds at most. Whoever tries before that, as with a click, makes it no later.
    pub fn failed(&mut self, now: Time, most: f64) -> Time {
        self.failed_at = now;
        // A clock that was set back would have it wait for hours.
        let is_early = self.failures > 0 && now < self.due && self.due <= now + MAX_BACKOFF;
        if !is_early {
            let pause = (FIRST_BACKOFF * f64::from(1 << self.failures.min(8))).min(most);
            self.due = now + pause * (1.0 - JITTER * chance(now));
            self.failures += 1;
        }
        self.due
    }

    /// It failed, and is to be tried again at this time.
    pub fn failed_until(&mut self, now: Time, due: Time) -> Time {
        (self.failures, self.failed_at, self.due) = (self.failures.max(1), now, due);
        due
    }

    /// Something else was answered where this failed: when to try again, and whether it is the first time. Then that is at once, later every
    /// `interval` milliseconds for as long as others are answered and this is not. A try that fails then makes it no later than it was.
    pub fn hasten(&mut self, now: Time, interval: f64) -> (Time, bool) {
        let is_first = !std::mem::replace(&mut self.is_hastened, true);
        let early = if is_first { now } else { now.max(self.failed_at + interval) };
        (self.due.min(early), is_first)
    }

    /// When it is tried again by itself. None: it does not fail.
    pub fn due(&self) -> Option<Time> {
        self.is_failing().then_some(self.due)
    }

    pub fn is_failing(&self) -> bool {
        self.failures > 0
    }
}

/// From 0 to 1: the core has no other chance than at which millisecond something happens.
pub fn chance(now: Time) -> f64 {
    (now.to_bits().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as f64 / f64::from(1 << 24)
}
