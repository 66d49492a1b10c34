//! Time, and what is due when: an enum of timers, and a table with one due time for each.

use std::marker::PhantomData;

/// Milliseconds since 1970.
pub type Time = f64;

/// The due time of what is wanted now, by this tab: it waits for no other to ask.
pub const AT_ONCE: Time = 0.0;

/// The due time of a timer that is not set.
pub const NEVER: Time = f64::INFINITY;

/// One of a fixed set of timers: an enum, whose `slot` is its place in a [`TimerTable`].
pub trait Timer: Copy {
    /// How many there are.
    const COUNT: usize;

    fn slot(self) -> usize;
}

/// The due times of all `N` timers of one kind.
pub struct TimerTable<T, const N: usize> {
    due: [Time; N],
    kind: PhantomData<T>,
}

/// No timer is set.
impl<T: Timer, const N: usize> Default for TimerTable<T, N> {
    fn default() -> TimerTable<T, N> {
        const { assert!(N == T::COUNT, "a table has a due time for each of its timers") };
        TimerTable { due: [NEVER; N], kind: PhantomData }
    }
}

impl<T: Timer, const N: usize> TimerTable<T, N> {
    /// When it is due; [`NEVER`] if it is not set.
    pub fn due(&self, timer: T) -> Time {
        self.due[timer.slot()]
    }

    pub fn is_set(&self, timer: T) -> bool {
        self.due(timer) < NEVER
    }

    pub fn set(&mut self, timer: T, at: Time) {
        self.due[timer.slot()] = at;
    }

    pub fn stop(&mut self, timer: T) {
        self.set(timer, NEVER);
    }

    /// Due at this time, if it would have been later. A timer that is not set stays so.
    pub fn hasten(&mut self, timer: T, at: Time) {
        if self.is_set(timer) {
            self.set(timer, self.due(timer).min(at));
        }
    }
}
