//! How far the gateway's clock is ahead of this browser's, as far as that can be known.
//!
//! No answer tells the gateway's time. But of a cluster that was made while somebody looked it is known between which times of this
//! browser's that was, and the gateway tells when it was by its own clock.

use crate::core::timers::{NEVER, Time};

/// Milliseconds by which the gateway may tell less than is so: some backends tell seconds.
const ROUNDED_MS: f64 = 1_000.0;
/// Milliseconds of difference that are none: nobody sees them, and answers take their time.
const SMALL_MS: f64 = 2_000.0;

/// The earliest and the latest time, by this browser's clock, at which a cluster was made. From the start of time on: it was there
/// before anybody looked.
pub type Born = (Time, Time);

/// The least and the most by which it is ahead, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct GatewayClock {
    pub least: f64,
    most: f64,
}

impl Default for GatewayClock {
    fn default() -> GatewayClock {
        GatewayClock { least: -NEVER, most: NEVER }
    }
}

impl GatewayClock {
    /// Takes in that the gateway tells this time of something that was then. What contradicts what is known says nothing.
    pub fn narrow(&mut self, told: Time, (earliest, latest): Born) {
        let least = self.least.max(told - latest);
        let most = self.most.min(told + ROUNDED_MS - earliest);
        if least <= most {
            *self = GatewayClock { least, most };
        }
    }

    /// The least difference that explains all that was seen, in milliseconds.
    pub fn ahead(&self) -> f64 {
        let ahead = self.least.max(self.most.min(0.0));
        if (-SMALL_MS..=SMALL_MS).contains(&ahead) { 0.0 } else { ahead }
    }

    /// Whether the difference is known, and not only that there is one at least.
    pub fn is_known(&self) -> bool {
        self.least > -NEVER && self.most < NEVER
    }
}
