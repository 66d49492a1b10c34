//! Values that know whether what they show may have changed.

use std::ops::{Deref, DerefMut};

use super::timers::{NEVER, Time};

/// A value that counts as changed as soon as somebody gets hold of it to change it. So nobody can forget to say so; and what
/// nobody touched need not be compared with what was told of it before.
pub struct Tracked<T> {
    value: T,
    is_touched: bool,
    /// When it shows something else without being touched.
    changes_at: Time,
}

impl<T> Tracked<T> {
    pub fn touch(&mut self) {
        self.is_touched = true;
    }

    /// To change what does not show.
    pub fn unseen(&mut self) -> &mut T {
        &mut self.value
    }

    /// Whether it may show something else than when it was looked at last.
    pub fn may_differ(&self, now: Time) -> bool {
        self.is_touched || self.changes_at <= now
    }

    /// It has been looked at, and shows the same until this time if nobody touches it.
    pub fn looked(&mut self, changes_at: Time) {
        self.is_touched = false;
        self.changes_at = changes_at;
    }
}

/// New ones were never looked at.
impl<T> From<T> for Tracked<T> {
    fn from(value: T) -> Tracked<T> {
        Tracked { value, is_touched: true, changes_at: NEVER }
    }
}

impl<T> Deref for Tracked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Tracked<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.is_touched = true;
        &mut self.value
    }
}
